// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

import com.github.dockerjava.api.exception.DockerException;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.util.List;
import java.util.regex.Pattern;

/// Turns an engine's failures into problems.
public final class EngineProblems {

  static final String GET_ONE =
      "Start Docker or Podman, or name its socket in DOCKER_HOST; on Debian: apt-get install"
          + " docker.io.";

  /// Codes of what the engine itself suffers.
  public static final String LOST = "engine.lost";

  public static final String FULL_DISK = "engine.disk-full";

  static final String BUILD = "build the image";

  private static final Pattern FULL =
      Pattern.compile("(?i)no space left on device|disk quota exceeded|not enough space");

  private static final Pattern GONE =
      Pattern.compile(
          "(?i)connection (reset|refused|closed|is shut down)|broken pipe|unexpected EOF|premature"
              + " end|failed to respond|shutting down|context canceled|transport is closing");

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

  /// What went wrong while the engine did something, which no file of a bundle can help.
  ///
  /// @param what it was to do
  static ProblemException failed(String what, Throwable failure) {
    String why = reason(failure);
    if (FULL.matcher(why).find()) {
      return full(what, why);
    }
    return failure instanceof DockerException && !GONE.matcher(why).find()
        ? refused(what, why)
        : lost(what, why);
  }

  /// It went away in the middle of its work.
  static ProblemException lost(String what, String why) {
    return Problem.environment(
            LOST,
            "The container engine was lost while it was to " + what + ".",
            why,
            "Look whether it still runs, and at its own log; then verify again, which also removes"
                + " what this run left in it.")
        .asException();
  }

  private static ProblemException full(String what, String why) {
    return Problem.environment(
            FULL_DISK,
            "The container engine's disk is full; it could not " + what + ".",
            why,
            "Make room where the engine keeps its images, such as by docker system prune; then"
                + " verify again.")
        .asException();
  }

  /// Of a build that ended: the engine's trouble, or else the Dockerfile's fault.
  static ProblemException ofBuild(String why, List<String> lastLines) {
    return FULL.matcher(why).find()
        ? full(BUILD, why)
        : GONE.matcher(why).find() ? lost(BUILD, why) : build(why, lastLines);
  }

  private static ProblemException build(String why, List<String> lastLines) {
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
