// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tasks of Fargate start on the processor that they ask for, and on no other: the image must be
/// for it.
final class TaskProcessor {

  /// What the tasks may ask for, and what images call it.
  private static final Map<String, String> OF_IMAGES = Map.of("X86_64", "amd64", "ARM64", "arm64");

  private TaskProcessor() {}

  /// @param targets that are exported
  /// @param options of all targets
  static void require(Collection<String> targets, Map<String, Map<String, Object>> options)
      throws ProblemException {
    if (!targets.contains("ecs")) {
      return;
    }
    Optional<String> asked = option(options, "ecs", "architecture");
    Optional<String> images = option(options, "docker", "architectures");
    if (asked.isEmpty() || images.isEmpty()) {
      return;
    }
    List<String> built = List.of(images.get().split(","));
    if (asked.map(OF_IMAGES::get).filter(built::contains).isPresent()) {
      return;
    }
    String other = asked.get().equals("X86_64") ? "ARM64" : "X86_64";
    throw Problem.input(
            "bundle.tasks-of-another-processor",
            "Tasks of the target ecs ask for a processor that the image is not for.",
            "release.options.ecs.architecture: %s, but the image is for %s alone, as release.options.docker.architectures says."
                .formatted(asked.get(), images.get()),
            "Let the tasks run on the image's: slipway set PROJECT"
                + " release.options.ecs.architecture="
                + other)
        .asException();
  }

  private static Optional<String> option(
      Map<String, Map<String, Object>> options, String target, String name) {
    return Optional.ofNullable(options.getOrDefault(target, Map.of()).get(name))
        .map(String::valueOf);
  }
}
