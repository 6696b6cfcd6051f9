// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Durations;
import dev.slipway.base.Money;
import dev.slipway.base.Numbers;
import dev.slipway.base.Verdict;
import dev.slipway.base.Words;
import dev.slipway.cost.Estimate;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.measure.load.Latencies;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.LatencyVerdict;
import dev.slipway.objective.Objectives;
import dev.slipway.objective.Objectives.Quality;
import dev.slipway.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Holds each stated objective against what was found. It is done here alone: reports, papers and
/// screens print the list.
public final class Judgement {

  /// Something to judge by.
  ///
  /// @param missing why there is nothing that holds, such as `not measured`
  public record Ground<T>(Optional<T> found, String missing) {

    public static <T> Ground<T> of(Optional<T> found, String missing) {
      return new Ground<>(found, missing);
    }
  }

  /// All that there is to judge by.
  ///
  /// @param image whether the built image is small enough, as its check says
  public record Grounds(
      Ground<Evaluation> evaluation,
      Ground<Profile> profile,
      Optional<Estimate> estimate,
      Ground<Verdict> image) {

    /// Before a bundle exists that could be verified.
    public static Grounds unbuilt(
        Optional<Evaluation> evaluation, Optional<Profile> profile, Optional<Estimate> estimate) {
      return new Grounds(
          Ground.of(evaluation, "not evaluated"),
          Ground.of(profile, "not measured"),
          estimate,
          Ground.of(Optional.empty(), "verification builds the image and weighs it"));
    }
  }

  private final Grounds grounds;
  private final List<JudgedObjective> judged = new ArrayList<>();

  private Judgement(Grounds grounds) {
    this.grounds = grounds;
  }

  /// Each objective that a number is stated for, in the order of `slipway.yaml`. Availability is
  /// not among them: only operation shows it.
  public static List<JudgedObjective> of(Objectives stated, Grounds grounds) {
    var judgement = new Judgement(grounds);
    stated.latency().forEach(judgement::latency);
    stated.quality().ifPresent(judgement::quality);
    stated.budget().ifPresent(judgement::budget);
    stated
        .image()
        .ifPresent(limit -> judgement.add("image", "image", "≤ " + limit, "", grounds.image()));
    return List.copyOf(judgement.judged);
  }

  /// What a measurement judged by itself, named as it is among the others.
  public static JudgedObjective of(LatencyVerdict judged) {
    return latency(new LatencyLimit(judged.at(), judged.limit()), "", judged.verdict());
  }

  private static JudgedObjective latency(LatencyLimit limit, String measured, Verdict verdict) {
    return new JudgedObjective(
        "latency." + limit.at(),
        "latency " + limit.at(),
        "≤ " + Durations.exact(limit.limit()),
        measured,
        verdict);
  }

  private void latency(LatencyLimit limit) {
    Optional<Profile> profile = grounds.profile().found();
    judged.add(
        latency(
            limit,
            profile
                .flatMap(each -> each.open().response().at(limit.at()))
                .map(Judgement::measured)
                .orElse(""),
            verdict(
                Ground.of(
                    profile.flatMap(each -> verdict(each, limit)),
                    profile.isEmpty()
                        ? grounds.profile().missing()
                        : "not measured against this limit"))));
  }

  private static Optional<Verdict> verdict(Profile profile, LatencyLimit limit) {
    return profile.verdicts().stream()
        .filter(each -> each.at().equals(limit.at()) && each.limit().equals(limit.limit()))
        .map(LatencyVerdict::verdict)
        .findFirst();
  }

  private static String measured(Latencies.AtPercentile at) {
    return "%s (%s to %s)"
        .formatted(Durations.text(at.value()), Durations.text(at.low()), Durations.text(at.high()));
  }

  private void quality(Quality quality) {
    Optional<Evaluation> evaluation = grounds.evaluation().found();
    add(
        "quality." + quality.metric(),
        quality.metric(),
        quality.stated(),
        evaluation.filter(quality::isMeasuredBy).map(Judgement::measured).orElse(""),
        Ground.of(evaluation.map(quality::judge), grounds.evaluation().missing()));
  }

  private static String measured(Evaluation evaluation) {
    return "%s, %s, %s"
        .formatted(
            Numbers.score(evaluation.score().value()),
            evaluation.interval(),
            Words.count(evaluation.rows(), "row"));
  }

  private void budget(Money budget) {
    add(
        "budget",
        "cost of a month",
        "≤ " + budget + "/month",
        grounds
            .estimate()
            .flatMap(each -> each.chosen())
            .map(chosen -> chosen.month().span())
            .orElse(""),
        Ground.of(
            grounds.estimate().flatMap(Estimate::budget),
            grounds.estimate().isEmpty() ? "not estimated" : "no machine meets the objectives"));
  }

  private void add(
      String name, String title, String stated, String measured, Ground<Verdict> ground) {
    judged.add(new JudgedObjective(name, title, stated, measured, verdict(ground)));
  }

  private static Verdict verdict(Ground<Verdict> ground) {
    return ground.found().orElseGet(() -> new Verdict.Inconclusive(ground.missing(), 0));
  }
}
