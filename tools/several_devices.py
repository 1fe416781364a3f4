#!/usr/bin/env python3
"""Tries training on several devices: GPUs where there are any, else parts of the CPU.

usage: several_devices.py [--gpus 0,1 | --gpus cpu:2] [--model resnet20_1w1a] [--batch_size 128]
                          [--steps 30] [--mixed_precision] [--no_golden] [--profile gpu]

Prints one line per check:

  golden    training steps of all devices together against the losses of an independent program, by
            the test SeveralTowersTest (needs Maven; --no_golden leaves it out; --profile gpu builds
            with TensorFlow's library for GPUs)
  equal     losses of eight steps of one device and of all with --sync_bn: the first must agree to 1e-5;
            after it rounding may turn a sign, and the two part
  same      two runs with the same seed: the bytes of their variables
  resume    a run that is stopped within an epoch and resumed: the bytes of its variables
  part      a run of all devices that goes on with one must say so
  speed     images per second of 1, 2, ... devices with --batch_size images each

Exit code 1 if a check fails. Equal bytes are required on the CPU only: some of TensorFlow's GPU
kernels add in no fixed order. Nothing but this repository, built, is needed; it draws its own images.
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
WARM_UP = 5


def devices(name, number):
    """The first devices of a list, as --gpus names them."""
    if name.startswith("cpu"):
        return "cpu" if number == 1 else f"cpu:{number}"
    return ",".join(name.split(",")[:number])


def count(name):
    return int(name[4:] or 1) if name.startswith("cpu") else len(name.split(","))


class Runs:
    """Runs of `recu train` in a folder that is deleted afterwards."""

    def __init__(self, options, folder):
        self.options = options
        self.folder = pathlib.Path(folder)

    def train(self, save, *words):
        command = [str(ROOT / "recu"), "train", "--results_dir", str(self.folder), "--save", save, *map(str, words)]
        ran = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if ran.returncode != 0:
            raise RuntimeError(f"{' '.join(command)} ended with {ran.returncode}:\n{ran.stdout}")
        return ran.stdout

    def begin(self, save, gpus, batch, images, epochs, *words):
        more = ["--mixed_precision"] if self.options.mixed_precision else []
        return self.train(
            save, "--dataset", "shapes", "--model", self.options.model, "--gpus", gpus, "--seed", 7,
            "--limit_train", images, "--limit_test", 100, "-b", batch, "--epochs", epochs, "--lr", 0.01,
            "--workers", 2, "--log_steps", "--no_tensorboard", *more, *words,
        )

    def steps(self, save):
        return [json.loads(line) for line in (self.folder / save / "steps.jsonl").read_text().splitlines()]

    def variables(self, save, checkpoint):
        folder = self.folder / save / "checkpoints" / checkpoint
        return [file.read_bytes() for file in sorted(folder.glob("variables.*"))]


def golden(options):
    command = ["mvn", "-B", "-q", "test", "-Dtest=SeveralTowersTest", f"-Drecu.devices={options.gpus}"]
    command += ["-Djacoco.skip=true", "-Dsurefire.failIfNoSpecifiedTests=false"]
    command += ["-P", options.profile] if options.profile else []
    ran = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return ran.returncode == 0, "steps follow the golden losses" if ran.returncode == 0 else ran.stdout[-2000:]


def equal(runs, gpus):
    images = 8 * 32
    words = ["--no_augment", "--max_steps", 8]
    runs.begin("equal-one", devices(gpus, 1), 32, images, 1, *words)
    runs.begin("equal-all", gpus, 32, images, 1, "--sync_bn", *words)
    one, all_ = ([step["loss"] for step in runs.steps(save)] for save in ("equal-one", "equal-all"))
    apart = [abs(a - b) / abs(a) for a, b in zip(one, all_)]
    return apart[0] <= 1e-5, "relative differences " + ", ".join(f"{x:.1e}" for x in apart)


def bytes_of(runs, gpus):
    """Checks `same` and `resume`; the last batch of an epoch has one image, so that devices go without."""
    whole = [4 * 24 + 1, 2, "--sync_bn"]
    runs.begin("whole", gpus, 24, *whole)
    runs.begin("again", gpus, 24, *whole)
    runs.begin("stopped", gpus, 24, *whole, "--max_steps", 7)
    runs.train("stopped", "--resume")
    last = "epoch-0001"
    expected = runs.variables("whole", last)
    return [
        (name, runs.variables(save, last) == expected)
        for name, save in (("same", "again"), ("resume", "stopped"))
    ]


def part(runs, gpus):
    runs.begin("part", gpus, 24, 96, 2, "--max_steps", 2)
    said = runs.train("part", "--resume", "--gpus", devices(gpus, 1))
    lines = [line for line in said.splitlines() if "goes on with 1" in line]
    return len(lines) == 1, lines[0] if lines else "nothing was said"


def speed(runs, gpus, options):
    rates = []
    for number in range(1, count(gpus) + 1):
        save, batch = f"speed-{number}", number * options.batch_size
        runs.begin(save, devices(gpus, number), batch, batch * 8, 1 + options.steps // 8, "--max_steps", options.steps)
        seconds = [step["seconds"] for step in runs.steps(save)][WARM_UP:]
        rates.append(batch / statistics.median(seconds))
        print(f"speed   {devices(gpus, number)}: {rates[-1]:.1f} images/s, {rates[-1] / rates[0]:.2f} times one device", flush=True)


def report(name, passed, text):
    print(f"{name:7} {'passed' if passed else 'FAILED'}: {text}", flush=True)
    return passed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gpus", default="cpu:2")
    parser.add_argument("--model", default="resnet20_1w1a")
    parser.add_argument("--batch_size", type=int, default=128)
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--mixed_precision", action="store_true")
    parser.add_argument("--no_golden", action="store_true")
    parser.add_argument("--profile", default="")
    options = parser.parse_args()
    if count(options.gpus) < 2:
        parser.error(f"--gpus: {options.gpus} is one device, expected several, such as 0,1 or cpu:2")
    if options.steps <= WARM_UP:
        parser.error(f"--steps: {options.steps} is not more than the {WARM_UP} steps that are not counted")
    passed = True
    if not options.no_golden:
        passed &= report("golden", *golden(options))
    with tempfile.TemporaryDirectory() as folder:
        runs = Runs(options, folder)
        passed &= report("equal", *equal(runs, options.gpus))
        for name, same in bytes_of(runs, options.gpus):
            text = "equal bytes" if same else "other bytes"
            passed &= report(name, same or not options.gpus.startswith("cpu"), text)
        passed &= report("part", *part(runs, options.gpus))
        speed(runs, options.gpus, options)
    return 0 if passed else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except RuntimeError as error:
        sys.exit(f"several_devices.py: {error}")
