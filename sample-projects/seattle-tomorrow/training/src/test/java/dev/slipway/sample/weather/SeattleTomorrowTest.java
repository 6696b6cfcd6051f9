// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.weather;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// About the committed files of the sample project.
final class SeattleTomorrowTest {

  private static final Path PROJECT = Path.of("..");
  private static final Path RAW = PROJECT.resolve("data/seattle-weather.csv");
  private static final Path MODEL = PROJECT.resolve("model.onnx");
  private static final Path GOLDEN = PROJECT.resolve("golden.json");

  /// A number with a decimal point: a measurement or a forecast, never a shape.
  private static final Pattern DECIMAL = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");

  @TempDir private Path rebuilt;

  @Test
  void rebuildingGivesTheCommittedSplitAndModel() throws Exception {
    RebuildSample.rebuild(RAW, rebuilt);

    for (String file : List.of("data/train.csv", "data/holdout.csv", "model.onnx")) {
      assertArrayEquals(
          Files.readAllBytes(PROJECT.resolve(file)),
          Files.readAllBytes(rebuilt.resolve(file)),
          file);
    }
  }

  /// Not by bytes: ONNX Runtime picks its kernels by the CPU, and the last digit may differ.
  @Test
  void rebuildingGivesTheCommittedGoldenCases() throws Exception {
    RebuildSample.rebuild(RAW, rebuilt);
    String expected = Files.readString(GOLDEN);
    String actual = Files.readString(rebuilt.resolve("golden.json"));

    assertEquals(
        DECIMAL.matcher(expected).replaceAll("number"),
        DECIMAL.matcher(actual).replaceAll("number"));
    assertArrayEquals(decimals(expected), decimals(actual), 1e-5);
  }

  @Test
  void goldenCasesReadTheSameWhereDigitsAreNotAscii() throws Exception {
    List<Day> holdout = Split.of(WeatherTable.read(RAW)).holdout();
    Locale before = Locale.getDefault();
    try (var model = new OnnxModel(Files.readAllBytes(MODEL))) {
      String here = new GoldenCases(model).json(holdout);
      Locale.setDefault(Locale.of("ar", "EG"));

      assertEquals(here, new GoldenCases(model).json(holdout));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void readmeStatesWhatWasMeasured() throws Exception {
    List<String> measured = RebuildSample.rebuild(RAW, rebuilt);
    List<String> readme = Files.readAllLines(PROJECT.resolve("README.md"));

    assertEquals(measured, readme.stream().filter(measured::contains).toList());
  }

  @Test
  void splitsByTimeWithoutSharingADay() throws Exception {
    Split split = Split.of(WeatherTable.read(RAW));

    assertEquals(1095, split.train().size());
    assertEquals(LocalDate.of(2012, 1, 1), split.train().getFirst().date());
    assertEquals(LocalDate.of(2014, 12, 30), split.train().getLast().date());
    assertEquals(364, split.holdout().size());
    assertEquals(LocalDate.of(2015, 1, 1), split.holdout().getFirst().date());
    assertEquals(LocalDate.of(2015, 12, 30), split.holdout().getLast().date());
  }

  @Test
  void refusesARawFileInWhichADayIsMissing() throws Exception {
    List<String> lines = Files.readAllLines(RAW);
    Path broken = rebuilt.resolve("broken.csv");
    Files.write(broken, List.of(lines.get(0), lines.get(1), lines.get(3)));

    var refusal = assertThrows(IllegalArgumentException.class, () -> WeatherTable.read(broken));

    assertEquals("A day is missing after 2012-01-01", refusal.getMessage());
  }

  @Test
  void modelAnswersAsTribuoDoesForEveryDay() throws Exception {
    List<Day> days = WeatherTable.read(RAW);
    ForecastModel tribuo = ForecastModel.train(Split.of(days).train());

    try (var onnx = new OnnxModel(Files.readAllBytes(MODEL))) {
      assertEquals(1460, days.size());
      assertArrayEquals(
          days.stream().mapToDouble(tribuo::forecast).toArray(),
          onnx.forecasts(days).stream().mapToDouble(Float::doubleValue).toArray(),
          1e-5);
    }
  }

  @Test
  void modelCarriesItsColumnsAndOriginAndNothingOfTheMachine() throws Exception {
    byte[] bytes = Files.readAllBytes(MODEL);

    Map<String, String> metadata =
        ModelProto.parseFrom(bytes).getMetadataPropsList().stream()
            .collect(
                Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));

    assertEquals(
        Map.of(
            "slipway.features",
            "[\"temp_max\",\"temp_min\",\"precipitation\",\"wind\",\"day_of_year\"]",
            "trainer",
            "LinearSGDTrainer(objective=SquaredLoss,"
                + " optimiser=AdaGrad(initialLearningRate=0.1, epsilon=1.0E-6),"
                + " epochs=100, minibatchSize=1, seed=1)",
            "tribuo.version",
            "4.3.2",
            "training.data.sha256",
            RebuildSample.sha256(Files.readAllBytes(PROJECT.resolve("data/train.csv")))),
        metadata);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (String trace : List.of("java-version", "os-name", "trained-at", "PROVENANCE", "/home")) {
      assertFalse(text.contains(trace), trace);
    }
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
