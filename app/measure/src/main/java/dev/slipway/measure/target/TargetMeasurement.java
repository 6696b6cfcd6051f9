// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.target;

import dev.slipway.base.Sha256;
import dev.slipway.measure.service.Served;
import java.time.Instant;

/// What was measured beside a deployed service, and where.
///
/// @param tool version of Slipway that measured
/// @param project name of the project
/// @param version of the project
/// @param model hash of the ONNX file whose answers the service gave
/// @param at when the measurement ended
/// @param where the place, the client's machine, and the image of the service
public record TargetMeasurement(
    String tool,
    String project,
    String version,
    Sha256 model,
    Instant at,
    String where,
    Served served) {

  /// The release that was measured, as evidence names it.
  public String release() {
    return version + "+" + model.brief();
  }
}
