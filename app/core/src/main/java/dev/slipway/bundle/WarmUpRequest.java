// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.ProblemException;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.measure.golden.Golden;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The golden request that a service warms up with, instead of one whose open sizes are all 1.
record WarmUpRequest(Golden.Case one) {

  static Optional<WarmUpRequest> of(Optional<GeneratedFile.Content> golden)
      throws ProblemException {
    if (golden.isEmpty()) {
      return Optional.empty();
    }
    String text = new String(golden.get().bytes(), StandardCharsets.UTF_8);
    return Golden.warmUp(text).map(WarmUpRequest::new);
  }

  /// As the service's JSON takes it, however the golden file writes it.
  GeneratedFile.Content content() {
    return ByteContent.of(one.requestText() + "\n");
  }

  /// The sizes of each input's axes, by its name.
  Map<String, List<Long>> shapes() {
    Map<String, List<Long>> shapes = new TreeMap<>();
    one.request()
        .forEach(
            (name, tensor) -> shapes.put(name, Arrays.stream(tensor.shape()).boxed().toList()));
    return shapes;
  }
}
