# SPDX-License-Identifier: Apache-2.0
"""The model in ONNX Runtime: what it takes and gives, its threads, its warm-up."""

import dataclasses
import math
import pathlib

import numpy
import onnxruntime
from protocol import TYPES, Refused

LEVELS = {
    "none": onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL,
    "basic": onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC,
    "extended": onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED,
    "all": onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL,
}
ONNX_TYPES = {
    "tensor(bool)": "BOOL",
    "tensor(uint8)": "UINT8",
    "tensor(uint16)": "UINT16",
    "tensor(uint32)": "UINT32",
    "tensor(uint64)": "UINT64",
    "tensor(int8)": "INT8",
    "tensor(int16)": "INT16",
    "tensor(int32)": "INT32",
    "tensor(int64)": "INT64",
    "tensor(float16)": "FP16",
    "tensor(float)": "FP32",
    "tensor(double)": "FP64",
    "tensor(string)": "BYTES",
}
# A classifier's probabilities, a map a row: served as the values and, beside them, the keys.
MAPS = {"seq(map(int64,tensor(float)))": "INT64", "seq(map(string,tensor(float)))": "BYTES"}


@dataclasses.dataclass(frozen=True)
class Spec:
    """An input or output. An axis is a size, the name of an axis of any size, or None."""

    name: str
    datatype: str
    shape: tuple

    def sizes(self):
        return [axis if isinstance(axis, int) else -1 for axis in self.shape]

    def described(self):
        return {"name": self.name, "datatype": self.datatype, "shape": self.sizes()}


def specs(nodes):
    found = []
    for node in nodes:
        if node.type in MAPS:
            found += [Spec(node.name, "FP32", (None, None)), Spec(node.name + "_keys", MAPS[node.type], (None, None))]
        elif node.type in ONNX_TYPES:
            found.append(Spec(node.name, ONNX_TYPES[node.type], tuple(node.shape)))
        else:
            raise ValueError(f"{node.name} is a {node.type}, which this service does not serve")
    return found


def cpu_quota():
    """Whole CPUs of the container's quota, at least one; None without one."""
    for period_file, quota_file in ("cpu.max", "cpu.max"), ("cpu/cpu.cfs_period_us", "cpu/cpu.cfs_quota_us"):
        try:
            quota = pathlib.Path("/sys/fs/cgroup", quota_file).read_text().split()[0]
            period = pathlib.Path("/sys/fs/cgroup", period_file).read_text().split()[-1]
        except (OSError, IndexError):
            continue
        if quota not in ("max", "-1"):
            return max(1, math.ceil(int(quota) / int(period)))
    return None


class Model:
    """One loaded model."""

    def __init__(self, path, threads, optimization):
        """threads: for one prediction; more than the container's quota would only wait for one another.
        optimization: how far the graph is rewritten: none, basic, extended, all."""
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = LEVELS[optimization]
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self.session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self.inputs = specs(self.session.get_inputs())
        self.outputs = specs(self.session.get_outputs())

    def warm_up(self, runs, shapes):
        """Asks with zeros, so that the first caller waits for nothing; with the shapes of a golden request, where there is one."""
        zeros = {
            spec.name: numpy.zeros(shapes.get(spec.name, [max(1, size) for size in spec.sizes()]), TYPES[spec.datatype])
            for spec in self.inputs
        }
        for spec in self.inputs:
            if spec.datatype == "BYTES":
                zeros[spec.name].fill("")
        for _ in range(runs):
            self.session.run(None, zeros)

    def run(self, feeds, wanted):
        """Pairs of each wanted output's specification and its array."""
        try:
            results = self.session.run(None, feeds)
        except onnxruntime.capi.onnxruntime_pybind11_state.InvalidArgument:
            raise Refused(400, "the model does not take inputs of these shapes together") from None
        found = {}
        for node, result in zip(self.session.get_outputs(), results):
            if node.type in MAPS:
                found[node.name], found[node.name + "_keys"] = columns(result, TYPES[MAPS[node.type]])
            else:
                found[node.name] = result
        return [(spec, found[spec.name]) for spec in wanted]


def columns(rows, dtype):
    """Maps, one a row, as values and keys, with keys ascending."""
    keys = sorted(rows[0]) if rows else []
    if any(row.keys() != set(keys) for row in rows):
        raise Refused(501, "rows of one answer have different classes")
    values = [[row[key] for key in keys] for row in rows]
    shape = (len(rows), len(keys))
    return numpy.array(values, numpy.float32).reshape(shape), numpy.array([keys] * len(rows), dtype).reshape(shape)
