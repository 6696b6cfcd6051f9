// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.data.sql.AnswerColumn;
import dev.slipway.data.sql.Limits;
import dev.slipway.model.FeatureMap;
import dev.slipway.model.Signature;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Wide answers and many threads take memory, which is given or asked for beforehand.
final class ScoringMemoryTest {

  private static final Bytes WEIGHTS = Bytes.mebibytes(10);
  private static final List<Slot> SLOTS =
      List.of(new Slot("x", DataType.FP32, 2, true, List.of("a", "b")));

  private static final Dimension ROWS = new Dimension.Dynamic("rows");

  private static ScoreOrder order(int threads, Bytes memory, Dimension width) {
    return new ScoreOrder(
        new ScoreOrder.Model(
            Path.of("model.onnx"),
            Sha256.of(new byte[0]),
            new Signature(
                List.of(),
                List.of(
                    new TensorSpec("label", DataType.INT64, List.of(ROWS)),
                    new TensorSpec("p", DataType.FP32, List.of(ROWS, width)))),
            new FeatureMap(List.of(), List.of(), List.of(), List.of()),
            WEIGHTS),
        new ScoreOrder.Data(List.of("in"), Map.of(), Optional.empty()),
        new ScoreOrder.Terms(Optional.empty(), 0, new Limits(threads, memory), Optional.empty()),
        Path.of("out"),
        Share.ALL);
  }

  @Test
  void fewAnswersTakeTheLeastAndLeaveTheRestToTheEngine() throws Exception {
    assertEquals(
        new ScoringMemory(Bytes.mebibytes(512), new Limits(16, Bytes.mebibytes(4096 - 916))),
        ScoringMemory.of(order(16, Bytes.mebibytes(4096), new Dimension.Fixed(3)), SLOTS));
  }

  @Test
  void wideAnswersOfManyThreadsTakeMore() throws Exception {
    // 2 · 16 + 1 blocks of 2,048 rows of 4,000 bytes, a class and its name, and 16 batches of 256
    // rows of 8 that are laid beside as many
    long blocks = 33L * 2048 * (4000 + 8 + 64) + 16 * 256 * (8 + 8);

    ScoringMemory memory =
        ScoringMemory.of(order(16, Bytes.mebibytes(4096), new Dimension.Fixed(1000)), SLOTS);

    assertEquals(new Bytes(Bytes.mebibytes(256).count() + blocks), memory.heap());
    memory.refuseTooWide(
        Stream.concat(
                answers(1000).stream(),
                Stream.of(
                    new AnswerColumn("label", AnswerColumn.Type.LONG),
                    new AnswerColumn("label.class", AnswerColumn.Type.TEXT)))
            .toList());
  }

  @Test
  void whatDoesNotFitIsRefusedBeforehand() {
    Problem small =
        assertThrows(
                ProblemException.class,
                () ->
                    ScoringMemory.of(
                        order(16, Bytes.mebibytes(2048), new Dimension.Fixed(10_000)), SLOTS))
            .problem();

    assertEquals("score.memory-too-small", small.code().id());
    assertEquals("Give --memory 3669MB or more, or fewer --threads than 16.", small.remedy());
  }

  @Test
  void answersThatTheModelLeftOpenAreRefusedOnceTheyAreSeen() throws Exception {
    ScoringMemory memory =
        ScoringMemory.of(order(16, Bytes.mebibytes(4096), new Dimension.Dynamic("any")), SLOTS);

    memory.refuseTooWide(answers(900));
    Problem wide =
        assertThrows(ProblemException.class, () -> memory.refuseTooWide(answers(9_000))).problem();

    assertEquals("score.answers-too-wide", wide.code().id());
    assertEquals("9,000 answers to a row do not fit the memory", wide.what());
  }

  private static List<AnswerColumn> answers(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new AnswerColumn("p" + i, AnswerColumn.Type.FLOAT))
        .toList();
  }
}
