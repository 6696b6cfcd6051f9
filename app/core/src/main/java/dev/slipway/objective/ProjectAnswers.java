// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import java.util.List;
import java.util.Optional;

/// What a user says when a project begins, in the words of `slipway.yaml`.
///
/// @param latency limit of p95, such as `20 ms`
/// @param budget such as `400 USD/month`
public record ProjectAnswers(
    String name,
    String modelFile,
    Optional<Data> data,
    Optional<String> latency,
    Optional<Traffic> traffic,
    Optional<String> budget,
    Optional<Quality> quality,
    List<String> targets) {

  public ProjectAnswers {
    targets = List.copyOf(targets);
  }

  /// Files and the column that holds the truth.
  public record Data(String reference, String holdout, String label) {}

  /// Requests, such as `20/s`.
  public record Traffic(String average, String peak) {}

  /// A metric and the lowest acceptable score.
  public record Quality(String metric, double floor) {}
}
