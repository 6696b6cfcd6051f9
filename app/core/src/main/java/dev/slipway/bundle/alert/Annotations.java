// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import java.util.Optional;

/// The texts of an alert for the person on call.
///
/// @param runbook where the runbook's entry is
/// @param dashboard where the service's dashboard is, where somebody said
public record Annotations(
    TracedText summary,
    TracedText description,
    TracedText runbook,
    Optional<TracedText> dashboard) {

  /// As Prometheus tells them.
  ///
  /// @param values of the placeholders of the description
  Annotations filled(String... values) {
    return new Annotations(summary, description.filled(values), runbook, dashboard);
  }
}
