// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.metrics;

import dev.slipway.serving.drift.DriftCounters;
import dev.slipway.serving.drift.DriftCounters.Count;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/// Drift counters beside what was expected, so that the population stability index is a query:
///
/// ```promql
/// sum by (feature) ((share - expected) * ln(share / expected))
/// ```
///
/// where `share` is `increase(feature_drift_observations_total{bin!="missing"}[1d])` over its sum
/// by feature, `expected` is `feature_drift_expected_ratio{bin!="missing"}`, and both are kept
/// above 0.0001. The whole query is in docs/serving.md.
final class DriftMetrics implements MultiCollector {

  private final Labels model;
  private final DriftCounters counters;

  DriftMetrics(Labels model, DriftCounters counters) {
    this.model = model;
    this.counters = counters;
  }

  @Override
  public MetricSnapshots collect() {
    CounterSnapshot.Builder observed =
        CounterSnapshot.builder()
            .name("feature_drift_observations")
            .help("Values served, by feature and bin of the training data.");
    GaugeSnapshot.Builder expected =
        GaugeSnapshot.builder()
            .name("feature_drift_expected_ratio")
            .help("Share of the training data, by feature and bin.");
    boolean any = false;
    for (Count count : counters.counts()) {
      any = true;
      Labels labels = model.merge(Labels.of("feature", count.feature(), "bin", count.bin()));
      observed.dataPoint(
          CounterDataPointSnapshot.builder()
              .labels(labels)
              .value((double) count.observed())
              .build());
      if (!Double.isNaN(count.expected())) {
        expected.dataPoint(
            GaugeDataPointSnapshot.builder().labels(labels).value(count.expected()).build());
      }
    }
    return any ? new MetricSnapshots(observed.build(), expected.build()) : new MetricSnapshots();
  }
}
