#!/usr/bin/env python3
"""Rewrites the help texts in docs/command-line.md from the program itself.

usage: command_line_reference.py [--recu COMMAND]

The first code block after each heading "## recu" or "## recu COMMAND" is replaced with what that
command prints with --help. The text around the blocks is left alone. A test fails while they differ.
"""
import argparse
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "command-line.md"
BLOCK = re.compile(r"^## recu ?(\w*)\n(.*?)^```\n.*?^```\n", re.DOTALL | re.MULTILINE)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--recu", default=str(ROOT / "recu"), help="command that runs the program")
    recu = parser.parse_args().recu.split()

    def with_help(match):
        command = match.group(1)
        text = subprocess.check_output([*recu, *([command] if command else []), "--help"], encoding="utf-8")
        return f"## recu{' ' + command if command else ''}\n{match.group(2)}```\n{text}```\n"

    REFERENCE.write_text(BLOCK.sub(with_help, REFERENCE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
