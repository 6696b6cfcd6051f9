// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.data.sql.AnswerBlock;
import dev.slipway.data.sql.RowBlock;
import dev.slipway.data.sql.RowFunction;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Asks the model about the first rows, each alone, until it answers one; and all of them alone and
/// together. Nothing is answered.
public final class FirstRows implements RowFunction {

  /// Rows in which one is looked for that the model answers, and that are asked alone and together.
  public static final int MOST = AnswerBlock.MOST_ROWS;

  private final Predictor predictor;
  private final List<Slot> slots;
  private final List<String> labels;
  private final AtomicReference<Answered> answered =
      new AtomicReference<>(new Answered(List.of(), List.of()));
  private final AtomicInteger together = new AtomicInteger(Together.MOST);
  private final AtomicReference<String> reason = new AtomicReference<>("");

  /// @param labels class names; may be empty
  public FirstRows(Predictor predictor, List<Slot> slots, List<String> labels) {
    this.predictor = predictor;
    this.slots = List.copyOf(slots);
    this.labels = List.copyOf(labels);
  }

  @Override
  public void answer(RowBlock rows, AnswerBlock unread) throws ProblemException {
    for (int row = 0; row < rows.rows() && answered.get().values().isEmpty(); row++) {
      var refusals = new AnswerBlock(List.of());
      try (Batch one = new Batch(predictor, slots, 1)) {
        one.fill(rows, new int[] {row}, refusals);
        if (refusals.isRefused(row)) {
          reason.compareAndSet("", refusals.because(row));
        } else {
          answered.set(Answered.of(one.run(), labels));
        }
      } catch (InferenceException failure) {
        reason.compareAndSet("", "the model fails on it: " + failure.reason());
      }
    }
    together.accumulateAndGet(Together.of(predictor, slots, rows), Math::min);
  }

  /// What the rows showed; without answers where there was no row.
  ///
  /// @param file that they are of
  /// @throws ProblemException when the model answers none of them
  public RowScoring found(String file) throws ProblemException {
    if (answered.get().values().isEmpty() && !reason.get().isEmpty()) {
      throw Problem.input(
              "score.no-row-answered",
              "The model answers none of the first rows of " + file,
              "Of the first one: " + reason.get() + ".",
              "Correct the values, or encode the columns as they were encoded for training; slipway"
                  + " inspect shows what the model takes.")
          .asException();
    }
    return new RowScoring(slots, answered.get(), together.get());
  }
}
