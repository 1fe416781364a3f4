#!/usr/bin/env python3
"""Times the image loaders of this program and of torchvision in alternation and prints the ratios.

    tools/pipeline_vs_torchvision.py DATA [--workers 2] [--half train] [--pairs 5]

DATA contains train/CLASS/ and val/CLASS/. torchvision loads with ImageFolder and DataLoader and the transforms of
training (random resized crop, mirror) or validation (short side 256, centre crop) to normalised tensors, without
lighting. Timing starts after its first batch, when its workers run. Needs a Python with torchvision, with
whatever image library that uses.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BATCH = 64


def torchvision_rate(arguments):
    import torch
    from torchvision import datasets, transforms

    common = [transforms.ToTensor(), transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])]
    if arguments.half == "train":
        steps = [transforms.RandomResizedCrop(224, scale=(0.08, 1.25)), transforms.RandomHorizontalFlip()]
    else:
        steps = [transforms.Resize(256), transforms.CenterCrop(224)]
    data = datasets.ImageFolder(str(Path(arguments.data) / arguments.half), transforms.Compose(steps + common))
    generator = torch.Generator().manual_seed(1)
    sampler = torch.utils.data.RandomSampler(data, replacement=True, num_samples=10**6, generator=generator)
    loader = torch.utils.data.DataLoader(data, batch_size=BATCH, sampler=sampler, num_workers=arguments.workers)
    batches = iter(loader)
    next(batches)
    images, start = 0, time.monotonic()
    while time.monotonic() - start < arguments.seconds:
        images += len(next(batches)[0])
    return images / (time.monotonic() - start)


def torchvision_in_a_process(arguments):
    command = [sys.executable, __file__, *sys.argv[1:], "--torchvision_only"]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def our_rate(arguments, fast):
    command = [*arguments.recu.split(), "benchmark", "--what", "pipeline", "--dataset", "imagenet", "--json"]
    command += ["--data_path", arguments.data, "--workers", str(arguments.workers), "--half", arguments.half]
    command += ["--passes", "3", "--seconds", str(arguments.seconds / 3), "-b", str(BATCH)]
    command += ["--use_dali"] if fast else []
    result = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(result.stdout)["images_per_second"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--half", choices=["train", "val"], default="train")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--recu", default=str(ROOT / "recu"), help="command that runs this program")
    parser.add_argument("--torchvision_only", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.torchvision_only:
        print(torchvision_rate(arguments))
        return
    ratios = {"ordinary": [], "fast": []}
    for _ in range(arguments.pairs):
        theirs = torchvision_in_a_process(arguments)
        ours = {name: our_rate(arguments, name == "fast") for name in ratios}
        for name, rate in ours.items():
            ratios[name].append(rate / theirs)
        print(
            f"torchvision {theirs:.0f}, ordinary {ours['ordinary']:.0f} ({ratios['ordinary'][-1]:.2f}),"
            f" fast {ours['fast']:.0f} ({ratios['fast'][-1]:.2f}) images/s",
            flush=True,
        )
    for name, values in ratios.items():
        print(f"{name}: {statistics.median(values):.2f} times torchvision ({min(values):.2f} to {max(values):.2f})")


if __name__ == "__main__":
    main()
