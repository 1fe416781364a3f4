"""Files of a run that a disk has changed."""
import collections
import shutil

import kinds
from campaign import Case
from result import Result
from warm import Warm

PROMISE = (
    "A run whose file has a flipped bit or lost its tail names the file, or ends with the weights of an untouched "
    "one; what a log says may be lost, but is never believed where it matters."
)

# What a run only writes: nothing is computed from it.
LOGS = ("train.log", "metrics.jsonl", "steps.jsonl", "events.out.tfevents")


def damage(draw, file):
    """Flips a bit, or cuts the tail off; what was done."""
    content = bytearray(file.read_bytes())
    if not content:
        return None
    if draw.random() < 0.25:
        length = draw.randrange(len(content))
        file.write_bytes(content[:length])
        return f"cut from {len(content)} to {length} bytes"
    at = draw.randrange(len(content))
    content[at] ^= 1 << draw.randrange(8)
    file.write_bytes(content)
    return f"bit flipped in byte {at}"


def group_of(name):
    first = name.split("/")[0]
    if first == "checkpoints":
        return "checkpoints: " + name.split("/")[-1].split(".data")[0]
    return "event files" if first.startswith("events.") else first


def resumed(warm, folder):
    return warm.run(
        "train", "--results_dir", folder, "--save", "run", "--resume", "--data_path", folder / "pictures"
    )


def verdict(ended, run, name, expected):
    """Whether what came of a damaged file is allowed, and what came of it."""
    if ended.status == 0:
        try:
            difference = expected.difference(Result.of(run))
        except (OSError, ValueError) as problem:
            difference = str(problem)
        if difference is None:
            return True, "went on to the same result"
        log = any(name.startswith(log) for log in LOGS) and not difference.startswith("weights")
        return log, f"went on; {difference}" if not log else "went on; the log shows the damage, the weights do not"
    if ended.status != 1 or ended.has_trace():
        return False, f"exit {ended.status}: {ended.last_line()}"
    file = name.split("/")[-1]
    names = [file, name, name.rsplit("/", 1)[0], file.split(".data")[0]]
    return any(each in ended.err for each in names), "refused: " + ended.last_line().replace(str(run.parent) + "/", "")


def cases(ground):
    kind = kinds.FOLDERS
    with ground.prepared(kind) as folder, Warm(ground.program.launcher) as warm:
        stopped = ground.program.run(folder, *kind.train(), "--max_steps", "4")
        if stopped.status != 0:
            raise RuntimeError(stopped.last_line())
        whole = folder / "whole"
        (folder / "run").rename(whole)
        shutil.copytree(whole, folder / "run", symlinks=True)
        ended = resumed(warm, folder)
        if ended.status != 0:
            raise RuntimeError(ended.last_line())
        expected = Result.of(folder / "run")
        # Each kind of file as often as the others, however many there are of it.
        files = collections.defaultdict(list)
        for file in sorted(whole.rglob("*")):
            if file.is_file() and not file.is_symlink() and file.stat().st_size > 0:
                name = str(file.relative_to(whole))
                files[group_of(name)].append(name)
        groups = sorted(files)
        for number in range(ground.times):
            group = groups[number % len(groups)]
            name = ground.random.choice(files[group])
            shutil.rmtree(folder / "run")
            shutil.copytree(whole, folder / "run", symlinks=True)
            done = damage(ground.random, folder / "run" / name)
            ended = resumed(warm, folder)
            kept, found = verdict(ended, folder / "run", name, expected)
            yield Case(group, kept, found if kept else f"{name}: {done}: {found}")
