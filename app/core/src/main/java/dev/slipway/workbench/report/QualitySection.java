// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.base.Finding;
import dev.slipway.base.Numbers;
import dev.slipway.base.Verdict;
import dev.slipway.base.Words;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.evaluate.Metric;
import dev.slipway.evaluate.QualityGate;
import dev.slipway.objective.Objectives.Quality;
import dev.slipway.workbench.report.Section.Row;
import dev.slipway.workbench.report.Section.Tone;
import java.util.List;
import java.util.Optional;

/// How well the model answers rows that it has not seen: the judged metric, what guessing would
/// score, the other metrics, the groups.
public final class QualitySection {

  private QualitySection() {}

  /// @param quality what the judged metric must reach, where the project says so; each group is
  ///   held to it
  public static Section of(Evaluation evaluation, Optional<Quality> quality) {
    var rows = new Rows();
    rows.fact(
        evaluation.metric(),
        Numbers.score(evaluation.score().value()),
        evaluation.interval()
            + (evaluation.higherIsBetter() ? ", higher is better" : ", lower is better"));
    rows.add(baseline(evaluation));
    metrics(evaluation).rows().stream()
        .filter(metric -> !metric.name().equals(evaluation.metric()))
        .forEach(rows::add);
    evaluation
        .slices()
        .forEach(slice ->
            rows.add(slice(slice, quality.map(asked -> judged(evaluation, slice, asked)))));
    evaluation
        .unscored()
        .ifPresent(groups -> rows.detail("not scored", groups, "no " + evaluation.metric()));
    return rows.section(
            "Quality", evaluation.metric() + " on " + Words.count(evaluation.rows(), "holdout row"))
        .finding(doubts(evaluation));
  }

  /// Why the classes may not be what they are called.
  public static List<Finding> doubts(Evaluation evaluation) {
    return evaluation.doubts().stream()
        .<Finding>map(doubt -> new Finding.Failed("The classes are what they are called", doubt))
        .toList();
  }

  /// Every metric of these rows, the judged one among them.
  public static Section metrics(Evaluation evaluation) {
    var rows = new Rows();
    evaluation.metrics().forEach((name, value) -> rows.detail(name, Numbers.score(value)));
    return rows.section("Metrics", "on the same rows");
  }

  private static Row baseline(Evaluation evaluation) {
    double uplift = evaluation.uplift();
    boolean better = uplift > 0;
    return new Row(
        "baseline",
        Numbers.score(evaluation.baseline()),
        better ? Tone.GOOD : Tone.BAD,
        guess(evaluation)
            + (uplift == 0
                ? "; the model scores the same"
                : "; the model is "
                    + Numbers.score(Math.abs(uplift))
                    + (better ? " better" : " worse")),
        false);
  }

  /// What the baseline answers without a look at the row.
  private static String guess(Evaluation evaluation) {
    if (evaluation.confusion().isEmpty()) {
      return "always the mean";
    }
    return Metric.of(evaluation.metric()).filter(Metric::needsProbabilities).isPresent()
        ? "always the classes' shares"
        : "always the most frequent class";
  }

  /// A verdict, and what it says beside the group's score.
  private record Judged(Verdict verdict, String said) {}

  private static Judged judged(Evaluation evaluation, Evaluation.Slice slice, Quality asked) {
    Verdict verdict = asked.judge(evaluation, slice);
    String needed =
        verdict instanceof Verdict.Inconclusive open && open.moreNeeded() > 0
            ? ", "
                + QualityGate.needed(
                    evaluation, Optional.of(slice), asked.floor(), open.moreNeeded())
            : "";
    return new Judged(verdict, ": " + verdict.word() + needed);
  }

  private static Row slice(Evaluation.Slice slice, Optional<Judged> judged) {
    String sure = Words.count(slice.rows(), "row") + ", " + slice.interval();
    return new Row(
        slice.name(),
        Numbers.score(slice.score().value()),
        judged.map(Judged::verdict).map(Tone::of).orElse(Tone.PLAIN),
        sure + judged.map(Judged::said).orElse(""),
        true);
  }
}
