# /// script
# requires-python = ">=3.9"
# dependencies = [@dependencies@]
# ///
"""Turn a trained model into ONNX, and ask the model for the answers that the ONNX must give too.

Slipway @version@ wrote this script for you to read before you agree to it. Loading the model runs what is in
the model's file: that happens here, in your own Python, and never in Slipway. The script reads the model
and the rows beside the script, and writes three things beside itself:

    model.onnx     the model, by the exporter of its own framework
    answers/       what the original answers to the rows, one array for each output
    result.json    names, or what stands in the way

By hand: `uv run --script import_model.py`, or `python import_model.py` where the packages above are.
"""

import json
import os
import sys
import threading
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODEL = Path(@model@)
CODE = @code@  # folders with the classes that the model needs
MAKE = @make@  # "module:function" that makes the model, where the file holds weights alone
INPUTS = @inputs@  # the model's inputs, each in rows/NAME.npy; none where the rows are rows.csv
MEMORY = @memory@  # bytes that this process may have
LARGEST_FILE = @largest@  # bytes that it may write into one file


class Trouble(Exception):
    """What hinders the import, and what to do."""

    def __init__(self, why, remedy):
        super().__init__(why)
        self.why, self.remedy = why, remedy


def fence():
    """Limits on memory and files, and no network, for all that the model's file runs as well."""
    try:
        import resource

        for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, LARGEST_FILE)):
            hard = resource.getrlimit(kind)[1]
            least = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (least, least))
    except (ImportError, OSError, ValueError) as gap:
        print(f"no limit on memory: {gap!r}", file=sys.stderr)

    def guard(event, _):
        if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo",
                     "socket.sendmsg", "socket.gethostbyname", "socket.gethostbyaddr"):
            raise PermissionError(f"there is no network here ({event})")

    sys.addaudithook(guard)
    if "SLIPWAY_BRIDGE" in os.environ:  # Slipway holds the other end: end when it does
        def wait():
            os.read(0, 1)
            os._exit(1)

        threading.Thread(target=wait, daemon=True).start()


def say(fraction, doing):
    print(f"@slipway {fraction} {doing}", flush=True)


def read_rows():
    """A table, or an array for each input; the first axis counts the rows."""
    if INPUTS:
        import numpy

        return {name: numpy.load(HERE / "rows" / f"{name}.npy") for name in INPUTS}
    import pandas

    return pandas.read_csv(HERE / "rows.csv", float_precision="round_trip")


def module_function(spec):
    """`package.module:function`, imported."""
    import importlib

    module, _, name = spec.partition(":")
    return getattr(importlib.import_module(module), name)
