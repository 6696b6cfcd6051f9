// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Bytes;
import dev.slipway.base.Numbers;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import dev.slipway.data.sql.AnswerColumn;
import dev.slipway.data.sql.Limits;
import dev.slipway.model.Signature;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.List;

/// How the process that scores shares its memory out.
///
/// @param heap for blocks of rows and answers, which each thread has
/// @param engine what is left for the data engine
public record ScoringMemory(Bytes heap, Limits engine) {

  private static final Bytes LEAST_HEAP = Bytes.mebibytes(512);

  /// Of the heap, beside blocks.
  private static final Bytes RUNTIME = Bytes.mebibytes(256);

  /// Code, threads and the runtime's own, beside heap, weights and the data engine.
  private static final Bytes BESIDE = Bytes.mebibytes(384);

  private static final Bytes LEAST_ENGINE = Bytes.mebibytes(256);

  /// Weights in the layout of the kernels, and as they were read.
  public static final int TIMES_THE_WEIGHTS = 2;

  /// Rows of a block of answers, of which a thread has two.
  private static final int BLOCK = 2_048;

  /// A text with what holds it.
  private static final int TEXT = 64;

  /// @throws ProblemException when the memory does not suffice
  static ScoringMemory of(ScoreOrder order, List<Slot> slots) throws ProblemException {
    Limits limits = order.terms().limits();
    long inputs = slots.stream().mapToLong(ScoringMemory::inputs).sum() + laid(slots);
    long answers = answers(order.model().signature());
    Bytes heap = heap(limits.threads(), inputs, answers);
    long others =
        heap.count() + BESIDE.count() + TIMES_THE_WEIGHTS * order.model().weights().count();
    long left = limits.memory().count() - others;
    if (left < LEAST_ENGINE.count()) {
      String fewer = heap.equals(LEAST_HEAP) ? "" : ", or fewer --threads than " + limits.threads();
      throw Problem.input(
              "score.memory-too-small",
              "Scoring does not fit into " + limits.memory(),
              "The model and what runs it take %s, and the data engine %s at least."
                  .formatted(new Bytes(others), LEAST_ENGINE),
              "Give --memory %dMB or more%s."
                  .formatted(Math.ceilDiv(others + LEAST_ENGINE.count(), 1_000_000), fewer))
          .asException();
    }
    return new ScoringMemory(heap, new Limits(limits.threads(), new Bytes(left), limits.disk()));
  }

  /// The least memory altogether that it starts with.
  ///
  /// @param allowed what was shared out
  Bytes least(Bytes allowed) {
    return new Bytes(allowed.count() - engine.memory().count() + LEAST_ENGINE.count());
  }

  private static long inputs(Slot slot) {
    return (long) size(slot.type()) * slot.columns().size();
  }

  /// Numbers of single precision are laid beside the input that they go to, one input after the
  /// other.
  private static long laid(List<Slot> slots) {
    return slots.stream()
        .filter(slot -> slot.type() == DataType.FP32)
        .mapToLong(ScoringMemory::inputs)
        .max()
        .orElse(0);
  }

  /// Each thread holds a batch of inputs and two blocks of answers; before, the answers to the
  /// first rows are held once more.
  ///
  /// @param inputs bytes of a row
  /// @param answers bytes of a row
  static Bytes heap(int threads, long inputs, long answers) {
    long blocks = (2L * threads + 1) * BLOCK * answers + (long) threads * Together.MOST * inputs;
    return new Bytes(Math.max(LEAST_HEAP.count(), RUNTIME.count() + blocks));
  }

  /// Two blocks of answers, which whatever scores on one thread holds.
  ///
  /// @param answers bytes of a row
  public static Bytes blocks(long answers) {
    return new Bytes(2L * BLOCK * answers);
  }

  /// Bytes of the answers to a row, as a model declares them.
  public static long answers(Signature model) {
    return model.outputs().stream().mapToLong(ScoringMemory::answers).sum();
  }

  /// Of an output as the model declares it; a free axis is as good as none. The number of a class
  /// has its name beside it.
  private static long answers(TensorSpec output) {
    long values =
        output.shape().stream()
            .mapToLong(axis -> axis instanceof Dimension.Fixed(long size) ? size : 1)
            .reduce(1, Math::multiplyExact);
    return size(output.datatype()) * values + (output.datatype() == DataType.INT64 ? TEXT : 0);
  }

  private static int size(DataType type) {
    return switch (type) {
      case FP32, FP16, BF16 -> Float.BYTES;
      case BYTES -> TEXT;
      default -> Long.BYTES;
    };
  }

  /// @param answers that rows were seen to have, which the model may leave open
  /// @throws ProblemException when the heap does not hold them
  void refuseTooWide(List<AnswerColumn> answers) throws ProblemException {
    long row =
        answers.stream()
            .mapToLong(answer ->
                switch (answer.type()) {
                  case FLOAT -> Float.BYTES;
                  case TEXT -> TEXT;
                  default -> Long.BYTES;
                })
            .sum();
    Bytes needed = heap(engine.threads(), 0, row);
    if (needed.compareTo(heap) > 0) {
      throw Problem.input(
              "score.answers-too-wide",
              Numbers.count(answers.size()) + " answers to a row do not fit the memory",
              "On %s they take %s of the %s that the model's outputs let expect: an axis of them is"
                      .formatted(Words.count(engine.threads(), "thread"), needed, heap)
                  + " left open.",
              "Give fewer --threads, or export the model with outputs of a fixed width.")
          .asException();
    }
  }
}
