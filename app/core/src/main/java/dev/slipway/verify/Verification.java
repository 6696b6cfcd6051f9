// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.measure.service.ServiceLoad;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What verifying a bundle found.
///
/// @param how `container` when the image was built and run, `process` when the same service ran as
///   a local process, `static` when neither did
/// @param measurements numbers by evidence key, such as `container.image_mb`
/// @param load the load at a replica's share of the peak, with a verdict for each latency
///   objective; empty where the service was not loaded
/// @param trouble what the engine suffered before it was through; no fault of the bundle
public record Verification(
    String how,
    List<Finding> findings,
    SortedMap<String, Measurement> measurements,
    Optional<ServiceLoad.Result> load,
    Optional<Problem> trouble) {

  public Verification {
    findings = List.copyOf(findings);
    // of a version that kept no load
    load = load == null ? Optional.empty() : load;
    trouble = trouble == null ? Optional.empty() : trouble;
  }

  /// A number with its unit.
  public record Measurement(String value, String unit) {}

  public boolean passed() {
    return findings.stream().noneMatch(Finding.Failed.class::isInstance);
  }
}
