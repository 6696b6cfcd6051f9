// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import java.util.Optional;

/// The service that the rules watch, and where its metrics are.
///
/// @param namespaces where it runs, where the bundle says so
/// @param runbook where the runbook can be read
/// @param driftDays days of one window that drift is judged by
public record Service(
    String name,
    Optional<Namespaces> namespaces,
    String runbook,
    Dashboard dashboard,
    int driftDays) {

  /// The environments, which rules tell apart by this label.
  public record Namespaces(String production, String staging) {}

  /// The service's dashboard in Grafana.
  ///
  /// @param uid its name there
  /// @param address where somebody said where Grafana is
  public record Dashboard(String uid, Optional<String> address) {

    private static final int LONGEST = 40;

    /// @param grafana address of Grafana, where somebody said
    public static Dashboard of(String service, Optional<String> grafana) {
      String uid = service.substring(0, Math.min(service.length(), LONGEST));
      return new Dashboard(
          uid, grafana.map(address -> address.replaceFirst("/$", "") + "/d/" + uid));
    }
  }
}
