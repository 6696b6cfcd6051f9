# SPDX-License-Identifier: Apache-2.0
"""The settings: conf/serving.properties, as Slipway's own runtime reads it; an environment variable wins."""

import math
import os
import pathlib
import re

DEFAULTS = {
    "model.version": "1",
    "model.threads": "auto",
    "model.optimization": "all",
    "bind.address": "0.0.0.0",
    "http.port": "8080",
    "management.port": "8082",
    "request.max-bytes": "16 MiB",
    "request.deadline": "10 s",
    "queue.max-requests": "64",
    "warmup.runs": "50",
    "drain.delay": "3 s",
    "drain.linger": "500 ms",
    "drain.timeout": "20 s",
    "metrics.latency-buckets": "0.0001,0.00025,0.0005,0.001,0.0025,0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5",
}
UNITS = {"": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30, "ms": 0.001, "s": 1, "min": 60, "h": 3600}


class Settings:
    def __init__(self, file):
        self.values = dict(DEFAULTS)
        for line in pathlib.Path(file).read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.lstrip().startswith(("#", "!")):
                key, _, value = line.partition("=")
                self.values[key.strip()] = re.sub(r"\\(u[0-9a-fA-F]{4}|.)", plain, value.lstrip())

    def text(self, key, default=None):
        variable = "SLIPWAY_" + re.sub("[.-]", "_", key).upper()
        value = os.environ.get(variable, self.values.get(key, default))
        if value is None:
            raise ValueError(f"{key} has no value, and {variable} is not set")
        return value

    def number(self, key):
        """In bytes or seconds, where it has a unit."""
        found = re.fullmatch(r"(\d+) ?([A-Za-z]*)", self.text(key))
        if not found or found[2] not in UNITS:
            raise ValueError(f"{key} is no number with a unit of {', '.join(filter(None, UNITS))}")
        return int(found[1]) * UNITS[found[2]]

    def buckets(self):
        return [float(bound) for bound in self.text("metrics.latency-buckets").split(",")] + [math.inf]


def plain(escape):
    known = {"n": "\n", "r": "\r", "t": "\t"}
    found = escape[1]
    return chr(int(found[1:], 16)) if len(found) == 5 else known.get(found, found)
