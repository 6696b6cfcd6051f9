// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import java.util.Optional;

/// What whoever is called gets to read.
///
/// @param runbook where the runbook's entry is
/// @param dashboard where the service's dashboard is, where somebody said
public record Annotations(Told summary, Told description, Told runbook, Optional<Told> dashboard) {

  /// As Prometheus tells them.
  ///
  /// @param values of the placeholders of the description
  Annotations filled(String... values) {
    return new Annotations(summary, description.filled(values), runbook, dashboard);
  }
}
