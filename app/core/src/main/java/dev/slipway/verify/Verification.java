// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify;

import dev.slipway.base.Finding;
import java.util.List;
import java.util.SortedMap;

/// What verifying a bundle found.
///
/// @param how `container` when the image was built and run, `process` when the same service ran as
///   a local process, `static` when neither did
/// @param measurements numbers by evidence key, such as `container.image_mib`
public record Verification(
    String how, List<Finding> findings, SortedMap<String, Measurement> measurements) {

  public Verification {
    findings = List.copyOf(findings);
  }

  /// A number with its unit.
  public record Measurement(String value, String unit) {}

  public boolean passed() {
    return findings.stream().noneMatch(Finding.Failed.class::isInstance);
  }
}
