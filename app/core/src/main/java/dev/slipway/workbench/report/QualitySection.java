// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.base.Numbers;
import dev.slipway.base.Verdict;
import dev.slipway.base.Words;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.evaluate.Metric;
import dev.slipway.objective.Objectives.Quality;
import dev.slipway.workbench.report.Section.Row;
import dev.slipway.workbench.report.Section.Tone;
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
        .forEach(
            slice -> rows.add(slice(slice, quality.map(asked -> asked.judge(evaluation, slice)))));
    evaluation
        .unscored()
        .ifPresent(groups -> rows.detail("not scored", groups, "no " + evaluation.metric()));
    return rows.section(
        "Quality", evaluation.metric() + " on " + Words.count(evaluation.rows(), "holdout row"));
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

  private static Row slice(Evaluation.Slice slice, Optional<Verdict> verdict) {
    String sure = Words.count(slice.rows(), "row") + ", " + slice.interval();
    return new Row(
        slice.name(),
        Numbers.score(slice.score().value()),
        verdict.map(Tone::of).orElse(Tone.PLAIN),
        sure + verdict.map(QualitySection::said).orElse(""),
        true);
  }

  private static String said(Verdict verdict) {
    return ": "
        + verdict.word()
        + (verdict instanceof Verdict.Inconclusive open && open.moreNeeded() > 0
            ? ", " + Words.needed(open.moreNeeded(), "row")
            : "");
  }
}
