// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where engines listen.
final class EngineAddresses {

  private EngineAddresses() {}

  /// What DOCKER_HOST says, or else the places where Docker, Docker Desktop, Colima, Rancher
  /// Desktop and Podman listen by default.
  static List<String> from(Map<String, String> environment, Path home, String operatingSystem) {
    String host = environment.get("DOCKER_HOST");
    if (host != null && !host.isBlank()) {
      return List.of(host.strip());
    }
    if (operatingSystem.startsWith("Windows")) {
      return List.of("npipe:////./pipe/docker_engine", "npipe:////./pipe/podman-machine-default");
    }
    List<String> sockets = new ArrayList<>();
    sockets.add("/var/run/docker.sock");
    @Nullable String runtime = environment.get("XDG_RUNTIME_DIR");
    if (runtime != null && !runtime.isBlank()) {
      sockets.add(runtime + "/docker.sock");
      sockets.add(runtime + "/podman/podman.sock");
    }
    for (String below :
        List.of(
            ".docker/run/docker.sock",
            ".docker/desktop/docker.sock",
            ".colima/default/docker.sock",
            ".rd/docker.sock")) {
      sockets.add(home.resolve(below).toString());
    }
    sockets.add("/run/podman/podman.sock");
    return sockets.stream().map(socket -> "unix://" + socket).toList();
  }

  /// Whether ports that the engine publishes on its loopback address are ours to reach.
  static boolean isLocal(String address) {
    return !address.startsWith("tcp://")
        || address.matches("tcp://(localhost|127\\.[0-9.]+|\\[::1])(:[0-9]+)?/?");
  }
}
