// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.host;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Where a serving runtime listens that runs as a process of this machine.
///
/// @param data of the inference protocol
/// @param management of metrics and health
public record ServingPorts(int data, int management) {

  private static final String FREE = "0";

  /// Lets a runtime that starts in an environment take free ports of the loopback address itself,
  /// so that no other program can have taken them meanwhile. What else the environment says of a
  /// runtime is left out.
  public static void free(Map<String, String> environment) {
    environment.keySet().removeIf(name -> name.startsWith("SLIPWAY_"));
    environment.put("SLIPWAY_BIND_ADDRESS", "127.0.0.1");
    environment.put("SLIPWAY_HTTP_PORT", FREE);
    environment.put("SLIPWAY_MANAGEMENT_PORT", FREE);
  }

  /// Those that a log tells when the runtime is ready.
  public static Optional<ServingPorts> announced(Stream<String> log) {
    return log.flatMap(line -> of(line).stream()).findFirst();
  }

  /// Of the runtime's event `ready`.
  private static Optional<ServingPorts> of(String line) {
    try {
      JsonNode event = Json.tree(line);
      return event.path("event").asText("").equals("ready")
          ? Optional.of(
              new ServingPorts(event.path("port").asInt(), event.path("management_port").asInt()))
          : Optional.empty();
    } catch (ProblemException notWholeYet) {
      return Optional.empty();
    }
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + data);
  }
}
