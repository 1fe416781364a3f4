#!/usr/bin/env python3
"""Prints the table of docs/distributed.md: how far several workers are expected to get.

The model is that of the document: a ring, no overlap, the same number of images for each worker whatever
their number. Images a second of one process are measured with `recu benchmark`; latency is that of a
message between two processes, measured or assumed.

    tools/scaling_model.py --rate resnet20=470 --rate resnet18=70 --rate imagenet=12
"""

import argparse
import math

# Parameters with gradients, and images of a worker.
NETWORKS = {
    "resnet20": ("resnet20, CIFAR-10", 64),
    "resnet18": ("resnet18, CIFAR-10", 64),
    "imagenet": ("resnet18, ImageNet", 32),
}
BUFFER = 4 << 20
WORKERS = [1, 2, 4, 8, 16, 32, 64]


def efficiency(workers, parameters, seconds, bandwidth, latency):
    size = 4 * parameters
    buffers = math.ceil(size / BUFFER)
    sent = 2 * (workers - 1) / workers * size
    exchange = sent / bandwidth + 2 * (workers - 1) * buffers * latency
    # Every step ends with one more exchange, of the scores.
    exchange += 2 * (workers - 1) * latency
    return seconds / (seconds + exchange)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rate", action="append", required=True, metavar="NETWORK=IMAGES_PER_SECOND")
    parser.add_argument("--parameters", action="append", default=[], metavar="NETWORK=NUMBER")
    parser.add_argument("--latency", type=float, default=0.0002, help="seconds a message takes")
    arguments = parser.parse_args()
    parameters = {name: int(value) for name, value in (word.split("=") for word in arguments.parameters)}
    print("| network, Gbit/s | " + " | ".join(str(n) for n in WORKERS) + " |")
    print("|---|" + "---|" * len(WORKERS))
    for word in arguments.rate:
        key, rate = word.split("=")
        label, images = NETWORKS[key]
        for gigabits in (1, 10, 100):
            cells = []
            for workers in WORKERS:
                share = efficiency(
                    workers, parameters[key], images / float(rate), gigabits * 125e6, arguments.latency)
                cells.append(f"{workers * share:.1f}")
            print(f"| {label}, {gigabits} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
