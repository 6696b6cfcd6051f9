// SPDX-License-Identifier: Apache-2.0
package dev.slipway.tracker;

import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.Waiver;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// Records as a voyage leaves them.
final class Records {

  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private Records() {}

  static Evidence evidence(String project, String key, String value) {
    var inputs = new TreeMap<>(Map.of("model", "ab".repeat(32), "holdout.csv", "cd".repeat(32)));
    return new Evidence(
        project,
        "1.4.0+9f2c41d7a0b1",
        key,
        value,
        "ms",
        Evidence.Source.REHEARSAL,
        inputs,
        "0.1.0",
        "laptop \"Möwe\", 8 cores\n\tDocker 27 \u0001",
        NOON.plusNanos(123_456_789),
        "slipway verify bundle");
  }

  static Waiver waiver(String project, String item) {
    return new Waiver(
        project,
        "1.4.0+9f2c41d7a0b1",
        item,
        "The scanner has no fix yet",
        "The service is reachable from inside only",
        "Ada",
        "Grace",
        NOON,
        NOON.plus(Duration.ofDays(14)));
  }
}
