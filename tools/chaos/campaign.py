"""Cases of a campaign, and how they are written down."""
import contextlib
import dataclasses
import json
import os
import pathlib
import platform
import random
import shutil
import subprocess
import time


@dataclasses.dataclass(frozen=True)
class Case:
    """One disturbance and what came of it.

    group: the row of the table that it belongs to
    kept: whether the promise was kept
    found: what was seen, in words
    """

    group: str
    kept: bool
    found: str


class Ground:
    """Where a campaign takes place: the program, a folder to work in, and a seed."""

    def __init__(self, program, work, seed, times):
        self.program = program
        self.work = pathlib.Path(work).resolve()
        self.random = random.Random(seed)
        self.times = times
        self.number = 0

    @contextlib.contextmanager
    def folder(self):
        """An empty folder, deleted afterwards."""
        self.number += 1
        folder = self.work / f"case-{self.number:04d}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @contextlib.contextmanager
    def prepared(self, kind):
        """A folder that holds what runs of a kind need; prepared once, then copied."""
        ready = self.work / "prepared" / kind.name.replace(" ", "-")
        if not ready.exists():
            making = ready.with_name(ready.name + ".part")
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir(parents=True)
            kind.prepare(self.program, making)
            making.rename(ready)
        with self.folder() as folder:
            shutil.copytree(ready, folder, dirs_exist_ok=True, symlinks=True)
            yield folder


def processor():
    with contextlib.suppress(OSError):
        for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def java_version():
    launched = subprocess.run(
        [os.path.join(os.environ["JAVA_HOME"], "bin/java") if "JAVA_HOME" in os.environ else "java", "-version"],
        capture_output=True, text=True, check=False,
    )
    return launched.stderr.splitlines()[0] if launched.stderr else "unknown"


def run(name, promise, cases, ground, output):
    """Runs a campaign, prints each case, and writes NAME.json and NAME.md, after each case anew: a campaign that is
    stopped keeps what it has seen.

    Returns whether the promise was kept in every case.
    """
    output.mkdir(parents=True, exist_ok=True)
    started = time.time()
    about = {
        "campaign": name,
        "promise": promise,
        "date": time.strftime("%Y-%m-%d", time.gmtime(started)),
        "machine": f"{os.cpu_count()} cores, {processor()}, {platform.system()}",
        "java": java_version(),
        "cases": [],
    }
    for case in cases(ground):
        about["cases"].append(dataclasses.asdict(case))
        about["minutes"] = round((time.time() - started) / 60, 1)
        mark = "kept" if case.kept else "BROKEN"
        print(f"{name} {len(about['cases'])}: {mark}: {case.group}: {case.found}", flush=True)
        (output / f"{name}.json").write_text(json.dumps(about, indent=1) + "\n")
        (output / f"{name}.md").write_text(table(about))
    return all(case["kept"] for case in about["cases"])


def table(about):
    groups = {}
    for case in about["cases"]:
        groups.setdefault(case["group"], []).append(case)
    rows = [f"## {about['campaign']}", "", f"{about['promise']}", ""]
    rows += [f"{about['date']}, {about['machine']}, {about['java']}, {about['minutes']} minutes.", ""]
    rows += ["| disturbance | kept | what was seen |", "|---|---|---|"]
    for group, cases in groups.items():
        broken = [case for case in cases if not case["kept"]]
        shown = broken or cases
        texts = sorted({case["found"] for case in shown}, key=len)
        found = texts[0] + (f" (and {len(texts) - 1} like it)" if len(texts) > 1 else "")
        rows.append(f"| {cell(group)} | {len(cases) - len(broken)} of {len(cases)} | {cell(found)} |")
    return "\n".join(rows) + "\n"


def cell(text):
    return text.replace("|", "\\|").replace("\n", " ")
