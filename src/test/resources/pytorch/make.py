"""Writes kinds_zip.pth and kinds_legacy.pth: one tensor of every kind that a checkpoint may hold.

usage: make.py FOLDER, with PyTorch 1.13. PyTorchFileTest knows the formulas.
"""
import collections
import pathlib
import sys
import numpy
import torch

folder = pathlib.Path(sys.argv[1])
base = torch.arange(24, dtype=torch.float32) / 8 - 1
tensors = collections.OrderedDict()
for name in ("float32", "float64", "float16", "bfloat16", "int64", "int32", "int16", "int8"):
    tensors[name] = base.mul(8).to(getattr(torch, name)).view(2, 3, 4)
tensors["uint8"] = torch.arange(250, 256, dtype=torch.uint8)
tensors["bool"] = torch.tensor([True, False, True])
tensors["part"] = base[5:11]
tensors["column"] = base.view(6, 4)[:, 2]
tensors["transposed"] = base.view(4, 6).t()
tensors["permuted"] = base.view(2, 3, 4).permute(2, 0, 1)
tensors["channels_last"] = base.view(1, 2, 3, 4).clone().to(memory_format=torch.channels_last)
tensors["expanded"] = base[3:4].expand(2, 5)
tensors["scalar"] = torch.tensor(0.25)
tensors["empty"] = torch.zeros(0, 3)
tensors["parameter"] = torch.nn.Parameter(base[:2].clone())
tensors["small_halves"] = torch.tensor([6e-8, -1e-7, 65504.0, float("inf"), float("-inf"), float("nan"), -0.0]).half()
content = {
    "epoch": 7,
    "state_dict": tensors,
    "best_prec1": numpy.float64(91.25),
    "prec": torch.tensor(12.5),
    "arch": "tiny",
    "done": True,
    "nothing": None,
    "milestones": collections.Counter([30, 60, 60]),
    "state": collections.defaultdict(dict, {0: {"step": 3}}),
    "shape": torch.Size([1, 2]),
    "names": {"a", "b"},
    "big": 1 << 70,
}
torch.save(content, folder / "kinds_zip.pth")
torch.save(content, folder / "kinds_legacy.pth", _use_new_zipfile_serialization=False)
torch.save(content, folder / "kinds_protocol4.pth", pickle_protocol=4)
