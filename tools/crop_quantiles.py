#!/usr/bin/env python3
"""Writes the distribution of torchvision's RandomResizedCrop for a test to compare with.

    tools/crop_quantiles.py src/test/resources/golden/random_resized_crop.json

Needs torchvision. For images of three shapes it draws many crops with an area range of 0.08 to 1.25 and keeps
evenly spaced order statistics of their area (fraction of the image), aspect (width by height) and
centre (row and column, as fractions of the image's height and width).
"""

import json
import sys

import torch
import torchvision
from torchvision.transforms import RandomResizedCrop

DRAWS = 100_000
KEPT = 500
SHAPES = [(375, 500), (500, 333), (120, 500)]


def draw(height, width):
    image = torch.empty(1, height, width)
    columns = {"area": [], "aspect": [], "row": [], "column": []}
    for _ in range(DRAWS):
        top, left, h, w = RandomResizedCrop.get_params(image, (0.08, 1.25), (3 / 4, 4 / 3))
        columns["area"].append(h * w / (height * width))
        columns["aspect"].append(w / h)
        columns["row"].append((top + h / 2) / height)
        columns["column"].append((left + w / 2) / width)
    step = DRAWS // KEPT
    return {name: [round(x, 5) for x in sorted(values)[step // 2 :: step]] for name, values in columns.items()}


def main():
    torch.manual_seed(1)
    torch.set_num_threads(1)
    cases = [{"height": h, "width": w, "quantiles": draw(h, w)} for h, w in SHAPES]
    result = {
        "made_with": f"torchvision {torchvision.__version__}",
        "scale": [0.08, 1.25],
        "draws": DRAWS,
        "cases": cases,
    }
    with open(sys.argv[1], "w") as file:
        json.dump(result, file)
        file.write("\n")


if __name__ == "__main__":
    main()
