#!/usr/bin/env python3
"""Reads a packed network (NAME.recu) and computes logits, with numpy and nothing else.

    tools/packed_reader.py NAME.recu                  what the file says about itself
    tools/packed_reader.py NAME.recu IMAGES.npy       logits, one line an image

IMAGES.npy holds (images, size, size, 3): uint8 RGB, or float32 that is normalised already. docs/packed-format.md
describes the file; this is the same in code. Sums whose order the format leaves open are made in float64.
"""

import struct
import sys
import zlib

import numpy as np

KINDS = {
    2: "convolution", 3: "binary_convolution", 4: "normalization", 5: "sum", 6: "hard_tanh", 7: "prelu", 8: "shift",
    9: "relu", 10: "max_pooling", 11: "average_pooling", 12: "global_average", 13: "channel_padding", 14: "flatten",
    15: "linear",
}


def varint(data, at):
    """A number of seven bits a byte, least significant first, and the position after it."""
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def fields(data):
    """A message's fields: number to the list of its values, in order. Bytes are not interpreted."""
    found, at = {}, 0
    while at < len(data):
        tag, at = varint(data, at)
        kind = tag & 7
        if kind == 0:
            value, at = varint(data, at)
        elif kind in (1, 5):
            size = 8 if kind == 1 else 4
            value, at = bytes(data[at : at + size]), at + size
        elif kind == 2:
            size, at = varint(data, at)
            value, at = data[at : at + size], at + size
        else:
            raise ValueError("wire type %d at byte %d" % (kind, at))
        if at > len(data):
            raise ValueError("the message is truncated")
        found.setdefault(tag >> 3, []).append(value)
    return found


def number(message, field):
    """A whole number; 0 where it is absent."""
    return message.get(field, [0])[-1]


def floats(message, field, kind="<f4"):
    """Packed numbers; none where they are absent."""
    return np.frombuffer(b"".join(bytes(part) for part in message.get(field, [])), kind)


def numbers(message, field):
    """Packed whole numbers; none where they are absent."""
    values = []
    for part in message.get(field, []):
        if isinstance(part, int):
            values.append(part)
            continue
        at = 0
        while at < len(part):
            value, at = varint(part, at)
            values.append(value)
    return values


def text(message, field):
    return [bytes(value).decode("utf-8") for value in message.get(field, [])]


