"""The runs that are disturbed: small ones of each kind, with everything switched on that writes."""
import dataclasses
import random
import struct
import zlib

SEEDED = "--gpus cpu --workers 2 --seed 7 --print_freq 1 --log_steps --checkpoint_steps 2".split()
SHAPES = "--dataset shapes --limit_train 96 --limit_test 64 -b 32 -bt 32".split()


@dataclasses.dataclass(frozen=True)
class Kind:
    """A run of one kind.

    options: those of recu train, without the name of the run
    needs: runs that must exist beside it, as (name, options)
    pictures: whether it trains on the class folders that `write_pictures` writes
    processes: how many train together
    """

    name: str
    options: tuple
    needs: tuple = ()
    pictures: bool = False
    processes: int = 1

    def prepare(self, program, folder):
        """Makes what the run needs in a folder."""
        if self.pictures:
            write_pictures(folder / "pictures")
        for name, options in self.needs:
            ended = program.run(folder, *train(name, options))
            if ended.status != 0:
                raise RuntimeError(f"{name}: {ended.last_line()}")

    def train(self, name="run", results="."):
        return train(name, self.options, results)


def train(name, options, results="."):
    return ["train", "--results_dir", results, "--save", name, *SEEDED, *options]


PLAIN = Kind("plain", ("--model", "resnet20_1w1a", "--epochs", "2", "--lr", "0.05", *SHAPES))
MIXED = Kind(
    "mixed precision, Adam",
    (*"--model resnet20_1w1a --epochs 2 --lr 0.001 --optimizer adam --mixed_precision".split(), *SHAPES),
)
FOLDERS = Kind(
    "class folders with a cache",
    (
        *"--dataset folder --data_path pictures --image_size 32 --cache disk --model resnet20_1w1a".split(),
        *"--epochs 2 --lr 0.05 -b 16 -bt 8".split(),
    ),
    pictures=True,
)
SMALL = "--dataset shapes --limit_train 24 --limit_test 16 -b 8 -bt 8 --optimizer adam --lr 0.001".split()
TWO_STAGES = Kind(
    "second stage with a teacher",
    (*"--model react_resnet18_1w1a --stage1 first --teacher teacher --epochs 1".split(), *SMALL),
    needs=(
        ("teacher", ("--model", "resnet20_fp32", "--epochs", "1", *SMALL)),
        ("first", (*"--model react_resnet18_1w1a --stage 1 --epochs 1".split(), *SMALL)),
    ),
)
TOGETHER = dataclasses.replace(PLAIN, name="two processes", processes=2)
KINDS = (PLAIN, MIXED, FOLDERS, TWO_STAGES, TOGETHER)


def write_pictures(folder):
    """Class folders of coloured squares: three classes, 16 training and 8 test images each."""
    draw = random.Random(1)
    for split, count in (("train", 16), ("val", 8)):
        for number, name in enumerate(("red", "green", "blue")):
            place = folder / split / name
            place.mkdir(parents=True)
            for image in range(count):
                (place / f"{image}.png").write_bytes(picture(draw, number))


def picture(draw, channel, size=40):
    """A PNG of noise that is brightest in one channel."""
    rows = bytearray()
    for _ in range(size):
        rows.append(0)
        for _ in range(size):
            rows.extend(draw.randrange(128, 256) if c == channel else draw.randrange(128) for c in range(3))
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
