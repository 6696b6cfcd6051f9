// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.GeneratedFile;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.StringJoiner;

/// Golden cases to measure a deployed service with, as many as one ConfigMap of Kubernetes holds: 1
/// MiB with the workload and the names.
final class RequestSample {

  private static final int MOST_BYTES = 900 << 10;

  private RequestSample() {}

  /// All cases or the first ones; nothing where the first alone is too large.
  static Optional<GeneratedFile.Content> of(Optional<GeneratedFile.Content> golden)
      throws ProblemException {
    if (golden.isEmpty()) {
      return Optional.empty();
    }
    byte[] all = golden.get().bytes();
    if (all.length <= MOST_BYTES) {
      return golden;
    }
    StringJoiner sample = new StringJoiner(",\n", "{\"cases\": [\n", "\n]}\n").setEmptyValue("");
    int bytes = 0;
    for (JsonNode node : Json.tree(new String(all, StandardCharsets.UTF_8)).path("cases")) {
      String line = "  " + Json.line(node);
      bytes += line.getBytes(StandardCharsets.UTF_8).length + 2;
      if (bytes > MOST_BYTES) {
        break;
      }
      sample.add(line);
    }
    return Optional.of(sample.toString())
        .filter(text -> !text.isEmpty())
        .map(text -> ByteContent.of(text));
  }
}