class Geometry:
    """Filters, kernel, stride and padding of a convolution."""

    def __init__(self, message):
        self.filters, self.kernel, self.stride, self.padding = (number(message, i) for i in (1, 2, 3, 4))

    def windows(self, x, outside=0):
        """For each tap, row by row: the (images, height, width, channels) that it meets."""
        pad = self.padding
        x = np.pad(x, ((0, 0), (pad, pad), (pad, pad), (0, 0)), constant_values=outside)
        height, width = ((size - self.kernel) // self.stride + 1 for size in x.shape[1:3])
        for dy in range(self.kernel):
            for dx in range(self.kernel):
                yield x[:, dy :, dx :][:, : height * self.stride : self.stride, : width * self.stride : self.stride][
                    :, :height, :width
                ]

    def convolved(self, x, weights):
        """weights: (filters, kernel, kernel, channels), float32

        A sum grows by fused multiply-adds, in this order: a product in float64 is exact, and rounding its sum to
        float64 on the way matters about once in 2^29 additions.
        """
        taps = weights.reshape(self.filters, -1, x.shape[3]).astype(np.float64)
        total = np.float32(0)
        for i, window in enumerate(self.windows(x)):
            for channel in range(x.shape[3]):
                total = (window[..., channel, None] * taps[:, i, channel] + total).astype(np.float32)
        return total

    def counted(self, x, weights):
        """The same of whole numbers, which any order gives."""
        taps = weights.reshape(self.filters, -1, x.shape[3])
        return sum(window @ taps[:, i].T for i, window in enumerate(self.windows(x)))


def normalized(x, message):
    gain, offset, mean, inverse = (floats(message, i) for i in (1, 2, 3, 4))
    if not len(mean):
        return x * gain + offset
    # The product and the sum are rounded once, as by a fused multiply-add.
    scaled = ((x - mean) * inverse).astype(np.float64)
    return (scaled * gain + offset).astype(np.float32)


def binary(x, message):
    form = Geometry(fields(message[1][0]))
    count = form.filters * form.kernel * form.kernel * x.shape[3]
    bits = np.unpackbits(np.frombuffer(bytes(message[2][0]), np.uint8), count=count, bitorder="little")
    weights = np.float32(2) * bits - np.float32(1)
    weights[numbers(message, 3)] = 0
    return form.counted(np.sign(x), weights)


def apply(kind, message, inputs):
    """The result of an operation."""
    x = inputs[0]
    if kind == "convolution":
        return Geometry(fields(message[1][0])).convolved(x, floats(message, 2))
    if kind == "binary_convolution":
        return binary(x, message)
    if kind == "normalization":
        return normalized(x, message)
    if kind == "sum":
        return x + inputs[1]
    if kind == "hard_tanh":
        return np.clip(x, np.float32(-1), np.float32(1))
    if kind == "prelu":
        return np.where(x > 0, x, x * floats(message, 1))
    if kind == "shift":
        return x + floats(message, 1)
    if kind == "relu":
        return np.maximum(x, np.float32(0))
    if kind == "max_pooling":
        form = Geometry({2: [number(message, 1)], 3: [number(message, 2)], 4: [number(message, 3)]})
        return np.maximum.reduce(list(form.windows(x, -np.inf)))
    if kind == "average_pooling":
        form = Geometry({2: [2], 3: [2]})
        a, b, c, d = form.windows(x)
        return (((a + b) + c) + d) / np.float32(4)
    if kind == "global_average":
        return x.mean(axis=(1, 2), dtype=np.float64).astype(np.float32)
    if kind == "channel_padding":
        return np.pad(x, ((0, 0), (0, 0), (0, 0), (number(message, 1), number(message, 2))))
    if kind == "flatten":
        return x.transpose(0, 3, 1, 2).reshape(len(x), -1)
    if kind == "linear":
        bias = floats(message, 2)
        weights = floats(message, 1).reshape(len(bias), -1).astype(np.float64)
        return (x.astype(np.float64) @ weights.T + bias).astype(np.float32)
    raise ValueError("an operation of an unknown kind")


class PackedNetwork:
    """A packed network.

    name, dataset, class_names, producer: what the file says; size: height and width of its images in pixels;
    short_side: of an image before its centre is cut out; scores: images, loss, top-1, top-5 or None.
    """

    def __init__(self, data):
        frame = fields(memoryview(data))
        if text(frame, 1) != ["RECU"]:
            raise ValueError("no packed network: it does not begin with RECU")
        if number(frame, 2) != 1:
            raise ValueError("format version %d, expected 1" % number(frame, 2))
        body = bytes(frame[4][-1])
        if zlib.crc32(body) != struct.unpack("<I", frame[3][-1])[0]:
            raise ValueError("the file is damaged: its checksum does not match")
        network = fields(memoryview(body))
        self.name, self.dataset, self.producer = ("".join(text(network, i)) for i in (1, 2, 7))
        self.class_names = text(network, 3)
        image = fields(network[4][-1])
        self.size, self.short_side = number(image, 1), number(image, 2)
        self.mean, self.deviation = (floats(image, i, "<f8") for i in (3, 4))
        self.operations = [fields(operation) for operation in network.get(5, [])]
        self.scores = None
        if 6 in network:
            found = fields(network[6][-1])
            self.scores = (number(found, 1), *(float(floats(found, i, "<f8").sum()) for i in (2, 3, 4)))

    def logits(self, images):
        """(images, classes); images: (images, size, size, 3), uint8, or float32 that is normalised already"""
        if images.shape[1:] != (self.size, self.size, 3):
            raise ValueError("images of %s, expected (%d, %d, 3)" % (images.shape[1:], self.size, self.size))
        if images.dtype == np.uint8:
            mean, deviation = ((255 * values).astype(np.float32) for values in (self.mean, self.deviation))
            images = (images.astype(np.float32) - mean) / deviation
        values = [images.astype(np.float32)]
        for operation in self.operations:
            (kind,) = operation.keys() - {1}
            inputs = numbers(operation, 1) or [len(values) - 1]
            values.append(apply(KINDS[kind], fields(operation[kind][-1]), [values[i] for i in inputs]))
        return values[-1]


def main(arguments):
    if len(arguments) not in (1, 2) or arguments[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with open(arguments[0], "rb") as file:
            network = PackedNetwork(file.read())
        if len(arguments) == 2:
            for row in network.logits(np.load(arguments[1])):
                print(" ".join("%.9g" % value for value in row))
            return 0
    except (OSError, ValueError, IndexError, KeyError, struct.error) as error:
        print("packed_reader: %s: %s" % (arguments[0], error), file=sys.stderr)
        return 1
    print("%s trained on %s, written by %s" % (network.name, network.dataset, network.producer))
    print("images of %d pixels, short side %d" % (network.size, network.short_side))
    print("%d operations; classes: %s" % (len(network.operations), ", ".join(network.class_names)))
    if network.scores:
        print("images %d, loss %.4f, top-1 %.2f %%, top-5 %.2f %%" % network.scores)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
