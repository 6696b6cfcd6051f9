// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Durations;
import dev.slipway.base.Money;
import dev.slipway.base.Numbers;
import dev.slipway.base.Verdict;
import dev.slipway.base.Words;
import dev.slipway.cost.BatchEstimate;
import dev.slipway.cost.Estimate;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.measure.service.ServiceLoad;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.objective.Batch;
import dev.slipway.objective.Objectives;
import dev.slipway.objective.Objectives.Quality;
import dev.slipway.profile.OnTarget;
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
  /// @param rehearsal how the bundle's service bore its share of the peak
  /// @param target how the deployed service bore the peak
  /// @param batch how long scoring in batch takes
  public record Grounds(
      Ground<Evaluation> evaluation,
      Ground<Profile> profile,
      Optional<Estimate> estimate,
      Ground<Verdict> image,
      Ground<Rehearsed> rehearsal,
      Ground<OnTarget> target,
      Ground<BatchEstimate> batch) {

    /// Before a bundle exists that could be verified.
    public static Grounds unbuilt(
        Optional<Evaluation> evaluation, Optional<Profile> profile, Optional<Estimate> estimate) {
      return unbuilt(evaluation, profile, estimate, Ground.of(Optional.empty(), NOT_SCORED));
    }

    /// The same, where something is scored in batch.
    public static Grounds unbuilt(
        Optional<Evaluation> evaluation,
        Optional<Profile> profile,
        Optional<Estimate> estimate,
        Ground<BatchEstimate> batch) {
      return new Grounds(
          Ground.of(evaluation, "not evaluated"),
          Ground.of(profile, "not measured"),
          estimate,
          Ground.of(Optional.empty(), "verification builds the image and weighs it"),
          Ground.of(Optional.empty(), "not rehearsed"),
          Ground.of(Optional.empty(), AFTER_BUNDLE),
          batch);
    }
  }

  /// Why nothing is known of how long scoring in batch takes.
  public static final String NOT_SCORED =
      "not measured; slipway score over files like those of a run measures it";

  /// Why there is no line of the deployed service, where none was measured.
  public static final String NOT_ON_TARGET =
      "not measured; slipway measure does it, or the bundle's job beside the service";

  /// The same in papers of a bundle. They tell nothing of the deployed service, even where one was
  /// measured: each measurement would make the very bundle that was deployed another one.
  private static final String AFTER_BUNDLE =
      "measured when this bundle is deployed, by slipway measure or the bundle's job; slipway"
          + " report shows it";

  /// The load of a bundle's rehearsal.
  ///
  /// @param how it ran, such as `rehearsed in a container`
  public record Rehearsed(String how, ServiceLoad.Result load) {}

  private final Grounds grounds;
  private final List<JudgedObjective> judged = new ArrayList<>();

  private Judgement(Grounds grounds) {
    this.grounds = grounds;
  }

  /// Each objective that a number is stated for, in the order of `slipway.yaml`. Availability is
  /// not among them: only operation shows it.
  public static List<JudgedObjective> of(Objectives stated, Grounds grounds) {
    var judgement = new Judgement(grounds);
    stated.latency().forEach(limit -> judgement.latency(stated, limit));
    stated
        .batch()
        .ifPresent(batch -> judgement.judged.add(BatchLines.judged(batch, grounds.batch())));
    stated.quality().ifPresent(judgement::quality);
    stated.budget().ifPresent(judgement::budget);
    stated
        .image()
        .ifPresent(limit -> judgement.add("image", "image", "≤ " + limit, "", grounds.image()));
    return List.copyOf(judgement.judged);
  }

  /// The objective on scoring in batch alone.
  public static JudgedObjective batch(Batch asked, Ground<BatchEstimate> ground) {
    return BatchLines.judged(asked, ground);
  }

  /// The latency objectives alone, each with its three lines.
  public static List<JudgedObjective> latency(Objectives stated, Grounds grounds) {
    var judgement = new Judgement(grounds);
    stated.latency().forEach(limit -> judgement.latency(stated, limit));
    return List.copyOf(judgement.judged);
  }

  private void latency(Objectives stated, LatencyLimit limit) {
    List<JudgedObjective.Line> lines =
        new LatencyLines(grounds, stated.traffic().map(Objectives.Traffic::peak)).of(limit);
    judged.add(
        new JudgedObjective(
            "latency." + limit.at(),
            "latency " + limit.at(),
            "≤ " + Durations.exact(limit.limit()),
            LatencyLines.shown(lines),
            LatencyLines.together(lines),
            lines));
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
    judged.add(new JudgedObjective(name, title, stated, measured, verdict(ground), List.of()));
  }

  private static Verdict verdict(Ground<Verdict> ground) {
    return ground.found().orElseGet(() -> new Verdict.Inconclusive(ground.missing(), 0));
  }
}
