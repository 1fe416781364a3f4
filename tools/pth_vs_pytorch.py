#!/usr/bin/env python3
"""Compares checkpoints with PyTorch in both directions.

usage: pth_vs_pytorch.py ORACLE_DIR [--models resnet20_1w1a ...] [--images 64] [--recu COMMAND]

ORACLE_DIR contains recu_torch.py with MODELS, a dictionary from ("cifar", model) to a function of the
number of classes, and set_tau(network, tau). Needs a Python with PyTorch and PIL. For each network:
  theirs: torch.save writes a network with statistics of its own in the zip and in the legacy format,
    and `recu predict` classifies random images with each file;
  ours: `recu train` trains a few steps on shapes, `recu export --format pytorch` writes the best epoch,
    torch.load reads it in its default mode (weights_only since PyTorch 2.6), load_state_dict accepts it in
    strict mode, and both programs classify the same images.
Prints the largest difference of two log-probabilities (logits up to a constant per image) and how many
images get the same class. Exits with 1 if a difference is above 1e-3.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy
import torch
from PIL import Image

CIFAR10 = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
TOLERANCE = 1e-3


def noise(folder, count):
    """PNGs of noise. In a uniform area one rounding would turn the sign of hundreds of pixels."""
    folder.mkdir()
    pixels = numpy.random.default_rng(1).integers(0, 256, (count, 32, 32, 3), dtype=numpy.uint8)
    for number, image in enumerate(pixels):
        Image.fromarray(image).save(folder / f"{number:04d}.png")
    return pixels


def part_from_means(network):
    """Moves random weights away from the mean of their filter, where rounding would decide their sign.

    One weight of ResNet-18's eleven million is enough for PyTorch to differ by 0.3 from itself with
    memory_format=torch.channels_last.
    """
    with torch.no_grad():
        for weight in (p for p in network.parameters() if p.dim() == 4):
            weight += 1e-4 * torch.sign(weight - weight.mean([1, 2, 3], keepdim=True))


def theirs(network, pixels, normalization):
    mean, std = (torch.tensor(values, dtype=torch.float32).view(1, 3, 1, 1) for values in normalization)
    images = torch.from_numpy(pixels.transpose(0, 3, 1, 2).copy()).float() / 255
    network.eval()
    with torch.no_grad():
        return torch.log_softmax(network((images - mean) / std).double(), 1).numpy()


def recu(options, *words):
    command = options.recu.split() + [str(word) for word in words]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed with exit code {done.returncode}: {done.stderr}")
    return done.stdout


def ours(options, model, folder, names, *more):
    lines = recu(options, "predict", "--model_path", model, folder, "--top_k", len(names), "--gpus", "cpu", "--json", *more)
    logits = []
    for line in lines.splitlines():
        probability = {p["class"]: p["probability"] for p in json.loads(line)["predictions"]}
        logits.append([probability[name] for name in names])
    return numpy.log(numpy.array(logits))


def compare(what, found, expected):
    # float32 does not hold the logarithm of a probability below 1e-30 precisely.
    largest = numpy.abs(found - expected)[expected > -60].max()
    same = (found.argmax(1) == expected.argmax(1)).sum()
    print(f"{what}: logits differ by at most {largest:.2e}, {same} of {len(found)} images in the same class", flush=True)
    return largest <= TOLERANCE


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("oracle", metavar="ORACLE_DIR")
    parser.add_argument("--models", nargs="+", default=["resnet20_1w1a", "resnet18_1w1a", "vgg_small_1w1a"])
    parser.add_argument("--images", type=int, default=64)
    parser.add_argument("--recu", default=str(pathlib.Path(__file__).resolve().parent.parent / "recu"))
    options = parser.parse_args()
    sys.path.insert(0, options.oracle)
    import recu_torch

    good = True
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        folder = place / "images"
        pixels = noise(folder, options.images)
        for model in options.models:
            torch.manual_seed(1)
            network = recu_torch.MODELS[("cifar", model)](10)
            recu_torch.set_tau(network, 0.9)
            part_from_means(network)
            network.train()
            for _ in range(3):
                network(torch.randn(32, 3, 32, 32))
            expected = theirs(network, pixels, CIFAR10)
            names = "airplane automobile bird cat deer dog frog horse ship truck".split()
            for form, zipped in (("zip", True), ("legacy", False)):
                file = place / f"{model}_{form}.pth.tar"
                content = {"epoch": 3, "model": model, "state_dict": network.state_dict(), "best_prec1": torch.tensor(10.0)}
                torch.save(content, file, _use_new_zipfile_serialization=zipped)
                found = ours(options, file, folder, names, "--dataset", "cifar10")
                good &= compare(f"{model}, PyTorch's {form} file here", found, expected)

            run = place / model
            words = ["--dataset", "shapes", "--model", model, "--epochs", 1, "--limit_train", 96, "--limit_test", 32, "-b", 32]
            recu(options, "train", *words, "--lr", 0.05, "--seed", 1, "--gpus", "cpu", "--results_dir", place, "--save", model)
            file = place / f"{model}_ours.pth.tar"
            recu(options, "export", "--model_path", run, "--format", "pytorch", "--output", file)
            content = torch.load(file)
            network.load_state_dict(content["state_dict"], strict=True)
            card = json.loads((run / "savedmodel" / "assets" / "model.json").read_text())
            expected = theirs(network, pixels, (card["mean"], card["standardDeviation"]))
            found = ours(options, run, folder, card["classNames"])
            notes = {key: value for key, value in content.items() if key != "state_dict"}
            good &= compare(f"{model}, our file in PyTorch ({notes})", found, expected)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
