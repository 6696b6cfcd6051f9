// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.predict;

import java.util.Map;
import java.util.OptionalLong;

/// What a model file says of itself. Absent texts are empty.
public record ModelMetadata(
    String producer,
    String graph,
    String domain,
    String description,
    OptionalLong version,
    Map<String, String> custom) {

  public ModelMetadata {
    custom = Map.copyOf(custom);
  }
}
