// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.bundle.release.ReleaseNote.Level;
import dev.slipway.bundle.release.ReleaseNote.Notice;
import dev.slipway.model.Signature;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Which changes of a model's signature break its callers.
final class SignatureComparisonTest {

  static TensorSpec tensor(String name, DataType type, long... sizes) {
    return new TensorSpec(
        name,
        type,
        java.util.stream.LongStream.of(sizes)
            .<Dimension>mapToObj(
                n -> n < 0 ? new Dimension.Dynamic("batch") : new Dimension.Fixed(n))
            .toList());
  }

  private static Map<String, Level> judged(
      List<TensorSpec> before, List<TensorSpec> after, boolean inputs) {
    Signature a = inputs ? new Signature(before, List.of()) : new Signature(List.of(), before);
    Signature b = inputs ? new Signature(after, List.of()) : new Signature(List.of(), after);
    return SignatureComparison.between(Optional.of(a), Optional.of(b)).notices().stream()
        .collect(Collectors.toMap(Notice::subject, Notice::level));
  }

  @Test
  void anInputMustTakeWhatItTook() {
    assertEquals(
        Map.of(
            "input gone", Level.BREAKING,
            "input new", Level.BREAKING,
            "input type", Level.BREAKING,
            "input rank", Level.BREAKING,
            "input wider", Level.NEUTRAL,
            "input fixed", Level.BREAKING,
            "input columns", Level.BREAKING),
        judged(
            List.of(
                tensor("gone", DataType.FP32, -1),
                tensor("type", DataType.FP32, -1),
                tensor("rank", DataType.FP32, -1),
                tensor("wider", DataType.FP32, 8, 4),
                tensor("fixed", DataType.FP32, -1, 4),
                tensor("columns", DataType.FP32, -1, 11),
                tensor("same", DataType.FP32, -1, 4)),
            List.of(
                tensor("type", DataType.FP64, -1),
                tensor("rank", DataType.FP32, -1, 1),
                tensor("wider", DataType.FP32, -1, 4),
                tensor("fixed", DataType.FP32, 8, 4),
                tensor("columns", DataType.FP32, -1, 12),
                tensor("same", DataType.FP32, -1, 4),
                tensor("new", DataType.FP32, -1)),
            true));
  }

  @Test
  void anOutputMustGiveWhatItGave() {
    assertEquals(
        Map.of(
            "output gone", Level.BREAKING,
            "output new", Level.NEUTRAL,
            "output type", Level.BREAKING,
            "output open", Level.BREAKING,
            "output narrower", Level.NEUTRAL),
        judged(
            List.of(
                tensor("gone", DataType.FP32, -1),
                tensor("type", DataType.FP32, -1),
                tensor("open", DataType.FP32, -1, 3),
                tensor("narrower", DataType.FP32, -1, -1)),
            List.of(
                tensor("type", DataType.INT64, -1),
                tensor("open", DataType.FP32, -1, -1),
                tensor("narrower", DataType.FP32, -1, 3),
                tensor("new", DataType.FP32, -1)),
            false));
  }
}
