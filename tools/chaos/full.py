"""A file system that fills up, at every kind of write."""
import shutil

import kinds
import mounts
from campaign import Case
from result import Result, leftovers

PROMISE = (
    "Where there is no room left, one line says so and names the file; the checkpoints before are whole, and the run "
    "goes on to the same result when there is room. What was there before an export is left alone."
)
ROOM = 128 * 1024
FORMATS = {"savedmodel": "model", "packed": "model.recu", "onnx": "model.onnx", "pytorch": "model.pth.tar"}


def size_of(folder):
    """Kilobytes that a folder's files take."""
    return sum(-(-file.stat().st_size // 4096) * 4 for file in folder.rglob("*") if file.is_file()) + 64


def broken(ended):
    """What is wrong with how a command failed; None if nothing is."""
    if ended.status != 1:
        return f"exit {ended.status}: {ended.last_line()}"
    errors = ended.errors()
    if ended.has_trace() or len(errors) != 1:
        return f"{len(errors)} lines: {ended.last_line()}"
    return None if "No space left" in ended.err or "space" in ended.err else f"no reason: {errors[0]}"


def trained(ground, kind, kilobytes, expected):
    """A training whose folder has this much room, and more afterwards."""
    with ground.prepared(kind) as folder:
        runs = folder / "runs"
        runs.mkdir()
        with mounts.small(runs, kilobytes):
            command = kind.train(results="runs")
            ended = ground.program.run(folder, *command)
            group = f"{kind.name}: training"
            if ended.status == 0:
                return Case(group, True, "there was room enough")
            problem = broken(ended)
            if problem:
                return Case(group, False, f"{kilobytes} kB: {problem}")
            mounts.remount(runs, f"size={ROOM}k")
            left = leftovers(runs)
            if left:
                return Case(group, False, f"{kilobytes} kB: left {', '.join(left)}")
            run = runs / "run"
            resumed = ground.program.run(folder, *command, "--resume")
            if resumed.status != 0 and not (run / "checkpoints" / "latest").exists():
                shutil.rmtree(run, ignore_errors=True)
                resumed = ground.program.run(folder, *command)
            if resumed.status != 0:
                return Case(group, False, f"{kilobytes} kB: then exit {resumed.status}: {resumed.last_line()}")
            difference = expected.difference(Result.of(run))
            return Case(group, difference is None, difference or "one line, then the same bytes")


def exported(ground, folder, form, kilobytes):
    """An export to where a file or folder of that name may not be touched."""
    target = folder / "small"
    target.mkdir(exist_ok=True)
    with mounts.small(target, kilobytes):
        (target / "before").write_bytes(b"x" * 1024)
        ended = ground.program.run(
            folder, "export", "--model_path", "run", "--format", form, "--output", f"small/{FORMATS[form]}"
        )
        group = f"export: {form}"
        left = sorted(path.name for path in target.iterdir())
        if ended.status == 0:
            return Case(group, left == sorted(["before", FORMATS[form]]), "there was room enough")
        problem = broken(ended) or (None if left == ["before"] else f"left {', '.join(left)}")
        return Case(group, problem is None, problem or "one line, and nothing left behind")


def cached(ground, kind, kilobytes, expected):
    """A cache of decoded images whose file system fills up."""
    with ground.prepared(kind) as folder:
        pictures = folder / "pictures"
        copy = folder / "copy"
        pictures.rename(copy)
        pictures.mkdir()
        with mounts.small(pictures, size_of(copy) + kilobytes):
            shutil.copytree(copy, pictures, dirs_exist_ok=True)
            ended = ground.program.run(folder, *kind.train())
            group = f"{kind.name}: cache"
            if ended.status == 0:
                difference = expected.difference(Result.of(folder / "run"))
                said = "and says so" if "cache" in ended.err else "silently"
                return Case(group, difference is None, difference or f"went on to the same bytes, {said}")
            problem = broken(ended)
            return Case(group, problem is None, problem or "one line: " + ended.last_line())


def cases(ground):
    for kind in (kinds.PLAIN, kinds.FOLDERS):
        with ground.prepared(kind) as folder:
            ended = ground.program.run(folder, *kind.train())
            if ended.status != 0:
                raise RuntimeError(ended.last_line())
            expected = Result.of(folder / "run")
            whole = size_of(folder / "run")
            if kind is kinds.PLAIN:
                for form in FORMATS:
                    for kilobytes in (8, 48, 100, 200):
                        yield exported(ground, folder, form, kilobytes)
        for part in range(12):
            yield trained(ground, kind, max(8, whole * part // 12), expected)
        if kind is kinds.FOLDERS:
            for kilobytes in (0, 64, 160):
                yield cached(ground, kind, kilobytes, expected)
