# SPDX-License-Identifier: Apache-2.0
"""Metrics by the names of Slipway's own runtime, so that the bundle's rules and dashboard fit."""

import prometheus_client
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

prometheus_client.disable_created_metrics()


class Metrics:
    def __init__(self, model, version, buckets, drift):
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.registry.register(drift)
        self.of = {"model_name": model, "model_version": version}
        self.requests = self.made(Counter, "inference_requests", "Answered requests", "protocol", "code")
        self.rejected = self.made(Counter, "inference_rejected", "Requests that were not run", "reason")
        self.rows = self.made(Counter, "inference_rows", "Rows predicted").labels(**self.of)
        self.executions = self.made(Counter, "inference_executions", "Runs of the model").labels(**self.of)
        self.pending = self.made(Gauge, "inference_pending_requests", "Requests waiting for the model").labels(**self.of)
        self.ready = self.made(Gauge, "inference_ready", "1 when predictions are served").labels(**self.of)
        self.durations = {
            part: self.made(Histogram, f"inference_{part}_duration_seconds", about, buckets=buckets).labels(**self.of)
            for part, about in {
                "parse": "Reading a request's tensors",
                "queue": "Waiting for the model",
                "compute": "In the model",
                "write": "Writing an answer's tensors",
            }.items()
        }
        # A fast failure is not in time, it is failed: an objective for latency counts good answers.
        took = self.made(Histogram, "inference_request_duration_seconds", "From the last byte read to the answer handed to the network, by outcome", "outcome", buckets=buckets)
        self.took = {outcome: took.labels(**self.of, outcome=outcome) for outcome in ("success", "failure")}
        # What alerts watch is there from the start: a first error shows in rate().
        for code in 200, 400, 413, 500, 503:
            self.answered(code, 0)
        for reason in "queue_full", "deadline":
            self.refused(reason, 0)

    def made(self, kind, name, about, *labels, **more):
        return kind(name, about, [*self.of, *labels], registry=self.registry, **more)

    def answered(self, code, count=1):
        self.requests.labels(**self.of, protocol="rest", code=str(code)).inc(count)

    def refused(self, reason, count=1):
        self.rejected.labels(**self.of, reason=reason).inc(count)

    def text(self):
        return prometheus_client.generate_latest(self.registry)
