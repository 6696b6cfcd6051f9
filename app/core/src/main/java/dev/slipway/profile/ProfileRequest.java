// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import dev.slipway.base.Rate;
import dev.slipway.base.Sha256;
import dev.slipway.measure.load.ArrivalPattern;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.serving.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What to measure.
///
/// @param model an ONNX file
/// @param sha256 of that file
/// @param rows inputs to draw from, each a complete request
/// @param latency limits to judge, each apart
/// @param peak arrivals to measure at; half of the capacity when empty
/// @param pattern how the arrivals of the open loop are spread
public record ProfileRequest(
    Path model,
    Sha256 sha256,
    Profile.Settings settings,
    Tier tier,
    List<Map<String, Tensor>> rows,
    List<LatencyLimit> latency,
    Optional<Rate> peak,
    ArrivalPattern pattern) {

  public ProfileRequest {
    rows = List.copyOf(rows);
    latency = List.copyOf(latency);
  }
}
