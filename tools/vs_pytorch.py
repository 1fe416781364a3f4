#!/usr/bin/env python3
"""Times this program and a PyTorch program of the same networks in alternation and prints the ratios.

usage: vs_pytorch.py ORACLE_DIR [--what step,evaluate] [--model resnet20_1w1a] [--batch_size 128]
                     [--precision float32 | any] [--dataset shapes | imagenet] [--pairs 5] [--python PATH ...]

ORACLE_DIR contains recu_torch.py with MODELS, a dictionary from (family, model) to a function of the
number of classes, and set_tau(network, tau). The family is cifar for images of 32 pixels, imagenet for
--dataset imagenet with images of 224, and two_stage for react_ networks of that size.

Both programs have their batch in memory. Each counts with the median of several measurements after one
to warm up, and a measurement is the median of its steps. What is compared:

  step        a training step: forward, backward, SGD with momentum and weight decay
  evaluate    logits: the graph that evaluates a checkpoint; PyTorch: network.eval() in inference mode
  savedmodel  logits: the exported network; PyTorch: as above

PyTorch runs channels last, eager and compiled by torch.compile, in float32 and, with --precision any, in
bfloat16 by autocast too; this program's training step is then measured in mixed precision as well. tau is a
plain number, so that the compiler keeps the graph whole. The fastest way of each counts in each pair, and
with several --python that of the fastest one. The order alternates between pairs. A ratio above 1 means that
this program is faster.

Ratios from a busy machine mean nothing: PyTorch's threads wait for each other after every operation and
lose far more than their share if one of them waits for a processor. On Linux a pair during which other
processes used more than a tenth of the processors' time is printed but excluded.
"""
import argparse
import json
import os
import pathlib
import resource
import shlex
import statistics
import subprocess
import sys

STAT = pathlib.Path("/proc/stat")

# Share of all processors' time that other processes may use during a pair.
DISTURBING = 0.1

SIZES = {"shapes": (32, 10), "imagenet": (224, 1000)}

PYTORCH = """
import json, statistics, sys, time
options = json.loads(sys.argv[1])
sys.path.insert(0, options["oracle"])
import torch, torch.nn.functional as F, recu_torch
torch.set_num_threads(options["threads"])
torch.manual_seed(1)
key = tuple(options["key"])
if key not in recu_torch.MODELS:
    sys.exit("MODELS has no %s, only %s" % (key, sorted(recu_torch.MODELS)))
batch, size, classes = options["batch_size"], options["image_size"], options["classes"]
images = torch.randn(batch, 3, size, size).to(memory_format=torch.channels_last)
labels = torch.randint(0, classes, (batch,))
decay = 1e-4 if size >= 64 else 5e-4
torch._dynamo.config.capture_scalar_outputs = True


def create():
    network = recu_torch.MODELS[key](classes).to(memory_format=torch.channels_last)
    recu_torch.set_tau(network, 0.85)
    for module in network.modules():
        if "tau" in module._buffers:
            tau = float(module._buffers.pop("tau"))
            module.tau = tau
    return network


def measure(run):
    rates = []
    run()
    for _ in range(options["passes"] + 1):
        seconds = []
        end = time.perf_counter() + options["seconds"]
        while not seconds or time.perf_counter() < end:
            start = time.perf_counter()
            run()
            seconds.append(time.perf_counter() - start)
        rates.append(batch / statistics.median(seconds))
    return statistics.median(rates[1:])


def step(compiled, bfloat16):
    network = create().train()
    optimizer = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9, weight_decay=decay)
    called = torch.compile(network) if compiled else network

    def run():
        with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
            loss = F.cross_entropy(called(images), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss.item()

    return measure(run)


def evaluate(compiled, bfloat16):
    network = create().eval()
    called = torch.compile(network) if compiled else network

    def run():
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
            called(images)

    return measure(run)


found = {"version": torch.__version__}
for what, timed in (("step", step), ("evaluate", evaluate)):
    if what in options["what"]:
        rates = {}
        for compiled in (False, True) if hasattr(torch, "compile") else (False,):
            for bfloat16 in (False, True) if options["precision"] == "any" else (False,):
                way = ("compiled" if compiled else "eager") + (" bfloat16" if bfloat16 else " float32")
                rates[way] = timed(compiled, bfloat16)
        way = max(rates, key=rates.get)
        found[what] = rates[way]
        found[what + " way"] = way
        found[what + " rates"] = rates
print(json.dumps(found))
"""


class Processors:
    """Measures the processors' time that other processes use after its creation."""

    def __init__(self):
        self.begin = self.times()

    @staticmethod
    def times():
        """In seconds: total, busy, and that of ended child processes."""
        fields = [int(word) / os.sysconf("SC_CLK_TCK") for word in STAT.read_text().splitlines()[0].split()[1:9]]
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return sum(fields), sum(fields) - fields[3] - fields[4], children.ru_utime + children.ru_stime

    def used_by_others(self):
        """Share of all processors' time, 0 to 1."""
        total, busy, own = (now - then for now, then in zip(self.times(), self.begin))
        return max(0.0, busy - own) / total


def output(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command[0]} failed with exit code {done.returncode}:\n{done.stderr}")
    return done.stdout


