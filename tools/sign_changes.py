#!/usr/bin/env python3
"""Shows how far from zero binary weights are in one checkpoint, and which of them have another sign in a later one.

usage: sign_changes.py EARLIER.pth.tar LATER.pth.tar --tau 0.855

Both are files that `recu export --format pytorch` wrote of checkpoints of one run; --tau is that of the earlier one's
epoch (metrics.jsonl). Weights are standardised as ReCU does it, and grouped by their distance from zero in units of
the layer's Q. Needs PyTorch.
"""
import argparse
import math

import torch

BOUNDS = [0, 0.5, 1, 1.25, 1.5, 2, math.inf]


def binary_weights(file):
    """The latent weights by name: all convolutions but the first."""
    saved = torch.load(file, map_location="cpu", weights_only=True)
    state = {name.removeprefix("module."): value for name, value in saved.get("state_dict", saved).items()}
    return {
        name: value for name, value in state.items() if value.ndim == 4 and not name.startswith("conv1.")
    }


def standardised(weight):
    """w1 of the method, a row for each filter."""
    rows = weight.flatten(1)
    rows = rows - rows.mean(1, keepdim=True)
    return rows * 2 * math.sqrt(2) / torch.sqrt(rows.var(1, keepdim=True) + 1e-5)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("earlier")
    parser.add_argument("later")
    parser.add_argument("--tau", type=float, required=True)
    options = parser.parse_args()
    earlier, later = binary_weights(options.earlier), binary_weights(options.later)
    if earlier.keys() != later.keys():
        parser.error(f"{options.later} does not have the binary layers of {options.earlier}")
    distances, changed = [], []
    for name, weight in earlier.items():
        before, after = standardised(weight), standardised(later[name])
        q = -before.abs().mean() * math.log(2 - 2 * options.tau)
        distances.append((before.abs() / q).flatten())
        changed.append((before.sign() != after.sign()).flatten())
    distances, changed = torch.cat(distances), torch.cat(changed)
    groups = list(zip(BOUNDS, BOUNDS[1:])) + [(1, math.inf), (0, math.inf)]
    for low, high in groups:
        group = (distances >= low) & (distances < high)
        share = f"{100 * changed[group].float().mean():.1f} % changed" if group.any() else "none"
        print(f"{low} to {high} Q: {100 * group.float().mean():.1f} % of {len(group)} weights, {share}")


if __name__ == "__main__":
    main()
