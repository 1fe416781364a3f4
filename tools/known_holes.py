#!/usr/bin/env python3
"""Looks up the libraries of a build in a list of known vulnerabilities, without a network.

    tools/known_holes.py [ADVISORIES [BOM]]

ADVISORIES: a zip or a folder of advisories in the OSV format (one JSON file each), such as OSV's all.zip for
Maven or a checkout of GitHub's advisory database. Without it, known_holes.json beside this file: a few advisories of
these libraries, as of the date in it, written by hand (docs/security.md says which are from memory), and nothing newer. It names the libraries that were
looked at, and a library that it does not name counts as a hole. BOM: target/bom.json, as mvn package writes it.
Prints each hole that is open in the version used. Status 1 if there is one.
"""
import json
import re
import sys
import zipfile
from pathlib import Path

REVIEWED = Path(__file__).with_suffix(".json")


def advisories(source):
    if source.is_dir():
        for file in source.rglob("*.json"):
            yield json.loads(file.read_text("utf-8"))
    else:
        with zipfile.ZipFile(source) as packed:
            for name in packed.namelist():
                if name.endswith(".json"):
                    yield json.loads(packed.read(name))


def order(version):
    """A key that sorts versions as Maven does, as far as numbers and the usual qualifiers go."""
    ranks = {"alpha": -5, "beta": -4, "milestone": -3, "m": -3, "rc": -2, "cr": -2, "snapshot": -1}
    key = []
    for part in re.findall(r"\d+|[a-z]+", version.lower()):
        if part.isdigit():
            key.append((1, int(part)))
        elif part not in ("final", "ga", "release"):
            key.append((0, ranks.get(part, 0)))
    while key and key[-1] == (1, 0):
        key.pop()
    return key + [(0, 0)]


def open_in(affected, version):
    if version in affected.get("versions", []):
        return True
    for span in affected.get("ranges", []):
        hit = False
        for event in span.get("events", []):
            if "introduced" in event and order(event["introduced"]) <= order(version):
                hit = True
            if "fixed" in event and order(event["fixed"]) <= order(version):
                hit = False
            if "last_affected" in event and order(event["last_affected"]) < order(version):
                hit = False
        if hit:
            return True
    return False


def main(source=None, bom="target/bom.json"):
    used = {}
    for library in json.loads(Path(bom).read_text("utf-8"))["components"]:
        used.setdefault(f"{library['group']}:{library['name']}", set()).add(library["version"])
    read = 0
    holes = []
    if source is None:
        reviewed = json.loads(REVIEWED.read_text("utf-8"))
        holes += [f"{name}: nobody has looked for its holes: see {REVIEWED.name}" for name in used if name not in reviewed["libraries"]]
        found, source = reviewed["advisories"], f"{REVIEWED.name} of {reviewed['reviewed']}"
    else:
        found = advisories(Path(source))
    for advisory in found:
        read += 1
        if "withdrawn" in advisory:
            continue
        for affected in advisory.get("affected", []):
            package = affected.get("package", {})
            for version in used.get(package.get("name"), ()) if package.get("ecosystem") == "Maven" else ():
                if open_in(affected, version):
                    names = ", ".join([advisory["id"]] + advisory.get("aliases", []))
                    holes.append(f"{package['name']} {version}: {names}: {advisory.get('summary', '')}")
    for hole in sorted(set(holes)):
        print(hole)
    print(f"{len(set(holes))} known holes in {len(used)} libraries, by {read} advisories in {source}")
    if read == 0:
        sys.exit(f"no advisory in {source}")
    sys.exit(1 if holes else 0)


if __name__ == "__main__":
    if len(sys.argv) > 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
