# SPDX-License-Identifier: Apache-2.0
"""Pickles one thing in every form, and writes what it is as told.txt, one line a key.

Usage: python3 make_pickles.py FOLDER
"""
import collections
import datetime
import pickle
import struct
import sys

import joblib
import numpy as np


def real(x):
    x = float(x)
    if x != x:
        return "nan"
    negative_zero = x == 0 and str(x) == "-0.0"
    if x == int(x) if abs(x) < 1e15 else False:
        if not negative_zero:
            return str(int(x))
    return struct.pack(">d", x).hex()


def array(a):
    head = {"i": "int", "u": "uint", "f": "float", "c": "complex"}.get(a.dtype.kind)
    name = {"b": "bool", "O": "object", "U": "str", "S": "bytes", "V": "void",
            "M": "datetime64"}.get(a.dtype.kind) or head + str(8 * a.dtype.itemsize)
    return name + "<" + "x".join(map(str, a.shape)) + ">" + cells(a)


def cells(a):
    if a.dtype.names:
        fields = ((n, array(a[n])) for n in a.dtype.names)
        return "{" + ", ".join(n + ": " + t for n, t in fields) + "}"
    if a.dtype.kind == "c":
        return "{real: " + array(a.real) + ", imag: " + array(a.imag) + "}"
    if a.dtype.kind == "M":
        nat = np.iinfo(np.int64).min
        flat = [np.nan if v == nat else v for v in a.reshape(-1).view(np.int64).tolist()]
        return "[" + " ".join(real(v) for v in flat) + "]"
    if a.dtype.kind in "biuf":
        return "[" + " ".join(real(v) for v in a.reshape(-1).tolist()) + "]"
    return "[" + ", ".join(told(v) for v in a.reshape(-1).tolist()) + "]"


def told(v):
    if v is None or isinstance(v, bool):
        return str(v)
    if isinstance(v, np.generic):
        return array(np.asarray(v))
    if isinstance(v, int):
        return str(v)
    if isinstance(v, float):
        return real(v)
    if isinstance(v, str):
        return "'" + v + "'"
    if isinstance(v, (bytes, bytearray)):
        return "b:" + v.hex()
    if isinstance(v, np.ndarray):
        return array(v)
    if isinstance(v, list):
        return "[" + ", ".join(map(told, v)) + "]"
    if isinstance(v, tuple):
        return "(" + ", ".join(map(told, v)) + ")"
    if isinstance(v, set):
        return "{" + ", ".join(map(told, v)) + "}"
    if isinstance(v, frozenset):
        return "frozen{" + ", ".join(map(told, v)) + "}"
    if isinstance(v, dict):
        return "{" + ", ".join(told(k) + ": " + told(w) for k, w in v.items()) + "}"
    if isinstance(v, complex):
        return "builtins.complex(" + real(v.real) + ", " + real(v.imag) + ")"
    if isinstance(v, slice):
        return "builtins.slice(" + ", ".join(map(told, (v.start, v.stop, v.step))) + ")"
    raise TypeError(type(v))


shared = np.arange(3.0)
node = np.dtype([("left", "<i8"), ("at", "<f8"), ("leaf", "u1")])
thing = {
    "none": None, "yes": True, "no": False, "small": 7, "middle": 300, "large": 70_000,
    "minus": -5, "huge": -(2**70), "long": 10**300, "real": 0.1, "nan": float("nan"),
    "infinite": float("-inf"), "text": "naïve\n\\u \U0001f600 'q'", "bytes": b"\xff\x00'\n",
    "bytearray": bytearray(b"\x80ab"), "list": [1, [2, []]], "tuple": (1, (2,), (), (3, 4, 5, 6)),
    "set": {41}, "frozen": frozenset(["x"]), "dict": {1: "a", "b": {}},
    "ordered": collections.OrderedDict([("z", 1), ("a", [2])]),
    "default": collections.defaultdict(list, {"k": [1]}), "complex": 1 + 2j,
    "slice": slice(1, None, 2), "again": shared, "and again": shared,
    "rows": np.arange(24).reshape(2, 3, 4), "columns": np.asfortranarray(np.arange(6.0).reshape(2, 3)),
    "turned": np.arange(24.0).reshape(2, 3, 4).transpose(2, 0, 1), "strided": np.arange(10)[::3],
    "empty": np.zeros((0, 3)), "point": np.array(2.5), "big": np.arange(4, dtype=">f4"),
    "big int": np.array([1, -2], dtype=">i2"), "half": np.array([1.5, -0.25], dtype="f2"),
    "bool": np.array([[True], [False]]), "u8": np.array([250, 1], dtype="u1"),
    "u64": np.array([2**63], dtype="u8"), "i8": np.array([-128], dtype="i1"),
    "texts": np.array([["a", "bcé"], ["", "\U0001f600"]]), "byte texts": np.array([b"ab", b"c"]),
    "objects": np.array(["x", None, 3.5, [1]], dtype=object),
    "object rows": np.asfortranarray(np.array([["a", "b"], ["c", None]], dtype=object)),
    "z": np.array([1 + 2j, -0.5j]), "days": np.array(["2020-01-02", "NaT"], dtype="M8[D]"),
    "records": np.array([(1, 0.5, 3), (-1, -2.0, 1)], dtype=node),
    "scalar": np.float64(0.3), "int scalar": np.int64(-9), "bool scalar": np.bool_(True),
    "text scalar": np.str_("s"), "float32": np.float32(0.1),
}
folder = sys.argv[1]
with open(f"{folder}/told.txt", "w", encoding="utf-8") as out:
    for key, value in thing.items():
        out.write(key + "\t" + told(value).replace("\n", "\\n") + "\n")
for protocol in range(6):
    with open(f"{folder}/protocol{protocol}.pkl", "wb") as out:
        pickle.dump(thing, out, protocol)
joblib.dump(thing, f"{folder}/plain.joblib")
for packing in ["zlib", "gzip", "bz2", "lzma", "xz"]:
    joblib.dump(thing, f"{folder}/{packing}.joblib", compress=(packing, 3))
try:
    joblib.dump(thing, f"{folder}/lz4.joblib", compress=("lz4", 3))
except ValueError:
    pass  # joblib writes it only where the package lz4 is
