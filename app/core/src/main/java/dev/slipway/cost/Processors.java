// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.objective.Project;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The instruction sets that a bundle is for, and the one that the model was measured on. An index
/// says little of a model on another one, so the measured one is chosen where the bundle is for it.
///
/// @param built what the bundle's images are for; others are shown, never chosen
/// @param tasks what its tasks of ECS ask for, which is one; empty where it holds none
/// @param measured that of the machine whose speed is known
public record Processors(Set<String> built, Optional<String> tasks, String measured) {

  static final String X86 = "x86_64";
  static final String ARM = "arm64";

  private static final String FARGATE = "fargate";

  public Processors {
    built = Set.copyOf(built);
  }

  /// Where the bundle is for the machine that was measured, and for no other.
  public static Processors only(String architecture) {
    return new Processors(Set.of(architecture), Optional.empty(), architecture);
  }

  /// As the options of a project say: images are for both unless stated, and tasks of ECS for
  /// x86-64, whatever was measured.
  static Processors of(Project.Release release, String measured) {
    Set<String> built =
        option(release, "docker", "architectures")
            .map(stated ->
                Stream.of(stated.split(","))
                    .map(name -> Extrapolation.instructionSet(name.strip()))
                    .collect(Collectors.toSet()))
            .orElse(Set.of(X86, ARM));
    Optional<String> tasks =
        release.targets().contains("ecs")
            ? Optional.of(
                option(release, "ecs", "architecture")
                    .map(Extrapolation::instructionSet)
                    .orElse(X86))
            : Optional.empty();
    return new Processors(built, tasks, measured);
  }

  private static Optional<String> option(Project.Release release, String target, String name) {
    return Optional.ofNullable(release.options().getOrDefault(target, Map.of()).get(name))
        .map(Object::toString);
  }

  /// What ships for a kind of offer.
  private Set<String> built(String service) {
    return isTask(service) ? tasks.map(Set::of).orElse(built) : built;
  }

  private boolean isTask(String service) {
    return service.equals(FARGATE) && tasks.isPresent();
  }

  /// What may be chosen of a kind of offer: the measured one, or where the bundle is not for it,
  /// what it is for.
  Set<String> choosable(String service) {
    Set<String> shipped = built(service);
    return shipped.contains(measured) ? Set.of(measured) : shipped;
  }

  boolean mayBeChosen(Candidate candidate) {
    return choosable(candidate.service()).contains(candidate.architecture());
  }

  /// Why an offer that may not be chosen is not.
  String whyNot(Candidate candidate) {
    return whyNot(candidate.service(), candidate.architecture());
  }

  private String whyNot(String service, String architecture) {
    return built(service).contains(architecture)
        ? "the speed was measured on %s, not on %s".formatted(measured, architecture)
        : shipped(service);
  }

  /// What would let one be chosen that may not be.
  String wayTo(Candidate candidate) {
    String architecture = candidate.architecture();
    String what =
        built(candidate.service()).contains(architecture)
            ? "a profile made on "
            : isTask(candidate.service()) ? "tasks of ECS for " : "a bundle for ";
    return what + architecture;
  }

  /// What it means for the choice, for a person; empty where all that is shown may be chosen.
  ///
  /// @param shown all offers
  List<String> said(Collection<Candidate> shown) {
    var kinds = new TreeMap<String, SortedSet<String>>();
    for (Candidate offer : shown) {
      kinds
          .computeIfAbsent(isTask(offer.service()) ? FARGATE : "", _ -> new TreeSet<>())
          .add(offer.architecture());
    }
    return kinds.entrySet().stream()
        .flatMap(kind -> said(kind.getKey(), kind.getValue()).stream())
        .toList();
  }

  private Optional<String> said(String service, SortedSet<String> shown) {
    Set<String> shipped = built(service);
    if (!shipped.contains(measured)) {
      return Optional.of(
          "%s, and the speed was measured on %s: what is chosen follows from a published index across instruction sets; a profile made on %s says more"
              .formatted(shipped(service), measured, String.join(" or ", new TreeSet<>(shipped))));
    }
    return shown.stream()
        .filter(each -> !choosable(service).contains(each))
        .map(each ->
            "%s %s are shown, and not chosen: %s"
                .formatted(each, isTask(service) ? "tasks" : "types", whyNot(service, each)))
        .findFirst();
  }

  /// `the bundle is for arm64 alone`
  private String shipped(String service) {
    Set<String> shipped = built(service);
    return "%s for %s%s"
        .formatted(
            isTask(service) ? "the bundle's tasks of ECS are" : "the bundle is",
            String.join(" and ", new TreeSet<>(shipped)),
            shipped.size() == 1 ? " alone" : "");
  }
}
