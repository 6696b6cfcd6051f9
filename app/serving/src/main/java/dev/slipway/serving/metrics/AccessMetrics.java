// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.metrics;

import dev.slipway.serving.access.Access;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;

/// Who was not let in, and how the mounted secrets are.
final class AccessMetrics implements Access.Observer {

  private final Counter unauthenticated;
  private final Counter reads;
  private final Gauge stale;
  private final Gauge ends;

  AccessMetrics(PrometheusRegistry registry, Labels model, List<String> protocols) {
    unauthenticated =
        Counter.builder()
            .name("inference_unauthenticated")
            .help("Requests refused for want of a known token, by protocol.")
            .constLabels(model)
            .labelNames("protocol")
            .register(registry);
    protocols.forEach(unauthenticated::initLabelValues);
    reads =
        Counter.builder()
            .name("inference_secret_reads")
            .help("Times that a mounted secret was read anew, by what became of it.")
            .constLabels(model)
            .labelNames("secret", "outcome")
            .register(registry);
    stale =
        Gauge.builder()
            .name("inference_secret_stale")
            .help("1 while what is mounted cannot be used, and what was there before is.")
            .constLabels(model)
            .labelNames("secret")
            .register(registry);
    ends =
        Gauge.builder()
            .name("inference_certificate_end_seconds")
            .help("When the certificate ends, in seconds since 1970; 0 without one.")
            .constLabels(model)
            .register(registry);
  }

  @Override
  public void unauthenticated(String protocol) {
    unauthenticated.labelValues(protocol).inc();
  }

  @Override
  public void secretRead(String secret, boolean usable) {
    reads.labelValues(secret, "taken").inc(usable ? 1 : 0);
    reads.labelValues(secret, "refused").inc(usable ? 0 : 1);
    stale.labelValues(secret).set(usable ? 0 : 1);
  }

  @Override
  public void certificateEnds(long second) {
    ends.set((double) second);
  }
}
