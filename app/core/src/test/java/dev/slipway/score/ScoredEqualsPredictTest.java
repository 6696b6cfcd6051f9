// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.data.sql.AnswerColumn;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.inspect.Inspection;
import dev.slipway.inspect.Inspector;
import dev.slipway.model.ModelIntake;
import dev.slipway.request.ModelInputs;
import dev.slipway.request.Predictions;
import dev.slipway.request.Table;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `score` answers is what `predict` answers to the same file, bit by bit and name by name.
final class ScoredEqualsPredictTest {

  private static final Path SAMPLES =
      Path.of(System.getProperty("slipway.root"), "sample-projects");

  private static final String MIXED =
      """
      id,price,rooms,garden,town
      1,0.1,3,true,Bonn
      2,,4,false,
      3,NA,-2,1,NA
      4,-0.0,0,0,Köln
      5,1e-40,7,True,"a, b"
      6,3.4028235e38,9007199254740993,FALSE, x\s
      7,123456.789012345,12.0,true,1.10
      8,true,5,false,None
      """;

  @TempDir Path folder;

  @Test
  void gapsCategoriesTruthsAndWholeNumbersOfACsv() throws Exception {
    Path csv = Files.writeString(folder.resolve("mixed.csv"), MIXED);

    isSame(ScoredModels.mixed(folder.resolve("mixed.onnx")), csv, 8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "json"})
  void gapsCategoriesTruthsAndWholeNumbersOfTypedFiles(String format) throws Exception {
    String query =
        "SELECT i AS id, CASE WHEN i % 7 = 0 THEN NULL ELSE CAST(sin(i) * pow(10, i % 20 - 10) AS"
            + " FLOAT) END AS price, i % 5 - 2 AS rooms, i % 3 = 0 AS garden, CASE WHEN i % 4 = 0"
            + " THEN NULL ELSE 'town ' || (i % 11) END AS town FROM range(2500) t(i)";
    Path file =
        format.equals("json")
            ? Scoring.jsonLines(folder.resolve("mixed.json"), query)
            : Scoring.parquet(folder.resolve("mixed.parquet"), query);

    isSame(ScoredModels.mixed(folder.resolve("mixed.onnx")), file, 2500);
  }

  /// Each stored type into single and into double precision, and those of whole numbers into INT32.
  @Test
  void everyTypeOfNumber() throws Exception {
    List<String> columns = new ArrayList<>();
    List<Integer> types = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (String stored :
        List.of(
            "TINYINT",
            "BIGINT",
            "UBIGINT",
            "HUGEINT",
            "DECIMAL(18, 9)",
            "DECIMAL(38, 20)",
            "FLOAT",
            "DOUBLE")) {
      for (int type : List.of(ScoredModels.FLOAT, ScoredModels.DOUBLE, ScoredModels.INT32)) {
        boolean whole = type == ScoredModels.INT32;
        String column = "n" + columns.size();
        columns.add(column);
        types.add(type);
        values.add(
            (whole ? "CAST(CAST(x AS INTEGER) AS %s) AS %s" : "CAST(NULLIF(x, 3) AS %s) AS %s")
                .formatted(stored, column));
      }
    }
    Path file =
        Scoring.parquet(
            folder.resolve("numbers.parquet"),
            "SELECT "
                + String.join(", ", values)
                + " FROM (SELECT CASE WHEN i = 9 THEN 3 ELSE abs(sin(i)) * 100 END AS x FROM"
                + " range(2500) t(i))");

    isSame(ScoredModels.same(folder.resolve("same.onnx"), columns, types), file, 2500);
  }

  /// As the model takes them, so that they are laid many at a time.
  @Test
  void numbersOfSinglePrecisionBesideEachOther() throws Exception {
    Path file =
        Scoring.parquet(
            folder.resolve("singles.parquet"),
            "SELECT CASE WHEN i % 7 = 0 THEN NULL WHEN i % 11 = 0 THEN CAST('nan' AS FLOAT) ELSE"
                + " CAST(sin(i) AS FLOAT) END AS a, CAST(9 * cos(i) AS FLOAT) AS b FROM"
                + " range(2500) t(i)");

    isSame(ScoredModels.pair(folder.resolve("pair.onnx")), file, 2500);
  }

  @Test
  void numbersOfACsvAreReadAsPredictReadsThem() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("numbers.csv"),
            """
            a,b
            0.1,1.
            +.5e3,-0
             7 ,1e-320
            NaN,0.30000000000000004
            3e38,123456789012345678
            """);

    isSame(ScoredModels.pair(folder.resolve("pair.onnx")), file, 5);
  }

  @Test
  void columnsThatTheModelDoesNotNameAreTakenInTheirOrder() throws Exception {
    Path file = Files.writeString(folder.resolve("two.csv"), "y,x\n1,2\n3,4\n");

    isSame(ScoredModels.pair(folder.resolve("pair.onnx"), "[]"), file, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"penguin-species", "seattle-tomorrow"})
  void theHoldoutOfASample(String name) throws Exception {
    Path data = SAMPLES.resolve(name).resolve("data/holdout.csv");
    Table holdout = DataFiles.table(data, "holdout");

    isSame(SAMPLES.resolve(name).resolve("model.onnx"), data, holdout.rows().size());
  }

  private void isSame(Path model, Path data, int rows) throws Exception {
    var scoring = new Scoring(model, folder.resolve("out"));
    Table asked = DataFiles.table(data, "data");
    Table expected = predicted(model, asked);

    Scored scored = scoring.of(data);

    Table part = scoring.table();
    assertEquals(rows, part.rows().size());
    assertEquals(
        expected.columns(), scored.report().answers().stream().map(a -> a.name()).toList());
    for (AnswerColumn answer : scored.report().answers()) {
      String column = answer.name();
      assertEquals(
          bits(answer.type(), expected.column(expected.indexOf(column).orElseThrow())),
          bits(answer.type(), part.column(part.indexOf(column).orElseThrow())),
          column);
    }
    for (String column : scored.report().kept()) {
      assertEquals(
          asked.column(asked.indexOf(column.replaceFirst("^given_", "")).orElseThrow()),
          part.column(part.indexOf(column).orElseThrow()),
          column);
    }
  }

  private static Table predicted(Path model, Table asked) throws Exception {
    Inspection inspection = Inspector.inspect(ModelIntake.open(model));
    List<Map<String, Tensor>> requests =
        ModelInputs.of(asked, inspection.featureMap(), inspection.signature());
    List<Map<String, Tensor>> answers = new ArrayList<>();
    try (Predictor predictor = OrtPredictor.load(model, ModelSettings.withThreads(1))) {
      for (Map<String, Tensor> request : requests) {
        answers.add(predictor.predict(request));
      }
    }
    return new Predictions(
            "predicted",
            inspection.featureMap().labels(),
            answers,
            List.of(),
            requests.stream().map(Predictions::rows).toList())
        .table();
  }

  /// Numbers by their bits, in the precision of their column: two programs write the same number in
  /// different words.
  private static List<String> bits(AnswerColumn.Type type, List<String> texts) {
    return texts.stream()
        .map(text ->
            switch (type) {
              case FLOAT -> Integer.toHexString(Float.floatToIntBits(single(text)));
              case DOUBLE -> Long.toHexString(Double.doubleToLongBits(number(text)));
              default -> text;
            })
        .toList();
  }

  private static float single(String text) {
    double number = number(text);
    return Double.isFinite(number) ? Float.parseFloat(text) : (float) number;
  }

  private static double number(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "", "nan" -> Double.NaN;
      case "inf", "infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
