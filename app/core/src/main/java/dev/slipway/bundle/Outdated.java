// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Sha256;
import dev.slipway.bundle.target.TargetCatalogue;
import dev.slipway.cost.Estimate;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.objective.Objectives;
import dev.slipway.plan.ChosenVariant;
import dev.slipway.plan.Plan;
import dev.slipway.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/// Finds what has changed since a bundle was exported, by the inputs that its `bundle.json` names.
public final class Outdated {

  /// As many are named; the rest is counted.
  private static final int NAMED = 3;

  private Outdated() {}

  /// A plan, and what it rests on.
  public record Planned(
      Profile profile, Estimate estimate, Plan plan, Optional<ChosenVariant> variant) {}

  /// The project as it is.
  ///
  /// @param objectives as they are stated
  /// @param evaluation empty where there is none, or none that holds; then it is not compared
  /// @param planned empty where nothing can be planned; then it is not compared
  public record CurrentState(
      String name,
      String version,
      Sha256 model,
      Objectives objectives,
      Optional<Evaluation> evaluation,
      Optional<Planned> planned) {}

  /// One sentence's worth of what changed; empty while an export would make the same bundle, as far
  /// as `bundle.json` tells. Texts that no number hangs on, such as who owns what, it does not
  /// tell.
  public static Optional<String> since(
      BundleSnapshot bundle, CurrentState current, TargetCatalogue targets) {
    BundleManifest made = bundle.manifest();
    List<String> changed = new ArrayList<>();
    if (!made.model().equals(current.model())) {
      changed.add("it holds another model");
    }
    if (!made.project().equals(current.name()) || !made.version().equals(current.version())) {
      changed.add(
          "it is of "
              + made.project()
              + " "
              + made.version()
              + ", the project is "
              + current.name()
              + " "
              + current.version());
    }
    current
        .planned()
        .ifPresent(planned ->
            named(
                "the plan has other numbers",
                differing(made.reasons(), BundleManifest.reasons(planned.plan())),
                changed));
    Set<String> figures = measured(made, current);
    Set<String> verdicts = new TreeSet<>(figures);
    verdicts.removeIf(key -> !key.endsWith(".verdict"));
    figures.removeAll(verdicts);
    named("measured anew", figures, changed);
    named("judged anew", verdicts, changed);
    Set<String> templates = new TreeSet<>();
    made.targets()
        .forEach((target, hash) -> {
          if (!targets.templatesOf(target).equals(hash)) {
            templates.add(target);
          }
        });
    named("other templates", templates, changed);
    named("changed by hand", new TreeSet<>(bundle.changedByHand()), changed);
    Set<String> strays = new TreeSet<>();
    bundle.beside().strays().forEach(stray -> strays.add(Stray.visible(stray.path())));
    named("not listed in bundle.json", strays, changed);
    return changed.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", changed));
  }

  /// Only what is known now is compared: what holds no more, says so where it stands.
  private static Set<String> measured(BundleManifest made, CurrentState current) {
    Set<String> keys =
        differing(
            made.evidence(),
            MeasuredFacts.of(
                MeasuredFacts.Stated.of(current.objectives()),
                current.evaluation(),
                current.planned().map(Planned::profile),
                current.planned().flatMap(Planned::variant),
                current.planned().map(Planned::estimate)));
    // A comparison that was made after the export makes no other bundle.
    keys.removeIf(key -> key.startsWith("champion."));
    keys.removeIf(key ->
        key.startsWith("evaluation.")
            ? current.evaluation().isEmpty()
            : current.planned().isEmpty());
    return keys;
  }

  /// Keys whose value differs; a reason told in other words is no change.
  private static Set<String> differing(
      SortedMap<String, BundleManifest.Reason> before,
      SortedMap<String, BundleManifest.Reason> after) {
    Set<String> keys = new TreeSet<>();
    for (var side : List.of(before, after)) {
      for (Map.Entry<String, BundleManifest.Reason> entry : side.entrySet()) {
        BundleManifest.Reason a = before.get(entry.getKey());
        BundleManifest.Reason b = after.get(entry.getKey());
        if (a == null || b == null || !a.isSameValue(b)) {
          keys.add(entry.getKey());
        }
      }
    }
    return keys;
  }

  private static void named(String what, Set<String> which, List<String> changed) {
    if (!which.isEmpty()) {
      int more = which.size() - NAMED;
      changed.add(
          what
              + ": "
              + String.join(", ", which.stream().limit(NAMED).toList())
              + (more > 0 ? " and " + more + " more" : ""));
    }
  }
}
