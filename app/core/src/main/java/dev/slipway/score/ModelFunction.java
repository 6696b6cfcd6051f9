// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.data.sql.AnswerBlock;
import dev.slipway.data.sql.RowBlock;
import dev.slipway.data.sql.RowFunction;
import dev.slipway.serving.drift.DriftBaseline;
import dev.slipway.serving.drift.DriftCounters;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/// The model as a function of rows. Rows go through it together as far as that was seen to give the
/// same bits as each alone; one that fails in company is asked alone, so that it alone is refused.
public final class ModelFunction implements RowFunction, AutoCloseable {

  /// Rows of each block that are asked alone too: libraries work with other code on what is left
  /// over of a vector, which shows in one row of many.
  private static final int COMPARED = 4;

  /// Counts what the model is given and what it answers, of rows that it answers.
  ///
  /// @param all whether of all of them, or of those among the first of each block
  public record Drift(DriftBaseline baseline, boolean all) {

    /// Of so many rows all are counted.
    private static final long ALL_COUNTED = 100_000;

    /// @param rows that will be read; none where the file does not say, as those that are read
    ///   slower than they are counted
    public static Drift of(DriftBaseline baseline, OptionalLong rows) {
      return new Drift(baseline, isOfAll(rows.orElse(0)));
    }

    /// Whether of so many rows all are counted.
    public static boolean isOfAll(long rows) {
      return rows <= ALL_COUNTED;
    }
  }

  private final Predictor predictor;
  private final List<Slot> slots;
  private final Answered answered;
  private final int together;
  private final Drift drift;
  private volatile DriftCounters counters;
  private final Queue<Hand> free = new ConcurrentLinkedQueue<>();
  private volatile boolean differing;

  /// What one thread works with.
  ///
  /// @param again answers of rows that are asked a second time
  private record Hand(Batch batch, AnswerBlock again) {}

  /// @param together rows that go through the model at a time
  ModelFunction(
      Predictor predictor, List<Slot> slots, Answered answered, int together, Drift drift) {
    this.predictor = predictor;
    this.slots = slots;
    this.answered = answered;
    this.together = together;
    this.drift = drift;
    this.counters = new DriftCounters(drift.baseline());
  }

  @Override
  public void begin() {
    counters = new DriftCounters(drift.baseline());
  }

  /// What was counted, by feature: its bins, and last its missing values.
  public SortedMap<String, List<Long>> drift() {
    SortedMap<String, List<Long>> counts = new TreeMap<>();
    for (DriftCounters.Count count : counters.counts()) {
      counts.computeIfAbsent(count.feature(), feature -> new ArrayList<>()).add(count.observed());
    }
    return counts;
  }

  /// Whether rows together were seen to answer other bits than alone, which ended the copy.
  public boolean isDiffering() {
    return differing;
  }

  @Override
  public void answer(RowBlock rows, AnswerBlock answers) {
    Hand polled = free.poll();
    Hand hand =
        polled == null
            ? new Hand(new Batch(predictor, slots, together), new AnswerBlock(answered.columns()))
            : polled;
    Batch batch = hand.batch();
    for (int from = 0; from < rows.rows(); from += together) {
      int[] places = IntStream.range(from, Math.min(from + together, rows.rows())).toArray();
      batch.fill(rows, places, answers);
      if (!isAnswered(batch, places, answers)) {
        for (int place : places) {
          alone(rows, place, answers, true);
        }
      } else if (from == 0 && together > 1) {
        compare(rows, answers, hand.again(), Math.min(COMPARED, places.length));
      }
    }
    free.add(hand);
  }

  private boolean isAnswered(Batch batch, int[] places, AnswerBlock answers) {
    try {
      Map<String, Tensor> answer = batch.run();
      if (!answered.isOf(answer, together)) {
        return false;
      }
      answered.write(answer, together, places, answers);
      count(places, answers, batch.inputs(), answer);
      return true;
    } catch (InferenceException failure) {
      return false;
    }
  }

  /// Counts rows that stand together, so that they are looked at once.
  ///
  /// @param places of the first rows of the tensors within the block
  private void count(
      int[] places, AnswerBlock answers, Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
    int from = 0;
    for (int end = 0; end <= places.length; end++) {
      if (end == places.length || !isCounted(places[end], answers)) {
        if (from < end) {
          counters.observe(some(inputs, from, end - from), some(outputs, from, end - from));
        }
        from = end + 1;
      }
    }
  }

  private boolean isCounted(int place, AnswerBlock answers) {
    return !answers.isRefused(place) && (drift.all() || place < Together.MOST);
  }

  private static Map<String, Tensor> some(Map<String, Tensor> tensors, int from, int rows) {
    Map<String, Tensor> some = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> some.put(name, tensor.rank() == 0 ? tensor : tensor.rows(from, rows)));
    return some;
  }

  private void alone(RowBlock rows, int place, AnswerBlock answers, boolean counted) {
    if (answers.isRefused(place)) {
      return;
    }
    int[] one = {place};
    try (Batch batch = new Batch(predictor, slots, 1)) {
      batch.fill(rows, one, answers);
      Map<String, Tensor> answer = batch.run();
      if (answered.isOf(answer, 1)) {
        answered.write(answer, 1, one, answers);
        if (counted) {
          count(one, answers, batch.inputs(), answer);
        }
      } else {
        answers.refuse(place, "the model answers with another number of values");
      }
    } catch (InferenceException failure) {
      answers.refuse(place, "the model fails on it: " + failure.reason());
    }
  }

  private void compare(RowBlock rows, AnswerBlock answers, AnswerBlock again, int count) {
    for (int row = 0; row < count; row++) {
      if (!answers.isRefused(row)) {
        alone(rows, row, again, false);
        if (!answered.isSame(answers, again, row)) {
          differing = true;
          throw new IllegalStateException("rows together answer other bits than alone");
        }
      }
    }
  }

  @Override
  public void close() {
    free.forEach(hand -> hand.batch().close());
  }
}
