#!/usr/bin/env python3
"""Tries training by two processes on the loopback interface, and measures what the exchange costs.

usage: several_workers.py [--what equal,speed,memory] [--model resnet20_1w1a] [--batch_size 64]
                          [--steps 60] [--pairs 3] [--threads 1]

Prints one line per check:

  equal     losses of eight steps of one process with a batch of 128 and of two with 64 each and --sync_bn:
            the first must agree to 1e-3, the tolerance of golden losses, or as well as one process agrees with
            itself at another number of threads: rounding turns signs, and later steps part by per cents
  speed     images per second with --batch_size images a process: one process, two that know nothing of
            each other at the same time, two workers of a run. Each process has --threads processors of its
            own. A pair counts with the medians of its steps
  memory    resident memory of both workers over 200 steps: in the last hundred it may grow by 2 % at most

Exit code 1 if a check fails. Nothing but this repository, built, is needed; it draws its own images.
Linux only, and the figures mean nothing unless the machine has no other work.
"""
import argparse
import json
import os
import pathlib
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
WARM_UP = 10

# Steps of an epoch.
EPOCH = 20
GROWTH = 1.02
GOLDEN = 1e-3


def hosts(number):
    """Free ports of the loopback interface, as --hosts names them."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ",".join(f"127.0.0.1:{port}" for port in ports)


class Runs:
    """Runs of `recu train` in a folder that is deleted afterwards."""

    def __init__(self, options, folder):
        self.options = options
        self.folder = pathlib.Path(folder)

    def start(self, save, batch, steps, *words, processors=None):
        """Starts a process, on some processors only if they are given."""
        command = ["taskset", "-c", processors] if processors else []
        command += [str(ROOT / "recu"), "train", "--results_dir", str(self.folder), "--save", save]
        command += ["--dataset", "shapes", "--model", self.options.model, "--gpus", "cpu", "--seed", "7"]
        command += ["-b", str(batch), "--limit_train", str(batch * EPOCH), "--limit_test", "100"]
        command += ["--epochs", str(1 + steps // EPOCH), "--max_steps", str(steps), "--lr", "0.01", "--workers", "1", "--log_steps", "--no_tensorboard"]
        output = open(self.folder / f"{save}-{len(list(self.folder.iterdir()))}.txt", "w+")
        command += [str(word) for word in words]
        return subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT), output

    def workers(self, save, batch, steps, *words, processors=(None, None)):
        """Starts two workers with a batch of this size together; only the first writes a run."""
        together = hosts(2)
        return [
            self.start(
                save, batch, steps, *words, "--hosts", together, "--task", task, processors=processors[task]
            )
            for task in range(2)
        ]

    def end(self, *started):
        for process, output in started:
            if process.wait() not in (0, 3):
                raise RuntimeError(pathlib.Path(output.name).read_text())

    def steps(self, save):
        return [json.loads(line) for line in (self.folder / save / "steps.jsonl").read_text().splitlines()]

    def rate(self, save, batch):
        return batch / statistics.median(step["seconds"] for step in self.steps(save)[WARM_UP:])


def equal(runs):
    words = ["--no_augment"]
    runs.end(runs.start("one", 128, 8, *words, processors="0,1"))
    runs.end(runs.start("thread", 128, 8, *words, processors="0"))
    runs.end(*runs.workers("two", 128, 8, *words, "--sync_bn"))
    one, thread, two = ([step["loss"] for step in runs.steps(save)] for save in ("one", "thread", "two"))
    apart = [abs(a - b) / abs(a) for a, b in zip(one, two)]
    control = [abs(a - b) / abs(a) for a, b in zip(one, thread)]
    texts = [", ".join(f"{x:.1e}" for x in differences) for differences in (apart, control)]
    return report("equal", apart[0] <= max(GOLDEN, control[0]), f"relative differences {texts[0]}; of one process with one thread {texts[1]}")


def speed(runs, options):
    batch, steps = options.batch_size, options.steps
    own = [f"{i * options.threads}-{(i + 1) * options.threads - 1}" for i in range(2)]
    shares = []
    for pair in range(options.pairs):
        names = {kind: f"{kind}-{pair}" for kind in ("alone", "first", "second", "together")}
        runs.end(runs.start(names["alone"], batch, steps, processors=own[0]))
        runs.end(*(runs.start(names[kind], batch, steps, processors=own[i]) for i, kind in enumerate(("first", "second"))))
        runs.end(*runs.workers(names["together"], 2 * batch, steps, processors=own))
        alone = runs.rate(names["alone"], batch)
        apart = runs.rate(names["first"], batch) + runs.rate(names["second"], batch)
        together = runs.rate(names["together"], 2 * batch)
        shares.append(together / (2 * alone))
        print(
            f"speed   pair {pair + 1}: one {alone:.1f} images/s, two apart {apart:.1f}, two together {together:.1f}:"
            f" {shares[-1]:.2f} of twice one, {together / apart:.2f} of two apart",
            flush=True,
        )
    return report("speed", True, f"median {statistics.median(shares):.2f} of twice one")


def resident(process):
    """MiB of a process: the launcher has become the Java machine."""
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def memory(runs, options):
    steps = 200
    started = runs.workers("memory", 2 * options.batch_size, steps + EPOCH, "--print_freq", EPOCH)
    shown = pathlib.Path(started[0][1].name)
    seen = {}
    while all(process.poll() is None for process, _ in started) and len(seen) < steps // EPOCH:
        done = EPOCH * len(re.findall(rf" step {EPOCH}/", shown.read_text()))
        if done and done not in seen:
            seen[done] = [resident(process) for process, _ in started]
        time.sleep(0.02)
    runs.end(*started)
    late = [seen[step] for step in sorted(seen) if step >= steps // 2]
    grown = max(last / first for first, last in zip(late[0], late[-1])) if late else 0
    rows = ", ".join(f"{step}: " + " and ".join(f"{x:.0f}" for x in seen[step]) for step in sorted(seen))
    return report("memory", len(late) > 3 and grown <= GROWTH, f"MiB after a step: {rows}")


def report(name, passed, text):
    print(f"{name:7} {'passed' if passed else 'FAILED'}: {text}", flush=True)
    return passed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--what", default="equal,speed,memory")
    parser.add_argument("--model", default="resnet20_1w1a")
    parser.add_argument("--batch_size", type=int, default=64, help="images of a process in a step")
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1, help="processors of each process")
    options = parser.parse_args()
    if 2 * options.threads > len(os.sched_getaffinity(0)):
        parser.error(f"--threads: two processes with {options.threads} need more processors than there are")
    passed = True
    with tempfile.TemporaryDirectory() as folder:
        runs = Runs(options, folder)
        for what in options.what.split(","):
            if what == "equal":
                passed &= equal(runs)
            elif what == "speed":
                passed &= speed(runs, options)
            elif what == "memory":
                passed &= memory(runs, options)
            else:
                parser.error(f"--what: expected equal, speed or memory, found {what}")
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
