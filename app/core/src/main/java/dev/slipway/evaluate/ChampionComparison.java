// SPDX-License-Identifier: Apache-2.0
package dev.slipway.evaluate;

import dev.slipway.base.Interval;
import dev.slipway.base.Numbers;
import dev.slipway.base.Sha256;
import dev.slipway.base.Verdict;
import dev.slipway.base.Words;

/// Compares a candidate with the champion, the model in production, on the same rows. The verdict
/// is made here alone: commands, screens, pipelines, release notes and the checklist print it.
///
/// @param metric what both are judged by
/// @param rows how many rows both answered
/// @param delta how much better the candidate is: positive is better whatever the metric's
///   direction; its interval is that of the difference, since both models find the same rows hard
/// @param allowedRegression how much worse the candidate may be, 0 or more
/// @param verdict whether the candidate is shown to be not worse than that
/// @param incumbent hash of the champion
/// @param holdout hash of the rows
public record ChampionComparison(
    String metric,
    int rows,
    double candidate,
    double champion,
    Interval delta,
    double allowedRegression,
    Outcome outcome,
    Verdict verdict,
    Sha256 incumbent,
    Sha256 holdout) {

  /// What the interval of the difference allows to say.
  public enum Outcome {
    /// The whole interval is above zero.
    BETTER,
    /// The whole interval is within the allowed regression.
    NOT_WORSE,
    /// The whole interval is beyond the allowed regression.
    WORSE,
    /// The interval holds both, or must not decide.
    INCONCLUSIVE;

    /// `not worse`
    public String text() {
      return Words.of(this);
    }

    static Outcome of(Interval delta, double allowedRegression) {
      if (delta.low() > 0) {
        return BETTER;
      }
      if (delta.low() >= -allowedRegression) {
        return NOT_WORSE;
      }
      return delta.high() < -allowedRegression ? WORSE : INCONCLUSIVE;
    }
  }

  /// Both scores on the same rows.
  record Scores(Metric metric, int rows, double candidate, double champion) {}

  /// The two hashes that say what was compared with what.
  record Of(Sha256 incumbent, Sha256 holdout) {}

  /// @param allowed how much worse the candidate may be
  static ChampionComparison judged(Scores scores, PairedDifference found, double allowed, Of of) {
    Outcome outcome = outcome(found, allowed);
    String because = because(scores, found, allowed);
    Verdict verdict =
        switch (outcome) {
          case BETTER, NOT_WORSE -> new Verdict.Met(because);
          case WORSE -> new Verdict.NotMet(because);
          case INCONCLUSIVE -> open(because, more(scores, found, allowed), allowed);
        };
    return of(scores, found.delta(), allowed, outcome, verdict, of);
  }

  static Outcome outcome(PairedDifference found, double allowed) {
    return found.caution().isPresent() ? Outcome.INCONCLUSIVE : Outcome.of(found.delta(), allowed);
  }

  /// Of a candidate that is the champion: whatever the rows, there is no difference.
  static ChampionComparison ofTheSame(Scores scores, double allowed, Of of) {
    return of(
        scores,
        new Interval(0, 0, 0, Intervals.CONFIDENCE),
        allowed,
        Outcome.NOT_WORSE,
        new Verdict.Met("the champion is the same file"),
        of);
  }

  private static ChampionComparison of(
      Scores scores, Interval delta, double allowed, Outcome outcome, Verdict verdict, Of of) {
    return new ChampionComparison(
        scores.metric().text(),
        scores.rows(),
        scores.candidate(),
        scores.champion(),
        delta,
        allowed,
        outcome,
        verdict,
        of.incumbent(),
        of.holdout());
  }

  private static long more(Scores scores, PairedDifference found, double allowed) {
    return Math.max(
        found.moreNeeded(), Intervals.moreNeeded(found.delta(), scores.rows(), -allowed));
  }

  private static Verdict open(String because, long more, double allowed) {
    String remedy =
        allowed == 0 ? ", or say how much worse the model may be (--allowed-regression)" : "";
    return new Verdict.Inconclusive(because + "; " + Words.needed(more, "row") + remedy, more);
  }

  private static String because(Scores scores, PairedDifference found, double allowed) {
    String metric = scores.metric().text();
    double value = found.delta().value();
    return "%s %s, the champion's %s on the same %s; %s, %s; it may be %s worse%s"
        .formatted(
            metric,
            Numbers.score(scores.candidate()),
            Numbers.score(scores.champion()),
            Words.count(scores.rows(), "row"),
            value == 0
                ? "no difference"
                : Numbers.score(Math.abs(value)) + (value > 0 ? " better" : " worse"),
            Numbers.interval(found.delta()),
            allowed == 0 ? "nothing" : Numbers.digits(allowed, 4),
            found.caution().map(why -> "; " + why).orElse(""));
  }
}
