#!/usr/bin/env python3
"""Writes what torchvision's ResNets compute, for tests of this program's ResNets.

Without arguments: writes src/test/resources/golden/torchvision.json with the names, shapes and logits of
resnet18, resnet34 and resnet50 for the weights and images that GoldenFill defines by formula.

With a folder: writes a resnet34.pth with random weights there, images, and torchvision's logits for
them, and prints the command that runs the test which compares this program with them.
"""

import json
import math
import pathlib
import sys

import numpy
import torch
import torchvision

CLASSES = 20
IMAGES = 2
MEAN = [0.485, 0.456, 0.406]
STD = [0.229, 0.224, 0.225]


def filled(t, name, shape):
    """GoldenFill's formula."""
    j = torch.arange(math.prod(shape), dtype=torch.float64)
    f = torch.sin(0.7 * t + 0.37 * (j + 1))
    if name.endswith("running_var"):
        f = 1 + 0.5 * f
    elif name.endswith("weight") and len(shape) == 1:
        f = 0.6 + 0.2 * f
    else:
        f = 0.1 * f
    return f.reshape(shape).to(torch.float32)


def golden():
    networks = []
    size = 64
    j = torch.arange(IMAGES * 3 * size * size, dtype=torch.float64)
    pixels = (1.5 * torch.cos(0.11 * j) + torch.cos(0.013 * j)).to(torch.float32)
    pixels = pixels.reshape(IMAGES, 3, size, size)
    for model in ("resnet18", "resnet34", "resnet50"):
        network = getattr(torchvision.models, model)(num_classes=CLASSES).eval()
        entries = [(n, list(v.shape)) for n, v in network.state_dict().items()]
        kept = [(n, s) for n, s in entries if not n.endswith("num_batches_tracked")]
        state = {n: filled(t, n, s) for t, (n, s) in enumerate(kept)}
        network.load_state_dict(state, strict=False)
        with torch.no_grad():
            logits = network(pixels)
        print(model, float(logits.abs().max()), float(logits.std()))
        networks.append(
            {
                "model": model,
                "classes": CLASSES,
                "input_shape": [IMAGES, 3, size, size],
                "state_dict": entries,
                "logits": [float(x) for x in logits.flatten()],
            }
        )
    root = pathlib.Path(__file__).resolve().parent.parent
    with open(root / "src/test/resources/golden/torchvision.json", "w") as out:
        json.dump(networks, out)
        out.write("\n")


def weights(folder):
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)
    network = torchvision.models.resnet34(num_classes=CLASSES)
    # Running statistics other than the initial ones, so that they are tested too.
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.5, 1.5)
    network.eval()
    torch.save(network.state_dict(), folder / "resnet34.pth")
    pixels = numpy.random.RandomState(1).randint(0, 256, (IMAGES, 224, 224, 3), numpy.uint8)
    (folder / "images.bin").write_bytes(pixels.tobytes())
    images = torch.from_numpy(pixels).permute(0, 3, 1, 2).to(torch.float32) / 255
    images = (images - torch.tensor(MEAN).view(3, 1, 1)) / torch.tensor(STD).view(3, 1, 1)
    with torch.no_grad():
        logits = network(images)
    (folder / "logits.json").write_text(json.dumps([float(x) for x in logits.flatten()]))
    print("largest logit:", float(logits.abs().max()))
    print(f"RECU_TORCHVISION={folder.resolve()} mvn test -Dtest=TorchvisionTest")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        weights(pathlib.Path(sys.argv[1]))
    else:
        golden()
