// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.objective.Project;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The instruction sets that a bundle is for, and the one that the model was measured on. An index
/// says little of a model on another one, so the measured one is chosen where the bundle is for it.
///
/// @param built what the bundle is for; others are shown, never chosen
/// @param measured that of the machine whose speed is known
public record Processors(Set<String> built, String measured) {

  static final String X86 = "x86_64";
  static final String ARM = "arm64";

  public Processors {
    built = Set.copyOf(built);
  }

  /// Where the bundle is for the machine that was measured, and for no other.
  public static Processors only(String architecture) {
    return new Processors(Set.of(architecture), architecture);
  }

  /// As the options of a project say: images are for both unless stated. Tasks of ECS alone run on
  /// one.
  static Processors of(Project.Release release, String measured) {
    Optional<Object> tasks = Optional.empty();
    if (release.targets().contains("ecs")
        && release.targets().stream().noneMatch(Scope::isOnNodes)) {
      // Unless stated they run on x86-64, whatever was measured.
      tasks =
          option(release, "ecs", "architecture")
              .or(() -> measured.equals(X86) ? Optional.empty() : Optional.of(X86));
    }
    Set<String> built =
        tasks
            .or(() -> option(release, "docker", "architectures"))
            .map(stated ->
                Stream.of(stated.toString().split(","))
                    .map(name -> Extrapolation.instructionSet(name.strip()))
                    .collect(Collectors.toSet()))
            .orElse(Set.of(X86, ARM));
    return new Processors(built, measured);
  }

  private static Optional<Object> option(Project.Release release, String target, String name) {
    return Optional.ofNullable(release.options().getOrDefault(target, Map.of()).get(name));
  }

  /// What may be chosen: the measured one, or where the bundle is not for it, what it is for.
  Set<String> choosable() {
    return built.contains(measured) ? Set.of(measured) : built;
  }

  /// Why one that may not be chosen is not.
  String whyNot(String architecture) {
    return built.contains(architecture)
        ? "the speed was measured on %s, not on %s".formatted(measured, architecture)
        : "the bundle is for " + named();
  }

  /// What would let one be chosen that may not be.
  String wayTo(String architecture) {
    return (built.contains(architecture) ? "a profile made on " : "a bundle for ") + architecture;
  }

  /// What it means for the choice, for a person; empty where all that is shown may be chosen.
  ///
  /// @param shown instruction sets of the offers
  Optional<String> said(Set<String> shown) {
    if (!built.contains(measured)) {
      return Optional.of(
          "the bundle is for %s, and the speed was measured on %s: what is chosen follows from a published index across instruction sets; a profile made on %s says more"
              .formatted(named(), measured, String.join(" or ", new TreeSet<>(built))));
    }
    return shown.stream()
        .filter(each -> !choosable().contains(each))
        .sorted()
        .map(each -> "%s types are shown, and not chosen: %s".formatted(each, whyNot(each)))
        .findFirst();
  }

  private String named() {
    String names = String.join(" and ", new TreeSet<>(built));
    return built.size() == 1 ? names + " alone" : names;
  }
}
