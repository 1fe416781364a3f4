#!/usr/bin/env python3
"""Compares the signatures of exported SavedModels in Python's TensorFlow, with its graph rewriting as it comes.

usage: python_signatures.py SAVED_MODEL ... [--batches 1,64] [--seconds 3]

Needs a Python with TensorFlow. For each SavedModel that `recu export` wrote, its folder all_signatures/ (where there
is one) and each batch size, prints the largest difference of the logits of every signature from those of
serving_default without graph rewriting, which computes as the program does, and the median time of a call. All
SavedModels that are named are timed in turns, so that two exports of one network can be compared. Exits with 1 if a
logit differs. serving_jpeg is left out: it takes files.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import numpy
import tensorflow

WITHOUT_REWRITING = "--without-rewriting"


def images(batch, size):
    return tensorflow.constant(numpy.random.default_rng(1).integers(0, 256, (batch, size, size, 3), numpy.uint8))


def image_size(model):
    return model.signatures["serving_default"].structured_input_signature[1]["images"].shape[1]


def expected(path, batch):
    """Logits by serving_default in a process of its own, in which graph rewriting is off."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "logits.npy"
        subprocess.run([sys.executable, __file__, WITHOUT_REWRITING, str(path), str(batch), str(file)], check=True)
        return numpy.load(file)


def without_rewriting(path, batch, file):
    tensorflow.config.optimizer.set_experimental_options({"disable_meta_optimizer": True})
    model = tensorflow.saved_model.load(path)
    logits = model.signatures["serving_default"](images=images(int(batch), image_size(model)))["logits"]
    numpy.save(file, logits.numpy())


def main():
    if WITHOUT_REWRITING in sys.argv:
        return without_rewriting(*sys.argv[2:])
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("models", nargs="+", type=pathlib.Path, metavar="SAVED_MODEL")
    parser.add_argument("--batches", default="1,64")
    parser.add_argument("--seconds", type=float, default=3, help="time for each signature and batch size")
    options = parser.parse_args()
    loaded = {}
    for path in options.models:
        for folder in (path, path / "all_signatures"):
            if (folder / "saved_model.pb").is_file():
                loaded[folder] = tensorflow.saved_model.load(str(folder))
    differs = False
    for batch in map(int, options.batches.split(",")):
        calls, times = {}, {}
        for folder, model in loaded.items():
            pixels = images(batch, image_size(model))
            wanted = expected(folder, batch)
            for name, signature in model.signatures.items():
                if name == "serving_jpeg":
                    continue
                difference = numpy.abs(signature(images=pixels)["logits"].numpy() - wanted).max()
                differs |= not difference == 0
                print(f"{folder} {name}, batch {batch}: logits differ by {difference:.3g}", flush=True)
                calls[folder, name] = lambda signature=signature, pixels=pixels: signature(images=pixels)["logits"].numpy()
                times[folder, name] = []
        end = time.monotonic() + options.seconds * len(calls)
        while time.monotonic() < end:
            for key, call in calls.items():
                start = time.monotonic()
                call()
                times[key].append(time.monotonic() - start)
        for (folder, name), seconds in times.items():
            print(f"{folder} {name}, batch {batch}: {statistics.median(seconds) * 1e3:.2f} ms", flush=True)
    return differs


if __name__ == "__main__":
    sys.exit(main())