def pytorch(python, options):
    size, classes = SIZES[options.dataset]
    name = options.model
    family = "cifar" if size < 64 else "imagenet"
    if size >= 64 and name.startswith("react_"):
        family, name = "two_stage", name[len("react_"):]
    asked = {
        "oracle": str(pathlib.Path(options.oracle).resolve()),
        "key": (family, name),
        "classes": classes,
        "image_size": size,
        "batch_size": options.batch_size,
        "passes": options.passes,
        "seconds": options.seconds,
        "threads": options.threads,
        "precision": options.precision,
        "what": sorted({"step" if what == "step" else "evaluate" for what in options.what}),
    }
    found = json.loads(output([python, "-c", PYTORCH, json.dumps(asked)]).splitlines()[-1])
    if "savedmodel" in options.what:
        for kind in ("", " way", " rates"):
            found["savedmodel" + kind] = found["evaluate" + kind]
    return found


def benchmark(options, whats, more):
    command = [pathlib.Path(__file__).resolve().parent.parent / "recu", "benchmark", "--json"]
    command += ["--what", ",".join(whats), "--model", options.model, "--dataset", options.dataset]
    command += ["--batch_size", options.batch_size, "--passes", options.passes, "--seconds", options.seconds]
    command += ["--gpus", "cpu", *more, *shlex.split(options.recu_options)]
    lines = output([str(word) for word in command]).splitlines()
    return {found["what"]: found["images_per_second"] for found in map(json.loads, lines)}


def ours(options):
    """Images per second of each thing measured, by way."""
    found = {what: {"float32": rate} for what, rate in benchmark(options, options.what, []).items()}
    if options.precision == "any" and "step" in options.what:
        found["step"]["mixed"] = benchmark(options, ["step"], ["--mixed_precision"])["step"]
    return found


def summary(what, ratios, fastest):
    line = f"{what}: median ratio {statistics.median(ratios):.2f}, range {min(ratios):.2f} to {max(ratios):.2f}"
    line += f", {len(ratios)} pairs"
    counts = [f"PyTorch {version} in {fastest.count(version)}" for version in sorted(set(fastest))]
    return line + ("; fastest: " if len(counts) > 1 else "; against ") + ", ".join(counts)


def words(text):
    chosen = text.split(",")
    for word in chosen:
        if word not in ("step", "evaluate", "savedmodel"):
            raise argparse.ArgumentTypeError(f"expected step, evaluate or savedmodel, found {word}")
    return chosen


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("oracle", metavar="ORACLE_DIR")
    parser.add_argument("--what", type=words, default=["step", "evaluate"])
    parser.add_argument("--model", default="resnet20_1w1a")
    parser.add_argument("--dataset", choices=sorted(SIZES), default="shapes", help="determines classes and image size")
    parser.add_argument("--batch_size", type=int, default=128)
    parser.add_argument(
        "--precision", choices=["float32", "any"], default="float32", help="of PyTorch; any: bfloat16 by autocast too"
    )
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--passes", type=int, default=3, help="measurements per process, after one to warm up")
    parser.add_argument("--seconds", type=float, default=2.0, help="length of a measurement")
    parser.add_argument("--recu_options", default="", help='more options for recu benchmark: --recu_options="..."')
    parser.add_argument("--python", action="append", help="a Python with PyTorch; may be repeated [this one]")
    parser.add_argument(
        "--threads",
        type=int,
        default=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        help="threads of PyTorch; TensorFlow uses one per core",
    )
    options = parser.parse_args()
    pythons = options.python or [sys.executable]
    ratios = {what: [] for what in options.what}
    fastest = {what: [] for what in options.what}
    left_out = 0
    for pair in range(options.pairs):
        processors = Processors() if STAT.exists() else None
        if pair % 2:
            theirs = [pytorch(python, options) for python in pythons]
            own = ours(options)
        else:
            own = ours(options)
            theirs = [pytorch(python, options) for python in pythons]
        others = processors.used_by_others() if processors else 0
        disturbed = others > DISTURBING
        for what in options.what:
            best = max(theirs, key=lambda found: found[what])
            rates = ", ".join(f"{way} {rate:.0f}" for way, rate in own[what].items())
            line = f"{what}, pair {pair + 1}: ours ({rates}) images/s"
            for found in theirs:
                rates = ", ".join(f"{way} {rate:.0f}" for way, rate in found[what + " rates"].items())
                line += f", PyTorch {found['version']} ({rates})"
            ratio = max(own[what].values()) / best[what]
            print(f"{line}, ratio {ratio:.2f}", flush=True)
            if not disturbed:
                ratios[what].append(ratio)
                fastest[what].append(f"{best['version']} {best[what + ' way']}")
        if disturbed:
            left_out += 1
            print(f"pair {pair + 1} is excluded: other processes used {100 * others:.0f} % of the processors", flush=True)
    if left_out == options.pairs:
        sys.exit("all pairs are excluded: other processes were using this machine")
    for what in options.what:
        print(summary(what, ratios[what], fastest[what]))
    if left_out:
        print(f"{left_out} of {options.pairs} pairs are excluded: other processes were using this machine")


if __name__ == "__main__":
    main()
