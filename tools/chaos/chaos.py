#!/usr/bin/env python3
"""Disturbs the program in every way that can be caused, and writes down whether it keeps its promises.

usage: chaos.py CAMPAIGN ... [--recu ./recu] [--times N] [--seed 1] [--work DIR] [--output DIR] [--nice N]

Campaigns: kill, signals, full, rot, file_systems, memory, clock, length, crowd; or all. Each writes a table to
DIR/CAMPAIGN.md and every case to DIR/CAMPAIGN.json. Exits with 1 if a promise was broken.

Needs Linux and Python; `full` mounts small file systems and `clock` needs faketime, so run these two as root, in a
container perhaps. What a case writes goes into a folder of its own below --work, and is deleted after it.
"""
import argparse
import importlib
import os
import pathlib
import sys
import tempfile

import campaign
from program import Program

# How many cases a campaign has unless --times says otherwise; None where their number is fixed.
CAMPAIGNS = {
    "kill": 100,
    "signals": None,
    "full": None,
    "rot": 1000,
    "file_systems": None,
    "memory": None,
    "clock": None,
    "length": 2000,
    "crowd": None,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("campaigns", nargs="+", choices=[*CAMPAIGNS, "all"], metavar="CAMPAIGN")
    parser.add_argument("--recu", default=str(pathlib.Path(__file__).parents[2] / "recu"))
    parser.add_argument("--times", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=pathlib.Path, help="a folder to work in [a temporary one]")
    parser.add_argument("--nice", type=int, default=0, help="priority below that of other work, 0 to 19 [0]")
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path("chaos"))
    options = parser.parse_args()
    names = list(CAMPAIGNS) if "all" in options.campaigns else options.campaigns
    kept = True
    with tempfile.TemporaryDirectory(prefix="chaos-", dir=options.work) as work:
        # For the case in which the program runs as another user.
        os.chmod(work, 0o755)
        for name in names:
            module = importlib.import_module(name)
            times = options.times or CAMPAIGNS[name]
            ground = campaign.Ground(Program(options.recu, options.nice), work, options.seed, times)
            kept &= campaign.run(name, module.PROMISE, module.cases, ground, options.output)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
