# SPDX-License-Identifier: Apache-2.0
"""Counts served values in the bins of the training data; no value is kept."""

import collections
import json
import pathlib
import threading

import numpy
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily


class Feature:
    def __init__(self, told):
        self.tensor, self.column = told["tensor"], told["column"]
        self.bounds, self.categories = told.get("bounds"), told.get("categories")
        self.bins = [*map(repr, self.bounds), "+Inf"] if self.bounds is not None else [*self.categories, "other"]
        self.expected = dict(zip(self.bins, told["expected"]))
        if "missing" in told:
            self.expected["missing"] = told["missing"]
        self.counts = collections.Counter({bin: 0 for bin in [*self.bins, "missing"]})

    def observe(self, array):
        if array.ndim == 0 or array.size == 0:
            return
        rows = array.reshape(array.shape[0], -1)
        if self.column >= rows.shape[1]:
            return
        values = rows[:, self.column]
        if self.bounds is None:
            self.counts.update(map(self.category, values.tolist()))
            return
        values = values.astype(values.dtype if values.dtype.kind == "f" else numpy.float64)
        missing = numpy.isnan(values)
        # A bound as the tensor holds it: 0.1 belongs into the bin that 0.1 closes.
        at = numpy.searchsorted(numpy.array(self.bounds, values.dtype), values[~missing], side="left")
        self.counts.update(self.bins[i] for i in at.tolist())
        self.counts["missing"] += int(missing.sum())

    def category(self, value):
        if value == "" or value != value:
            return "missing"
        spelled = value if isinstance(value, str) else str(int(value) if value == int(value) else value)
        return spelled if spelled in self.categories else "other"


class Drift:
    """A collector of Prometheus' client."""

    def __init__(self, file, model, version):
        self.of = [model, version]
        told = json.loads(pathlib.Path(file).read_text(encoding="utf-8"))["features"] if file else []
        self.features = {feature["name"]: Feature(feature) for feature in told}
        self.lock = threading.Lock()

    def observe(self, tensors):
        """tensors: arrays of inputs and outputs by name"""
        with self.lock:
            for feature in self.features.values():
                if feature.tensor in tensors:
                    feature.observe(tensors[feature.tensor])

    def collect(self):
        labels = ["model_name", "model_version", "feature", "bin"]
        counted = CounterMetricFamily("feature_drift_observations", "Served values by the bins of the training data", labels=labels)
        expected = GaugeMetricFamily("feature_drift_expected_ratio", "Share of the training data in the bin", labels=labels)
        for name, feature in self.features.items():
            for bin, count in feature.counts.items():
                counted.add_metric([*self.of, name, bin], count)
            for bin, share in feature.expected.items():
                expected.add_metric([*self.of, name, bin], share)
        return [counted, expected] if self.features else []
