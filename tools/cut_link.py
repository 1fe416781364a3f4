#!/usr/bin/env python3
"""Trains with three workers, each in a network namespace of its own, and cuts the link of one.

The other two must end within the time-out, with exit code 1 and a line that names the lost worker; the
last checkpoint must be whole, and the run must go on from it with the two that are left. Needs root,
iproute2 and the built program; writes only to a temporary folder and removes the namespaces.

    sudo tools/cut_link.py --peer_timeout 10 --cut 2
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BRIDGE = "recu-br"


def ip(*words, check=True):
    subprocess.run(["ip", *words], check=check, capture_output=not check)


def name(worker):
    return f"recu-{worker}"


def build(workers):
    """A bridge, and for each worker a namespace with the address 10.77.0.(worker + 1)."""
    ip("link", "add", BRIDGE, "type", "bridge")
    ip("link", "set", BRIDGE, "up")
    for worker in range(workers):
        ip("netns", "add", name(worker))
        ip("link", "add", f"recu-v{worker}", "type", "veth", "peer", "name", "eth0", "netns", name(worker))
        ip("link", "set", f"recu-v{worker}", "master", BRIDGE, "up")
        ip("-n", name(worker), "addr", "add", f"10.77.0.{worker + 1}/24", "dev", "eth0")
        ip("-n", name(worker), "link", "set", "eth0", "up")
        ip("-n", name(worker), "link", "set", "lo", "up")


def remove(workers):
    for worker in range(workers):
        ip("netns", "del", name(worker), check=False)
    ip("link", "del", BRIDGE, check=False)


def start(worker, workers, folder, arguments, *more):
    hosts = ",".join(f"10.77.0.{task + 1}:2222" for task in range(workers))
    command = ["ip", "netns", "exec", name(worker), *arguments.program.split()]
    command += ["train", "--dataset", "shapes", "--model", "resnet20_1w1a", "--gpus", "cpu", "--seed", "7"]
    command += ["--limit_train", "192", "-b", "48", "--limit_test", "48", "--epochs", "1000", "--print_freq", "1"]
    command += ["--no_tensorboard", "--checkpoint_steps", "2", "--results_dir", str(folder / f"machine-{worker}")]
    command += ["--save", "run", "--hosts", hosts, "--task", str(worker)]
    command += ["--peer_timeout", str(arguments.peer_timeout), *more]
    output = open(folder / f"output-{worker}{len(more)}.txt", "w+")
    return subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, cwd=ROOT), output


def text(output):
    output.flush()
    return pathlib.Path(output.name).read_text()


def wait_for(output, words, process, seconds=240):
    end = time.monotonic() + seconds
    while words not in text(output):
        if process.poll() is not None or time.monotonic() > end:
            sys.exit(f"never seen: {words}\n{text(output)}")
        time.sleep(0.05)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=str(ROOT / "recu"), help="the command that starts the program")
    parser.add_argument("--peer_timeout", type=int, default=10)
    parser.add_argument("--cut", type=int, choices=[0, 1, 2], default=2, help="the worker that is cut off")
    arguments = parser.parse_args()
    workers = 3
    running = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        try:
            build(workers)
            running = [start(worker, workers, folder, arguments) for worker in range(workers)]
            wait_for(running[0][1], "epoch 1 step 3/4", running[0][0])
            begin = time.monotonic()
            ip("link", "set", f"recu-v{arguments.cut}", "down")
            print(f"worker {arguments.cut} is cut off")
            for worker, (process, output) in enumerate(running):
                code = process.wait(timeout=3 * arguments.peer_timeout + 60)
                last = text(output).strip().splitlines()[-1]
                print(f"worker {worker}: exit code {code} after {time.monotonic() - begin:.1f} s: {last}")
                assert code == 1, text(output)
                if worker != arguments.cut:
                    assert f"worker {arguments.cut} (" in last, last
            if arguments.cut == 0:
                print("the chief was cut off: its machine has the checkpoints")
            ip("link", "set", f"recu-v{arguments.cut}", "up")
            running = [start(worker, 2, folder, arguments, "--resume", "--max_steps", "4") for worker in range(2)]
            for worker, (process, output) in enumerate(running):
                assert process.wait(timeout=300) == 0, text(output)
            metrics = (folder / "machine-0" / "run" / "metrics.jsonl").read_text().splitlines()
            print(f"two workers go on: epoch {json.loads(metrics[-1])['epoch']} is done")
        finally:
            for process, _ in running:
                process.kill()
            remove(workers)


if __name__ == "__main__":
    main()
