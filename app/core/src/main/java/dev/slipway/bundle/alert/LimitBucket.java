// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.base.Durations;
import dev.slipway.plan.LatencyBuckets;
import dev.slipway.plan.Plan;
import dev.slipway.plan.PlanKeys;
import dev.slipway.serving.metrics.BucketLabel;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The bucket of the latency histogram whose upper bound is the limit. There is none for a limit
/// that the service does not count by.
///
/// @param buckets of the service
record LimitBucket(LatencyBuckets buckets, Duration limit) {

  LimitBucket {
    if (!buckets.has(limit)) {
      throw new IllegalArgumentException(
          "no bucket ends at %s: %s".formatted(Durations.exact(limit), buckets));
    }
  }

  static LimitBucket of(Plan plan) {
    return new LimitBucket(plan.value(PlanKeys.LATENCY_BUCKETS), plan.value(PlanKeys.SLO_LATENCY));
  }

  Figure seconds() {
    return Figure.told(
        exact(),
        "the bucket of %s that ends at %s, %s"
            .formatted(
                PlanKeys.LATENCY_BUCKETS.name(),
                PlanKeys.SLO_LATENCY.name(),
                Durations.exact(limit)),
        Figure.of(exact(), PlanKeys.SLO_LATENCY.name()),
        Figure.of(exact(), PlanKeys.LATENCY_BUCKETS.name()));
  }

  private BigDecimal exact() {
    return BigDecimal.valueOf(limit.toNanos(), 9).stripTrailingZeros();
  }

  /// The label `le` as it can be stored: as the service writes it, and as Prometheus 3 rewrites
  /// that. Prometheus 2 keeps it as it is.
  List<String> labels() {
    Set<String> labels = new LinkedHashSet<>();
    labels.add(BucketLabel.of(exact().doubleValue()));
    labels.add(normalised());
    return List.copyOf(labels);
  }

  /// As Go writes a number, with a point: `0.0005`, `1.0`, `5e-05`.
  private String normalised() {
    BigDecimal exact = exact();
    int exponent = exact.precision() - exact.scale() - 1;
    if (exponent >= -4) {
      String plain = exact.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String digits = exact.unscaledValue().toString();
    return digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + String.format(Locale.ROOT, "e-%02d", -exponent);
  }

  /// What finds the bucket, whichever Prometheus keeps it.
  TracedText matcher() {
    Set<String> all = new LinkedHashSet<>(labels());
    // In the binary format Prometheus 2 reads whole bounds without a point.
    if (exact().scale() <= 0) {
      all.add(exact().toPlainString());
    }
    if (all.size() == 1) {
      return TracedText.of("le=\"%s\"", new TracedText.Bound(all.iterator().next(), seconds()));
    }
    String either =
        all.stream().map(label -> label.replace(".", "[.]")).collect(Collectors.joining("|"));
    return TracedText.of("le=~\"%s\"", new TracedText.Bound(either, seconds()));
  }

  /// The limit as a person reads it.
  TracedText text() {
    String text = Durations.exact(limit);
    int space = text.indexOf(' ');
    return TracedText.of(
        "%s%s",
        Figure.of(new BigDecimal(text.substring(0, space)), PlanKeys.SLO_LATENCY.name()),
        text.substring(space));
  }
}
