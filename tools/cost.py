#!/usr/bin/env python3
"""Measures the cost of a training step by batch size and network: tables and a plot.

usage: cost.py [--sizes 32,64,128,256,512,1024] [--models resnet20_1w1a,...] [--depth MODEL,...]
               [--depth_dataset tinyimagenet] [--depth_batch 64] [--mixed_precision]
               [--passes 3] [--seconds 2] [--plot FILE.svg]

Runs `recu benchmark --what step` for every network and batch size in a process of its own, so that peak
memory belongs to that measurement alone. Prints a Markdown table of images per second and MiB, and
another for the networks of --depth at one batch size. --plot draws the first table as two curves per
network on logarithmic axes. A measurement that fails, because memory runs out for example, is shown as
"-". An existing plot is not overwritten.
"""
import argparse
import json
import math
import pathlib
import subprocess
import sys

RECU = pathlib.Path(__file__).resolve().parent.parent / "recu"
COLOURS = ["#4269d0", "#d9640f", "#2f8f4e", "#a0459b"]
LEFT, TOP, WIDTH, HEIGHT, GAP = 64, 40, 300, 240, 96


def names(text):
    return [name for name in text.split(",") if name]


def sizes(text):
    return [int(size) for size in names(text)]


def measure(options, model, dataset, batch):
    """Images per second and peak MiB, or None if the benchmark failed."""
    command = [str(RECU), "benchmark", "--what", "step", "--json", "--gpus", "cpu"]
    command += ["--dataset", dataset, "--model", model, "--batch_size", str(batch)]
    command += ["--passes", str(options.passes), "--seconds", str(options.seconds)]
    command += ["--mixed_precision"] if options.mixed_precision else []
    ran = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if ran.returncode != 0:
        print(f"cost.py: {model}, batch {batch}: recu benchmark failed with exit code {ran.returncode}", file=sys.stderr)
        return None
    found = json.loads(ran.stdout)
    print(
        f"cost.py: {model}, batch {batch}: {found['images_per_second']:.1f} images/s,"
        f" spread {found['spread']:.3f}",
        file=sys.stderr,
    )
    return found["images_per_second"], found["peak_memory_bytes"] / 2**20


def cell(result):
    if result is None:
        return "-"
    speed, memory = result
    return f"{speed:.0f}, {memory:.0f}" if speed >= 100 else f"{speed:.1f}, {memory:.0f}"


def table(models, batches, results):
    lines = ["| network | " + " | ".join(str(batch) for batch in batches) + " |"]
    lines.append("|---" * (len(batches) + 1) + "|")
    for model in models:
        cells = (cell(results[model, batch]) for batch in batches)
        lines.append(f"| {model} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def ticks(values):
    """1, 2 and 5 times powers of ten that enclose the values."""
    low, high = min(values), max(values)
    all_ticks = [m * 10**e for e in range(0, 7) for m in (1, 2, 5)]
    below = max((tick for tick in all_ticks if tick <= low), default=all_ticks[0])
    above = min((tick for tick in all_ticks if tick >= high), default=all_ticks[-1])
    return [tick for tick in all_ticks if below <= tick <= above]


def panel(number, title, models, batches, results, index):
    """One plot: title, axes, one line per network."""
    x0, y0 = LEFT + number * (WIDTH + GAP), TOP
    points = {
        model: [(b, results[model, b][index]) for b in batches if results[model, b]]
        for model in models
    }
    marks = ticks([value for line in points.values() for _, value in line])
    low, high = math.log(marks[0]), math.log(marks[-1])
    first, last = math.log(batches[0]), math.log(batches[-1])

    def x(batch):
        return x0 + WIDTH * (math.log(batch) - first) / (last - first)

    def y(value):
        return y0 + HEIGHT * (1 - (math.log(value) - low) / (high - low))

    parts = [f'<text x="{x0}" y="{y0 - 16}" class="title">{title}</text>']
    for mark in marks:
        parts.append(
            f'<path d="M{x0} {y(mark):.1f}h{WIDTH}" class="grid"/>'
            f'<text x="{x0 - 8}" y="{y(mark) + 4:.1f}" text-anchor="end">{mark:g}</text>'
        )
    for batch in batches:
        parts.append(
            f'<text x="{x(batch):.1f}" y="{y0 + HEIGHT + 20}" text-anchor="middle">{batch}</text>'
        )
    parts.append(
        f'<text x="{x0 + WIDTH / 2}" y="{y0 + HEIGHT + 40}" text-anchor="middle">batch size</text>'
    )
    for model, colour in zip(models, COLOURS):
        path = " ".join(f"{x(b):.1f},{y(v):.1f}" for b, v in points[model])
        parts.append(f'<polyline points="{path}" stroke="{colour}"/>')
        parts += [
            f'<circle cx="{x(b):.1f}" cy="{y(v):.1f}" r="3" fill="{colour}"/>'
            for b, v in points[model]
        ]
    return parts


def plot(models, batches, results):
    width = LEFT + 2 * WIDTH + GAP + 24
    height = TOP + HEIGHT + 76
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
        "<style>text{fill:#333}.title{font-size:14px;font-weight:bold}"
        ".grid{stroke:#ddd}polyline{fill:none;stroke-width:2}</style>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    parts += panel(0, "training step, images per second", models, batches, results, 0)
    parts += panel(1, "peak memory, MiB", models, batches, results, 1)
    for i, (model, colour) in enumerate(zip(models, COLOURS)):
        x, y = LEFT + i * 190, height - 14
        parts.append(
            f'<path d="M{x} {y - 4}h24" stroke="{colour}" stroke-width="2"/>'
            f'<text x="{x + 30}" y="{y}">{model}</text>'
        )
    return "\n".join(parts + ["</svg>", ""])


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=sizes, default=[32, 64, 128, 256, 512, 1024])
    parser.add_argument(
        "--models", type=names, default=["resnet20_1w1a", "resnet18_1w1a", "vgg_small_1w1a"]
    )
    parser.add_argument("--dataset", default="shapes")
    parser.add_argument(
        "--depth",
        type=names,
        default=[
            "resnet18_1w1a",
            "resnet34_1w1a",
            "react_resnet18_1w1a",
            "react_resnet34_1w1a",
            "resnet18",
            "resnet34",
            "resnet50",
        ],
    )
    parser.add_argument("--depth_dataset", default="tinyimagenet")
    parser.add_argument("--depth_batch", type=int, default=64)
    parser.add_argument("--mixed_precision", action="store_true")
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--plot", type=pathlib.Path)
    options = parser.parse_args()
    if len(options.models) > len(COLOURS) or len(options.sizes) < 2:
        parser.error(f"expected at most {len(COLOURS)} models and at least two sizes")
    if options.plot and options.plot.exists():
        parser.error(f"--plot: {options.plot} already exists")
    results = {
        (model, batch): measure(options, model, options.dataset, batch)
        for model in options.models
        for batch in options.sizes
    }
    print(table(options.models, options.sizes, results), flush=True)
    if options.plot:
        options.plot.write_text(plot(options.models, options.sizes, results), encoding="utf-8")
    deep = {
        (model, options.depth_batch): measure(
            options, model, options.depth_dataset, options.depth_batch
        )
        for model in options.depth
    }
    print("\n" + table(options.depth, [options.depth_batch], deep))


if __name__ == "__main__":
    main()
