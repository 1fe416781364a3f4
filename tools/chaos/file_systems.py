"""File systems that refuse what most allow, are slow, or keep coarse times."""
import os
import pathlib
import subprocess

import kinds
import mounts
from campaign import Case
from full import FORMATS
from result import Result, leftovers

PROMISE = "The program works as on any other file system, or says in one line why it cannot and leaves nothing half-written."
REFUSALS = {
    "folders cannot be synced": {"CHAOS_FSYNC": "1"},
    "folders cannot be renamed": {"CHAOS_RENAME": "1"},
    "no hard links": {"CHAOS_LINK": "1"},
    "none of the three": {"CHAOS_FSYNC": "1", "CHAOS_RENAME": "1", "CHAOS_LINK": "1"},
    "5 ms a write": {"CHAOS_SLOW": "5"},
    "times of two seconds' grain": {"CHAOS_GRAIN": "2"},
}


def shim(work):
    library = work / "shim.so"
    if not library.exists():
        source = pathlib.Path(__file__).with_name("shim.c")
        subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", library, source, "-ldl"], check=True)
    return library


def trained(ground, kind, name, refusal, expected):
    """A run that is stopped, resumed and exported in every format."""
    environment = {"LD_PRELOAD": str(shim(ground.work)), **refusal}
    with ground.prepared(kind) as folder:
        group = f"{name}: {kind.name}"
        stopped = ground.program.run(folder, *kind.train(), "--max_steps", "3", environment=environment)
        resumed = ground.program.run(folder, *kind.train(), "--resume", environment=environment)
        for ended in (stopped, resumed):
            if ended.status != 0:
                return Case(group, False, f"exit {ended.status}: {ended.last_line()}")
        difference = expected.difference(Result.of(folder / "run"))
        if difference is None:
            for form, output in FORMATS.items():
                words = ("export", "--model_path", "run", "--format", form, "--output", output)
                ended = ground.program.run(folder, *words, environment=environment)
                if ended.status != 0:
                    return Case(group, False, f"export {form}: exit {ended.status}: {ended.last_line()}")
        left = leftovers(folder)
        if left:
            return Case(group, False, f"left {', '.join(left)}")
        return Case(group, difference is None, difference or "the same bytes")


def refused(ground, group, words, folder, expected_status=1, **options):
    ended = ground.program.run(folder, *words, **options)
    errors = ended.errors()
    kept = ended.status == expected_status and len(errors) == 1 and not ended.has_trace()
    return Case(group, kept, errors[0] if errors else f"exit {ended.status}: {ended.last_line()}")


def become_nobody():
    os.setgid(65534)
    os.setuid(65534)


def cases(ground):
    for kind in (kinds.PLAIN, kinds.FOLDERS):
        with ground.prepared(kind) as folder:
            ended = ground.program.run(folder, *kind.train())
            if ended.status != 0:
                raise RuntimeError(ended.last_line())
            expected = Result.of(folder / "run")
        for name, refusal in REFUSALS.items():
            yield trained(ground, kind, name, refusal, expected)
    with ground.prepared(kinds.PLAIN) as folder:
        if os.geteuid() == 0:
            (folder / "runs").mkdir()
            with mounts.small(folder / "runs", 65536):
                mounts.remount(folder / "runs", "ro")
                words = kinds.PLAIN.train(results="runs")
                yield refused(ground, "read-only", words, folder)
        (folder / "closed").mkdir(mode=0o555)
        nobody = become_nobody if os.geteuid() == 0 else None
        words = kinds.PLAIN.train(results="closed")
        environment = {"HOME": "/nonexistent"} if nobody else {}
        try:
            yield refused(ground, "no permission", words, folder, before=nobody, environment=environment)
        except PermissionError as problem:
            raise RuntimeError(f"{problem.filename} must be readable by every user, as it runs as nobody") from problem
