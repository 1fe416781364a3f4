#!/usr/bin/env python3
"""Converts SavedModels with other programs' converters and compares logits.

usage: converters.py SAVED_MODEL ... [--images 32]

Needs a Python with TensorFlow; tf2onnx with onnxruntime, and larq_compute_engine, are used where they are
installed. For each SavedModel that `recu export` wrote, and each converter:
  tflite: TensorFlow Lite, without Select TF ops and without naming a signature;
  tf2onnx: ONNX, opset 13, run by onnxruntime;
  larq: the converter of Larq's compute engine, run by TensorFlow Lite.
The images are random colour squares of several sizes. Prints the ops that came of it, the largest
difference of two logits, and for how many images the class is the same. Exits with 1 if a conversion fails.
"""
import argparse
import collections
import os
import pathlib
import subprocess
import sys
import tempfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import numpy
import tensorflow


def squares(count, size):
    """(count, size, size, 3), uint8; the n-th image's squares have a side of n % (size / 2) + 1 pixels."""
    random = numpy.random.default_rng(1)
    images = numpy.empty((count, size, size, 3), numpy.uint8)
    for number, image in enumerate(images):
        side = number % (size // 2) + 1
        colours = random.integers(0, 256, (size // side + 1, size // side + 1, 3), dtype=numpy.uint8)
        image[:] = colours.repeat(side, 0).repeat(side, 1)[:size, :size]
    return images


def tflite(path, images):
    return run_lite(tensorflow.lite.TFLiteConverter.from_saved_model(str(path)).convert(), images)


def run_lite(content, images):
    interpreter = tensorflow.lite.Interpreter(model_content=content)
    # The interpreter has no public list of its ops.
    ops = collections.Counter(op["op_name"] for op in interpreter._get_ops_details())
    run = interpreter.get_signature_runner()
    return ops, numpy.concatenate([run(images=images[i : i + 1])["logits"] for i in range(len(images))])


def tf2onnx(path, images):
    import onnx
    import onnxruntime
    import tf2onnx.convert  # noqa: F401: a process of its own runs it

    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "model.onnx"
        words = ["-m", "tf2onnx.convert", "--saved-model", path, "--opset", "13", "--output", file]
        subprocess.run([sys.executable, *map(str, words)], check=True, capture_output=True)
        ops = collections.Counter(node.op_type for node in onnx.load(file).graph.node)
        session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
        return ops, session.run(["logits"], {session.get_inputs()[0].name: images})[0]


def larq(path, images):
    import larq_compute_engine

    # Its own interpreter takes no batch of free size. TensorFlow Lite's runs what has none of its ops.
    return run_lite(larq_compute_engine.convert_saved_model(str(path)), images)


CONVERTERS = {"tflite": tflite, "tf2onnx": tf2onnx, "larq": larq}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("models", nargs="+", type=pathlib.Path, metavar="SAVED_MODEL")
    parser.add_argument("--images", type=int, default=32)
    options = parser.parse_args()
    failed = False
    for model in options.models:
        signature = tensorflow.saved_model.load(str(model)).signatures["serving_default"]
        size = signature.structured_input_signature[1]["images"].shape[1]
        images = squares(options.images, size)
        expected = signature(images=tensorflow.constant(images))["logits"].numpy()
        for name, convert in CONVERTERS.items():
            try:
                ops, logits = convert(model, images)
            except ImportError as e:
                print(f"{model} {name}: not installed ({e})")
                continue
            except Exception as e:  # Of whichever converter; each has its own kinds.
                failed = True
                print(f"{model} {name}: FAILED: {type(e).__name__}: {str(e).strip().splitlines()[-1]}")
                continue
            failed |= 10 * (logits.argmax(1) == expected.argmax(1)).sum() < 9 * len(images)
            difference = numpy.abs(logits - expected).max()
            same = (logits.argmax(1) == expected.argmax(1)).sum()
            print(f"{model} {name}: logits differ by {difference:.3g} of {numpy.abs(expected).max():.3g},"
                  f" same class {same} of {len(images)}; {dict(ops)}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
