// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

import com.github.dockerjava.api.exception.DockerException;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.util.List;

/// Turns an engine's failures into problems.
final class EngineProblems {

  static final String GET_ONE =
      "Start Docker or Podman, or name its socket in DOCKER_HOST; on Debian: apt-get install"
          + " docker.io.";

  private EngineProblems() {}

  static ProblemException unreachable(String address, String why) {
    return Problem.environment(
            "engine.unreachable", "No container engine answers at " + address + ".", why, GET_ONE)
        .asException();
  }

  static ProblemException refused(String what, String why) {
    return Problem.environment(
            "engine.refused",
            "The container engine could not " + what + ".",
            why,
            "Look at the engine's own log; repeat the step with its command line.")
        .asException();
  }

  static ProblemException build(String why, List<String> lastLines) {
    return Problem.gate(
            "engine.build-failed",
            "The image does not build: " + why,
            String.join("\n", lastLines),
            "Correct the Dockerfile or the files that it copies; a missing base image must be"
                + " pulled first.")
        .asException();
  }

  /// The innermost message; Docker's API wraps it in JSON, which is taken off.
  static String reason(Throwable failure) {
    Throwable inner = failure;
    while (inner.getCause() != null && !(inner instanceof DockerException)) {
      inner = inner.getCause();
    }
    String message = String.valueOf(inner.getMessage()).strip();
    String bare = message.replaceFirst("(?s)^Status \\d+: *\\{\"message\":\"(.*)\"}$", "$1");
    return bare.equals("null") ? inner.getClass().getSimpleName() : bare;
  }
}
