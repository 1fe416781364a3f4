"""Too little memory: Java's heap, the address space, a batch that nothing could hold."""
import resource

import kinds
from campaign import Case
from result import Result

PROMISE = "One line says that memory is short and what to lower; what was saved goes on to the same result with more."
HEAPS = ("8m", "12m", "16m", "24m", "32m", "48m")
# Address space in megabytes. TensorFlow's libraries alone take more than the least of them.
SPACES = (500, 1000, 1500, 2000, 3000, 4000)
JAVAS_OWN = (
    "Error occurred during initialization of VM",
    "insufficient memory for the Java Runtime Environment",
)
BATCHES = (20_000, 65_536)


def limited(megabytes):
    limit = megabytes << 20
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def tried(ground, group, expected, resume=True, words=(), **options):
    kind = kinds.FOLDERS
    with ground.prepared(kind) as folder:
        ended = ground.program.run(folder, *kind.train(), *words, **options)
        if ended.status == 0:
            difference = expected.difference(Result.of(folder / "run")) if not words else None
            return Case(group, difference is None, difference or "there was memory enough")
        # What Java itself says where it cannot start is Java's.
        java = any(words in ended.out + ended.err for words in JAVAS_OWN)
        errors = [line for line in ended.err.splitlines() if line.startswith("recu: ")]
        if not java and (ended.status != 1 or len(errors) != 1 or ended.has_trace()):
            return Case(group, False, f"exit {ended.status}: {len(errors)} lines: {ended.last_line()}")
        said = "Java does not start" if java else errors[0]
        if not resume or not (folder / "run" / "checkpoints" / "latest").exists():
            return Case(group, True, said)
        resumed = ground.program.run(folder, *kind.train(), "--resume")
        if resumed.status != 0:
            return Case(group, False, f"{said}; then exit {resumed.status}: {resumed.last_line()}")
        difference = expected.difference(Result.of(folder / "run"))
        return Case(group, difference is None, difference or f"{said}; then the same bytes")


def cases(ground):
    kind = kinds.FOLDERS
    with ground.prepared(kind) as folder:
        ended = ground.program.run(folder, *kind.train())
        if ended.status != 0:
            raise RuntimeError(ended.last_line())
        expected = Result.of(folder / "run")
    for heap in HEAPS:
        environment = {"RECU_JAVA_OPTS": f"-Xmx{heap}"}
        yield tried(ground, f"heap of {heap}", expected, environment=environment)
    for space in SPACES:
        yield tried(ground, f"address space of {space} MB", expected, before=limited(space))
    for batch in BATCHES:
        shapes = ("--dataset", "shapes", "--limit_train", batch, "--limit_test", 32, "-b", batch)
        with ground.folder() as folder:
            words = ["train", "--results_dir", ".", "--save", "run", "--gpus", "cpu", "--epochs", "1", *shapes]
            ended = ground.program.run(
                folder, *words, "--model", "resnet18_1w1a", before=limited(12_000), environment={}
            )
            errors = [line for line in ended.err.splitlines() if line.startswith("recu: ")]
            kept = ended.status == 1 and len(errors) == 1 and "batch" in errors[0]
            found = errors[0] if errors else f"exit {ended.status}: {ended.last_line()}"
            yield Case(f"batch of {batch} within 12 GB", kept, found)
