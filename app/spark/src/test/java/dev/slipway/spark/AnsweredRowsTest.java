// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Bytes;
import dev.slipway.base.Progress;
import dev.slipway.data.DataFormat;
import dev.slipway.data.sql.AnswerBlock;
import dev.slipway.data.sql.Limits;
import dev.slipway.data.sql.RowBlock.CellType;
import dev.slipway.data.sql.RowCopier;
import dev.slipway.data.sql.RowCopy;
import dev.slipway.data.sql.RowFile;
import dev.slipway.inspect.Inspection;
import dev.slipway.inspect.Inspector;
import dev.slipway.model.ModelIntake;
import dev.slipway.score.FirstRows;
import dev.slipway.score.ModelFunction;
import dev.slipway.score.RowPlan;
import dev.slipway.score.RowScoring;
import dev.slipway.score.ScoreOrder;
import dev.slipway.score.Scorer;
import dev.slipway.score.Share;
import dev.slipway.serving.drift.DriftBaseline;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtPredictor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A task's rows are answered as `slipway score` answers those of the same file. A real Spark, with
/// executors that die, is in packaging/dev/spark-try.
final class AnsweredRowsTest {

  private static final Path SAMPLE =
      Path.of(System.getProperty("slipway.root", "../.."), "sample-projects/penguin-species");
  private static final Path MODEL = SAMPLE.resolve("model.onnx");
  private static final Instant AT = Instant.parse("2026-11-28T12:00:00Z");

  @TempDir static Path temp;

  private static @Nullable OrtPredictor loaded;

  private static OrtPredictor predictor() {
    return requireNonNull(loaded);
  }

  private static Path data() {
    return temp.resolve("in.parquet");
  }

  /// The holdout, over and over, with columns of many types, gaps among them.
  @BeforeAll
  static void make() throws Exception {
    loaded = OrtPredictor.load(MODEL, ModelSettings.withThreads(1));
    ask(
        """
        COPY (SELECT CAST(i AS BIGINT) AS id, island,
            CAST(bill_length_mm + i / 1000 AS FLOAT) AS bill_length_mm,
            CAST(bill_depth_mm AS DECIMAL(6, 2)) AS bill_depth_mm,
            CASE WHEN i %% 7 <> 3 THEN CAST(flipper_length_mm AS SMALLINT) END AS flipper_length_mm,
            CAST(body_mass_g AS DOUBLE) AS body_mass_g, sex
          FROM read_csv('%s', nullstr = 'NA') JOIN range(27) t(i) ON true
          ORDER BY i, bill_length_mm) TO '%s'
        """
            .formatted(SAMPLE.resolve("data/holdout.csv"), data()),
        rows -> List.of());
  }

  @AfterAll
  static void close() {
    predictor().close();
  }

  private interface Reading<T> {
    List<T> of(ResultSet rows) throws Exception;
  }

