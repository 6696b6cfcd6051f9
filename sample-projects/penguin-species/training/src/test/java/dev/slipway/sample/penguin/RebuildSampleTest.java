// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.penguin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RebuildSampleTest {

  /// A number with a decimal point: a measurement or a probability, never a shape or an index.
  private static final Pattern DECIMAL = Pattern.compile("\\d+\\.\\d+(E-?\\d+)?");

  @TempDir private Path rebuilt;
  private List<String> measured = List.of();

  @BeforeEach
  void rebuild() throws Exception {
    measured = RebuildSample.rebuild(Committed.RAW, rebuilt);
  }

  @Test
  void splitGivesTheCommittedBytes() throws Exception {
    assertEquals(
        Files.readString(Committed.PROJECT.resolve("data/train.csv")),
        Files.readString(rebuilt.resolve("data/train.csv")));
    assertEquals(
        Files.readString(Committed.PROJECT.resolve("data/holdout.csv")),
        Files.readString(rebuilt.resolve("data/holdout.csv")));
  }

  @Test
  void trainingGivesTheCommittedBytes() throws Exception {
    assertArrayEquals(
        Files.readAllBytes(Committed.MODEL), Files.readAllBytes(rebuilt.resolve("model.onnx")));
  }

  /// Not by bytes: ONNX Runtime picks its kernels by the CPU, and the last digit may differ.
  @Test
  void goldenCasesAreTheCommittedOnesToTheSixthDecimal() throws Exception {
    String expected = Files.readString(Committed.GOLDEN);
    String actual = Files.readString(rebuilt.resolve("golden.json"));

    assertEquals(
        DECIMAL.matcher(expected).replaceAll("number"),
        DECIMAL.matcher(actual).replaceAll("number"));
    assertArrayEquals(decimals(expected), decimals(actual), 1e-6);
  }

  @Test
  void readmeStatesWhatWasMeasured() throws Exception {
    List<String> readme = Files.readAllLines(Committed.PROJECT.resolve("README.md"));

    assertEquals(measured, readme.stream().filter(measured::contains).toList());
  }

  private static double[] decimals(String text) {
    return DECIMAL
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .mapToDouble(Double::parseDouble)
        .toArray();
  }
}
