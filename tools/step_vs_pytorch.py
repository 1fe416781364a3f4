#!/usr/bin/env python3
"""Times training steps of this program and of a PyTorch program of the same networks, in turns.

usage: step_vs_pytorch.py ORACLE_DIR --data_path D [--model resnet20_1w1a] [--batch 128] [--pairs 5] [--steps 50]

ORACLE_DIR holds recu_torch.py with MODELS, a dictionary from ("cifar", model) to a function of the
number of classes, and set_tau(network, tau). --data_path is where `recu train` finds CIFAR-10. Needs
PyTorch in the Python that runs it. Prints images a second of each pair, medians over the steps, and
the ratio; then the median ratio and its spread.
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

PYTORCH = """
import sys, time, statistics
sys.path.insert(0, sys.argv[1])
import torch, torch.nn.functional as F, recu_torch
torch.set_num_threads(int(sys.argv[5]))
batch, steps = int(sys.argv[3]), int(sys.argv[4])
network = recu_torch.MODELS[("cifar", sys.argv[2])](10).to(memory_format=torch.channels_last)
recu_torch.set_tau(network, 0.85)
network.train()
optimizer = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9, weight_decay=5e-4)
images = torch.randn(batch, 3, 32, 32).to(memory_format=torch.channels_last)
labels = torch.randint(0, 10, (batch,))
seconds = []
for _ in range(steps):
    start = time.perf_counter()
    loss = F.cross_entropy(network(images), labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    loss.item()
    seconds.append(time.perf_counter() - start)
print(batch / statistics.median(seconds[3:]))
"""


def pytorch(options):
    command = [sys.executable, "-c", PYTORCH, options.oracle, options.model]
    command += [str(options.batch), str(options.steps), str(options.threads)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def ours(options):
    recu = pathlib.Path(__file__).resolve().parent.parent / "recu"
    with tempfile.TemporaryDirectory() as results:
        command = [recu, "train", "--dataset", "cifar10", "--data_path", options.data_path, "--model", options.model]
        command += ["-b", options.batch, "--max_steps", options.steps, "--limit_test", options.batch, "--log_steps"]
        command += ["--gpus", "cpu", "--seed", 1, "--results_dir", results, "--save", "run"]
        subprocess.run([str(word) for word in command], check=True, capture_output=True)
        steps = (pathlib.Path(results) / "run" / "steps.jsonl").read_text().splitlines()
    seconds = [json.loads(step)["seconds"] for step in steps]
    return options.batch / statistics.median(seconds[3:])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("oracle", metavar="ORACLE_DIR")
    parser.add_argument("--data_path", required=True)
    parser.add_argument("--model", default="resnet20_1w1a")
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--threads", type=int, default=2, help="of PyTorch; TensorFlow takes a thread a core")
    options = parser.parse_args()
    ratios = []
    for pair in range(options.pairs):
        theirs, own = pytorch(options), ours(options)
        ratios.append(own / theirs)
        print(f"pair {pair + 1}: ours {own:.0f} images/s, PyTorch {theirs:.0f}, ratio {ratios[-1]:.2f}", flush=True)
    print(f"ratio: median {statistics.median(ratios):.2f}, from {min(ratios):.2f} to {max(ratios):.2f}")


if __name__ == "__main__":
    main()
