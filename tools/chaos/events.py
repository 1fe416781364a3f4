"""Reads the points of TensorBoard's files without TensorFlow."""
import struct

# Points that say how fast a run was, which no two runs share.
SPEED = ("images_per_second", "data_wait", "seconds", "teacher_seconds")


def points(folder):
    """(tag, step) and the point's bytes, for every point of the event files of a folder but those of speed.

    Raises ValueError for a point that is there twice, or an incomplete record.
    """
    found = {}
    for file in sorted(folder.glob("events.out.tfevents.*")):
        for event in records(file.read_bytes(), file.name):
            fields = dict(message(event))
            for number, value in message(fields.get(5, b"")):
                tag = dict(message(value)).get(1, b"").decode()
                key = (tag, fields.get(2, 0))
                if tag.split("/")[-1] in SPEED:
                    continue
                if key in found:
                    raise ValueError(f"{file.name}: {tag} has two points at {key[1]}")
                found[key] = value
    return found


def records(content, name):
    at = 0
    while at < len(content):
        (length,) = struct.unpack_from("<Q", content, at)
        if at + 16 + length > len(content):
            raise ValueError(f"{name}: ends within a record")
        yield content[at + 12 : at + 12 + length]
        at += 16 + length


def message(content):
    """The fields of a protobuf message, as (number, value)."""
    at = 0
    while at < len(content):
        key, at = varint(content, at)
        kind = key & 7
        if kind == 0:
            value, at = varint(content, at)
        elif kind == 1:
            value, at = content[at : at + 8], at + 8
        elif kind == 2:
            length, at = varint(content, at)
            value, at = content[at : at + length], at + length
        elif kind == 5:
            value, at = content[at : at + 4], at + 4
        else:
            raise ValueError(f"a field of kind {kind}")
        yield key >> 3, value


def varint(content, at):
    value = shift = 0
    while True:
        value |= (content[at] & 127) << shift
        shift += 7
        at += 1
        if content[at - 1] < 128:
            return value, at
