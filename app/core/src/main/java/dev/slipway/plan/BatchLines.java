// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Durations;
import dev.slipway.base.Interval;
import dev.slipway.base.Numbers;
import dev.slipway.base.Verdict;
import dev.slipway.base.Words;
import dev.slipway.cost.BatchEstimate;
import dev.slipway.cost.BatchFleet;
import dev.slipway.objective.Batch;
import dev.slipway.score.ScoreSpeed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Whether scoring in batch is done in time: one process on the machine that was measured, and as
/// many as are planned. Those that are planned decide.
final class BatchLines {

  static final String NAME = "batch";

  private static final String TITLE = "batch done in time";
  private static final String ALONE = "one process here";
  private static final String PLANNED = "as planned";

  private BatchLines() {}

  static JudgedObjective judged(Batch asked, Judgement.Ground<BatchEstimate> ground) {
    Optional<BatchEstimate> found =
        ground.found().filter(estimate -> estimate.asked().equals(asked));
    if (found.isEmpty()) {
      var open = new Verdict.Inconclusive(ground.missing(), 0);
      return new JudgedObjective(NAME, TITLE, asked.stated(), "", open, List.of());
    }
    BatchEstimate estimate = found.get();
    JudgedObjective.Line alone =
        line(ALONE, estimate.here(), estimate, conditions(estimate.speed(), ""));
    JudgedObjective.Line planned =
        line(
            PLANNED,
            estimate.planned(),
            estimate,
            conditions(
                estimate.speed(),
                "%s like this one, and %s until they run, which is assumed; "
                    .formatted(
                        Words.count(estimate.planned().workers(), "worker"),
                        Durations.span(BatchFleet.UNTIL_IT_RUNS))));
    return new JudgedObjective(
        NAME,
        TITLE,
        asked.stated(),
        planned.measured(),
        planned.verdict(),
        List.of(alone, planned));
  }

  private static String conditions(ScoreSpeed speed, String before) {
    return "%s%s rows/s in %s of %s rows, %s, %s"
        .formatted(
            before,
            Numbers.grouped(speed.rowsPerSecond()),
            Words.count(speed.pieces().size(), "piece"),
            Numbers.grouped(speed.rowsOfAPiece()),
            Words.count(speed.threads(), "thread"),
            speed.environment().cpu());
  }

  private static JudgedObjective.Line line(
      String place, BatchFleet fleet, BatchEstimate estimate, String conditions) {
    return new JudgedObjective.Line(
        place,
        fleet.seconds().map(BatchLines::shown).orElse(""),
        conditions,
        verdict(fleet, estimate));
  }

  private static String shown(Interval seconds) {
    return "%s (%s to %s)"
        .formatted(span(seconds.value()), span(seconds.low()), span(seconds.high()));
  }

  private static String span(double seconds) {
    return Durations.span(Duration.ofMillis(Math.round(1000 * seconds)));
  }

  private static Verdict verdict(BatchFleet fleet, BatchEstimate estimate) {
    ScoreSpeed speed = estimate.speed();
    Batch asked = estimate.asked();
    if (fleet.seconds().isEmpty()) {
      int pieces = speed.pieces().size();
      return new Verdict.Inconclusive(
          ("the run had %s, which is too few to tell how much pieces differ; score %d or more:"
                  + " files, or a Parquet file of 10 million rows")
              .formatted(Words.count(pieces, "piece"), ScoreSpeed.FEWEST),
          Math.max(1, ScoreSpeed.FEWEST - pieces));
    }
    Interval seconds = fleet.seconds().get();
    double within = asked.within().toSeconds();
    String because =
        "%s rows take %s, %s interval %s to %s; %s are allowed"
            .formatted(
                Numbers.count(asked.rows()),
                span(seconds.value()),
                Numbers.percent(seconds.confidence()),
                span(seconds.low()),
                span(seconds.high()),
                Durations.stated(asked.within()));
    if (seconds.high() <= within) {
      return new Verdict.Met(because);
    }
    if (speed.ofSmallPieces()) {
      return new Verdict.Inconclusive(
          because
              + "; but pieces of %s rows tell how long a start takes: score files as large as those"
                  .formatted(Numbers.grouped(speed.rowsOfAPiece()))
              + " of a run",
          0);
    }
    return seconds.low() > within
        ? new Verdict.NotMet(because)
        : open(because, fleet.settledBy(asked, speed), speed.pieces().size());
  }

  /// @param settled how many pieces would tell it
  private static Verdict open(String because, OptionalInt settled, int pieces) {
    if (settled.isEmpty()) {
      return new Verdict.Inconclusive(
          "%s; not even %s would settle it, so much do single ones differ"
              .formatted(because, Words.count(ScoreSpeed.MOST_PIECES, "piece")),
          0);
    }
    long more = Math.max(1, settled.getAsInt() - pieces);
    return new Verdict.Inconclusive(because + "; " + Words.needed(more, "piece"), more);
  }
}