  private static <T> List<T> ask(String sql, Reading<T> reading) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute(sql);
      try (ResultSet rows = statement.getResultSet()) {
        return reading.of(rows);
      }
    }
  }

  /// Whole rows of a query.
  private static List<List<@Nullable Object>> rows(String sql) throws Exception {
    return ask(
        sql,
        found -> {
          List<List<@Nullable Object>> rows = new ArrayList<>();
          while (found.next()) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
              row.add(found.getObject(i));
            }
            rows.add(row);
          }
          return rows;
        });
  }

  private static RowFile file() throws Exception {
    List<RowFile.Column> columns = new ArrayList<>();
    for (List<@Nullable Object> row : rows("DESCRIBE SELECT * FROM '" + data() + "'")) {
      columns.add(RowFile.Column.stored(String.valueOf(row.get(0)), String.valueOf(row.get(1))));
    }
    return new RowFile(
        data(), "in.parquet", new RowFile.Seen(0, AT, ""), DataFormat.PARQUET, columns, List.of());
  }

  private static ScoreOrder order(Path out) throws Exception {
    Inspection inspection = Inspector.inspect(ModelIntake.open(MODEL));
    return new ScoreOrder(
        new ScoreOrder.Model(
            MODEL,
            inspection.model().sha256(),
            inspection.signature(),
            inspection.featureMap(),
            inspection.model().size()),
        new ScoreOrder.Data(List.of(data().toString()), Map.of(), Optional.empty()),
        new ScoreOrder.Terms(
            Optional.empty(), 0, new Limits(1, new Bytes(1_500_000_000)), Optional.empty()),
        out,
        Share.ALL);
  }

  /// Rows as a task gets them: their file and place, what is kept, what the model takes.
  private static List<Row> given(RowPlan plan) throws Exception {
    List<String> columns = new ArrayList<>();
    columns.add("'in.parquet'");
    columns.add("file_row_number");
    plan.kept().forEach(kept -> columns.add(kept.column()));
    plan.taken().forEach(taken -> columns.add(taken.column()));
    return rows(
            "SELECT %s FROM read_parquet('%s', file_row_number = true) ORDER BY file_row_number"
                .formatted(String.join(", ", columns), data()))
        .stream()
        .map(row -> RowFactory.create(row.toArray()))
        .toList();
  }

  private static List<CellType> types(RowPlan plan, RowFile file) {
    return plan.taken().stream()
        .map(taken -> file.column(taken.column()).orElseThrow().readAs(taken.as()))
        .toList();
  }

  private static AnswerRows.Terms terms(
      RowPlan plan, List<CellType> types, List<Row> rows, ScoreOrder order) throws Exception {
    var first = new FirstRows(predictor(), plan.slots(), order.model().features().labels());
    var block = new BlockOfRows(types, AnsweredRows.BEFORE + plan.kept().size());
    rows.stream().limit(FirstRows.MOST).forEach(block::add);
    first.answer(block, new AnswerBlock(List.of()));
    return new AnswerRows.Terms(
        first.found("in.parquet"),
        plan.kept().size(),
        types,
        true,
        AnswerRows.Wanted.EACH,
        List.of(order.model().sha256().hex(), AT));
  }

  private static List<Row> answered(AnswerRows.Terms terms, List<Row> rows, List<Tally> told) {
    List<Row> answers = new ArrayList<>();
    var drift = new ModelFunction.Drift(DriftBaseline.none(), true);
    try (ModelFunction function = terms.scoring().function(predictor(), drift)) {
      new AnsweredRows(rows.iterator(), function, terms, "one", told::add)
          .forEachRemaining(answers::add);
    }
    return answers;
  }

  private static Path part(Path out) throws Exception {
    try (Stream<Path> files = Files.list(out)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
  }

  private record Task(
      RowPlan plan, AnswerRows.Terms terms, List<Row> rows, List<Row> answers, List<Tally> told) {

    static Task of(ScoreOrder order) throws Exception {
      RowFile file = file();
      RowPlan plan = RowPlan.of(file, order.model(), order.data(), order.terms().keep());
      List<Row> rows = given(plan);
      List<Tally> told = new ArrayList<>();
      AnswerRows.Terms terms = AnsweredRowsTest.terms(plan, types(plan, file), rows, order);
      return new Task(plan, terms, rows, answered(terms, rows, told), told);
    }

    void assertIs(Path part) throws Exception {
      List<String> names = new ArrayList<>();
      plan.kept().forEach(kept -> names.add(kept.name()));
      terms.scoring().answers().forEach(answer -> names.add(answer.name()));
      names.addAll(List.of(RowScoring.VERSION, RowScoring.AT));
      String scored = "SELECT * REPLACE (epoch_us(scored_at) AS scored_at) FROM '" + part + "'";
      assertEquals(
          names,
          AnsweredRowsTest.rows("DESCRIBE " + scored).stream()
              .map(row -> String.valueOf(row.get(0)))
              .toList());
      assertEquals(
          AnsweredRowsTest.rows(scored).stream().map(String::valueOf).toList(),
          answers.stream().map(AnsweredRowsTest::shown).toList());
      assertEquals(List.of((long) rows.size()), told.stream().map(Tally::rows).toList());
    }
  }

  /// The engine of `score` asks the same code, in this process.
  @Test
  void aTaskAnswersAsTheDataEngineDoesColumnForColumnAndBitForBit() throws Exception {
    ScoreOrder order = order(temp.resolve("unused"));
    Task task = Task.of(order);
    Path part = temp.resolve("part.parquet");
    RowScoring scoring = task.terms().scoring();
    var copy =
        new RowCopy(
            task.plan().first(),
            0,
            RowCopy.TO_THE_END,
            task.plan().taken(),
            task.plan().kept(),
            scoring.answers(),
            List.of(
                new RowCopy.Constant(RowScoring.VERSION, "VARCHAR", order.model().sha256().hex()),
                new RowCopy.Constant(RowScoring.AT, "TIMESTAMP WITH TIME ZONE", AT.toString())),
            part,
            temp.resolve("refused.parquet"));
    var drift = new ModelFunction.Drift(DriftBaseline.none(), true);
    try (ModelFunction function = scoring.function(predictor(), drift);
        RowCopier copier = RowCopier.of(copy, order.terms().limits())) {
      copier.copy(copy, function);
    }

    task.assertIs(part);
  }

  @Tag("nightly")
  @Test
  void aTaskAnswersAsScoreDoesColumnForColumnAndBitForBit() throws Exception {
    Path out = temp.resolve("scored");
    ScoreOrder order = order(out);
    Scorer.score(order, AT, System::nanoTime, Progress.NONE);

    Task.of(order).assertIs(part(out));
  }

  private static String shown(Row row) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < row.size() - 1; i++) {
      values.add(row.get(i));
    }
    values.add(AT.toEpochMilli() * 1000);
    return values.toString();
  }

  @Test
  void aRowThatCannotBeAnsweredIsNamedOrPutAside() throws Exception {
    ScoreOrder order = order(temp.resolve("unused"));
    RowFile file = file();
    RowPlan plan = RowPlan.of(file, order.model(), order.data(), order.terms().keep());
    List<Row> rows = new ArrayList<>(given(plan).subList(0, 2900));
    List<CellType> types = types(plan, file);
    int real = AnsweredRows.BEFORE + plan.kept().size() + types.indexOf(CellType.SINGLE);
    Object[] broken =
        java.util.stream.IntStream.range(0, rows.get(2500).size())
            .mapToObj(rows.get(2500)::get)
            .toArray();
    broken[real] = Float.POSITIVE_INFINITY;
    rows.set(2500, RowFactory.create(broken));
    List<Tally> told = new ArrayList<>();

    AnswerRows.Terms each = terms(plan, types, rows, order);
    // The block before it, and nothing of its own.
    assertEquals(AnswerBlock.MOST_ROWS, answered(each, rows, told).size());
    assertEquals(
        List.of(
            new Tally.Refused(
                "in.parquet", 2501, "column 'bill_length_mm' holds \"Infinity\", not a number")),
        told.removeFirst().first());

    assertEquals(2899, answered(wanting(each, AnswerRows.Wanted.ANSWERED), rows, told).size());
    List<Row> aside = answered(wanting(each, AnswerRows.Wanted.REFUSED), rows, told);
    assertEquals(
        List.of("in.parquet", 2501L, "column 'bill_length_mm' holds \"Infinity\", not a number"),
        List.of(aside.getFirst().get(0), aside.getFirst().get(1), aside.getFirst().get(2)));
    assertEquals(List.of(1L, 1L), told.stream().map(Tally::refused).toList());
  }

  private static AnswerRows.Terms wanting(AnswerRows.Terms terms, AnswerRows.Wanted wanted) {
    return new AnswerRows.Terms(
        terms.scoring(),
        terms.kept(),
        terms.types(),
        terms.allCounted(),
        wanted,
        terms.constants());
  }
}
