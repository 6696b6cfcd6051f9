// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import java.util.List;
import java.util.Optional;

/// Pictures that a model is asked about.
///
/// @param files the bytes of a JPEG or a PNG each
public record ImagesRequest(Optional<String> id, List<byte[]> files) {
  public ImagesRequest {
    files = List.copyOf(files);
  }
}
