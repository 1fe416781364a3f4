"""Writes more_zip.pth and more_legacy.pth: what a checkpoint may hold beside ordinary weights; and script.pt.

usage: make_more.py FOLDER, with PyTorch 2.15 and numpy. MoreKindsTest knows the names.
"""
import argparse
import collections
import datetime
import enum
import functools
import os
import pathlib
import sys
import zipfile
import numpy
import torch

folder = pathlib.Path(sys.argv[1]).resolve()
# The legacy format holds the source of a module's class and the name of its file.
os.chdir(pathlib.Path(__file__).parent)
__file__ = pathlib.Path(__file__).name


class Color(enum.Enum):
    RED = 1


class Config(dict):
    pass


class Doubling(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.ones(2))

    def forward(self, values):
        return values * 2


every_byte = torch.arange(256, dtype=torch.int32).to(torch.uint8)
weights = collections.OrderedDict(weight=torch.tensor([1.5, -2.0]))
for name in ("float8_e4m3fn", "float8_e4m3fnuz", "float8_e5m2", "float8_e5m2fnuz", "float8_e8m0fnu"):
    weights[name] = every_byte.view(getattr(torch, name))
    weights["expected_" + name] = weights[name].float()
weights["part_of_float8"] = weights["float8_e5m2"][10:20:3]
weights["expected_part_of_float8"] = weights["part_of_float8"].float()
for name in ("uint16", "uint32", "uint64"):
    weights[name] = torch.tensor([0, 1, 255, 65535]).to(getattr(torch, name))
    weights["expected_" + name] = weights[name].float()
weights["huge"] = torch.tensor([2**63 + 2**39 + 1, 2**64 - 1], dtype=torch.uint64)
weights["expected_huge"] = torch.tensor([float(2**63 + 2**40), float(2**64)])
weights["negated"] = torch.complex(torch.zeros(3), torch.tensor([1.0, -2.0, 3.0])).conj().imag
weights["expected_negated"] = torch.tensor([-1.0, 2.0, -3.0])
weights["attributed"] = torch.ones(2)
weights["attributed"].note = {"why": ["not"]}
weights["parameter"] = torch.nn.Parameter(torch.ones(2))
weights["parameter"].tag = "x"
weights["complex"] = torch.ones(2, dtype=torch.complex64)
weights["quantised"] = torch.quantize_per_tensor(torch.ones(2), 0.1, 3, torch.qint8)
weights["sparse"] = torch.eye(3).to_sparse()
weights["rows"] = torch.eye(3).to_sparse_csr()
weights["meta"] = torch.empty(3, device="meta")
module = Doubling()
beside = {
    "device": torch.device("cuda", 1),
    "dtype": torch.float16,
    "size": torch.Size([1, 2]),
    "layout": torch.strided,
    "half": numpy.float16(0.5),
    "imaginary": numpy.complex64(1j),
    "columns": numpy.asfortranarray(numpy.ones((2, 3))),
    "texts": numpy.array(["a", "b"]),
    "objects": numpy.array([None, {}], dtype=object),
    "records": numpy.zeros(2, dtype=[("a", "i4"), ("b", "f8")]),
    "args": argparse.Namespace(lr=0.1, deeper=argparse.Namespace(a=1)),
    "date": datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc),
    "slice": slice(1, 2, 3),
    "range": range(5),
    "number": 1 + 2j,
    "frozen": frozenset([1]),
    "bytes": bytearray(b"xyz"),
    "path": pathlib.PurePosixPath("/a/b"),
    "enum": Color.RED,
    "config": Config(a=1, b={"c": 2}),
    "queue": collections.deque([1, 2]),
    "partial": functools.partial(sorted, reverse=True),
    "module": module,
    "optimizer": torch.optim.Adam(module.parameters()).state_dict(),
    "generator": torch.Generator().get_state(),
    None: 1,
    (1, 2): 3,
    "epoch": 7,
}
content = {"state_dict": weights, **beside}
torch.save(content, folder / "more_zip.pth")
del weights["meta"]
torch.save(content, folder / "more_legacy.pth", _use_new_zipfile_serialization=False)
torch.jit.save(torch.jit.script(module), str(folder / "script.pt"))
# Without the records for debugging, which name the folders of this machine.
with zipfile.ZipFile(folder / "script.pt") as script:
    records = {name: script.read(name) for name in script.namelist() if not name.endswith(".debug_pkl")}
with zipfile.ZipFile(folder / "script.pt", "w") as script:
    for name, record in records.items():
        script.writestr(zipfile.ZipInfo(name), record)
