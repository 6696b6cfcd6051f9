// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import java.util.List;
import java.util.Optional;

/// Texts that a model is asked about.
///
/// @param packed whether vectors are answered as Base64 of FP32, the first byte the lowest
public record TextsRequest(Optional<String> id, List<String> texts, boolean packed) {
  public TextsRequest {
    texts = List.copyOf(texts);
  }
}
