// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import io.kubernetes.client.custom.QuantityFormatException;
import io.kubernetes.client.custom.QuantityFormatter;
import java.math.BigDecimal;
import java.util.Optional;

/// Reads amounts such as `250m` and `512Mi`.
public final class Quantities {

  private Quantities() {}

  /// The amount in cores or bytes; empty when there is none or it is not one.
  public static Optional<BigDecimal> value(JsonNode node) {
    if (!node.isValueNode() || node.isNull()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new QuantityFormatter().parse(node.asText()).getNumber());
    } catch (QuantityFormatException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
