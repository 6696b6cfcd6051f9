// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.objective.Batch;
import java.util.Optional;

/// The service that the rules watch, and where its metrics are.
///
/// @param namespaces where it runs, where the bundle says so
/// @param fleet what keeps its replicas, and what is beside them
/// @param runbook where the runbook can be read; a path in the bundle where nobody said
/// @param driftDays days of one window that drift is judged by
public record Service(
    String name,
    Optional<Namespaces> namespaces,
    Fleet fleet,
    String runbook,
    Dashboard dashboard,
    int driftDays) {

  /// The environments, which rules tell apart by this label.
  public record Namespaces(String production, String staging) {}

  /// What runs beside the service's own process.
  ///
  /// @param serves whether there is a service at all; not where rows are scored in batch alone
  /// @param replicas whether something keeps as many as the plan says
  /// @param review the job that reviews drift, where Prometheus sees jobs
  /// @param host that callers from outside use, where its certificate is looked at
  /// @param scoring what scores in batch, where Prometheus sees jobs
  public record Fleet(
      boolean serves,
      boolean replicas,
      Optional<String> review,
      Optional<String> host,
      Optional<Scoring> scoring) {}

  /// The job that scores in batch.
  ///
  /// @param job name of the CronJob
  public record Scoring(String job, String namespace, Batch asked) {}

  /// Whether the links of alerts open: whoever is called has no copy of the bundle.
  public boolean hasRunbook() {
    return runbook.matches("https?://.+");
  }

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
