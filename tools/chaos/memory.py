"""Too little memory: Java's heap, the address space, a cache, a picture, a batch that nothing could hold."""
import random
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
BATCHES = (3_000, 20_000, 65_536)


def large_pictures(folder, size):
    """Class folders with one image each, uncompressed."""
    draw = random.Random(1)
    for split in ("train", "val"):
        for name in ("first", "second"):
            place = folder / split / name
            place.mkdir(parents=True)
            place.joinpath("0.ppm").write_bytes(b"P6 %d %d 255\n" % (size, size) + draw.randbytes(3 * size * size))


def refused(ground, group, folder, words, named, **options):
    """A run that must end with one line that names what is too large."""
    ended = ground.program.run(folder, *words, **options)
    errors = [line for line in ended.err.splitlines() if line.startswith("recu: ")]
    kept = ended.status == 1 and len(errors) == 1 and named in errors[0] and not ended.has_trace()
    return Case(group, kept, errors[0] if errors else f"exit {ended.status}: {ended.last_line()}")


def limited(megabytes):
    limit = megabytes << 20
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def tried(ground, group, expected, **options):
    kind = kinds.FOLDERS
    with ground.prepared(kind) as folder:
        ended = ground.program.run(folder, *kind.train(), **options)
        if ended.status == 0:
            difference = expected.difference(Result.of(folder / "run"))
            return Case(group, difference is None, difference or "there was memory enough")
        # What Java itself says where it cannot start is Java's.
        java = any(words in ended.out + ended.err for words in JAVAS_OWN)
        errors = [line for line in ended.err.splitlines() if line.startswith("recu: ")]
        if not java and (ended.status != 1 or len(errors) != 1 or ended.has_trace()):
            return Case(group, False, f"exit {ended.status}: {len(errors)} lines: {ended.last_line()}")
        said = "Java does not start" if java else errors[0]
        if not (folder / "run" / "checkpoints" / "latest").exists():
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
    with ground.folder() as folder:
        large_pictures(folder / "pictures", 3000)
        heap = {"RECU_JAVA_OPTS": "-Xmx32m"}
        yield refused(ground, "a picture of 27 MB, heap of 32m", folder, kind.train(), "0.ppm", environment=heap)
    with ground.prepared(kind) as folder:
        words = [{"disk": "ram", "32": "224"}.get(word, word) for word in kind.train()]
        heap = {"RECU_JAVA_OPTS": "-Xmx24m"}
        yield refused(ground, "a cache of 18 MB, heap of 24m", folder, words, "--cache", environment=heap)
    for batch in BATCHES:
        shapes = ("--dataset", "shapes", "--limit_train", batch, "--limit_test", 32, "-b", batch)
        with ground.folder() as folder:
            words = ["train", "--results_dir", ".", "--save", "run", "--gpus", "cpu", "--epochs", "1", *shapes]
            words += ["--model", "resnet18_1w1a"]
            yield refused(ground, f"batch of {batch} within 12 GB", folder, words, "batch", before=limited(12_000))
