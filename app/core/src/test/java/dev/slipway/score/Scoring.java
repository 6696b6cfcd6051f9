// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.Bytes;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.data.sql.DataFiles;
import dev.slipway.data.sql.Limits;
import dev.slipway.inspect.Inspection;
import dev.slipway.inspect.Inspector;
import dev.slipway.model.ModelIntake;
import dev.slipway.request.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Scores with one model in one folder.
///
/// @param terms what is asked of it
/// @param start of what meets the model
record Scoring(Path model, Path out, Terms terms, ScoringProcess.Start start) {

  static final Instant AT = Instant.parse("2026-11-28T12:00:00Z");
  static final Limits LIMITS = new Limits(2, new Bytes(1_500_000_000));

  /// @param keep columns that are kept; empty for those that the model does not take
  /// @param share of the pieces
  record Terms(Optional<List<String>> keep, double maxRejected, Share share) {}

  Scoring(Path model, Path out) {
    this(model, out, ScoringProcess.Start.CHILD);
  }

  Scoring(Path model, Path out, ScoringProcess.Start start) {
    this(model, out, new Terms(Optional.empty(), 0, Share.ALL), start);
  }

  Scoring keeping(String... columns) {
    return with(new Terms(Optional.of(List.of(columns)), terms.maxRejected(), terms.share()));
  }

  Scoring rejecting(double most) {
    return with(new Terms(terms.keep(), most, terms.share()));
  }

  Scoring share(int index, int of) {
    return with(new Terms(terms.keep(), terms.maxRejected(), new Share(index, of)));
  }

  private Scoring with(Terms other) {
    return new Scoring(model, out, other, start);
  }

  Scoring into(Path folder) {
    return new Scoring(model, folder, terms, start);
  }

  Scored of(Object... data) throws ProblemException, InterruptedException {
    return of(AT, data);
  }

  Scored of(Instant at, Object... data) throws ProblemException, InterruptedException {
    return of(at, Progress.NONE, data);
  }

  Scored of(Instant at, Progress progress, Object... data)
      throws ProblemException, InterruptedException {
    Inspection inspection = Inspector.inspect(ModelIntake.open(model));
    var order =
        new ScoreOrder(
            new ScoreOrder.Model(
                model,
                inspection.model().sha256(),
                inspection.signature(),
                inspection.featureMap(),
                inspection.model().size()),
            new ScoreOrder.Data(
                Stream.of(data).map(String::valueOf).toList(), Map.of(), Optional.empty()),
            new ScoreOrder.Terms(terms.keep(), terms.maxRejected(), LIMITS, Optional.empty()),
            out,
            terms.share());
    return Scorer.score(order, at, System::nanoTime, progress, start);
  }

  /// The problem that scoring ends with.
  Problem refused(Object... data) throws InterruptedException {
    try {
      throw new AssertionError("scored: " + of(data));
    } catch (ProblemException e) {
      return e.problem();
    }
  }

  /// All rows that were written, sorted as texts.
  List<List<String>> rows() throws Exception {
    return rows(out);
  }

  /// All rejected rows.
  List<List<String>> rejected() throws Exception {
    return rows(out.resolve("rejected"));
  }

  private static List<List<String>> rows(Path folder) throws Exception {
    List<List<String>> rows = new ArrayList<>();
    for (Path part : parts(folder)) {
      rows.addAll(DataFiles.table(part, part.getFileName().toString()).rows());
    }
    return rows;
  }

  /// The only part.
  Table table() throws ProblemException {
    return DataFiles.table(parts(out).getFirst(), "the part");
  }

  static List<Path> parts(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    } catch (java.io.IOException none) {
      return List.of();
    }
  }

  /// Everything in the folder of answers, by name.
  static List<String> names(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /// How many rows were written, how many different whole numbers a column of them holds, and the
  /// smallest and largest.
  List<Long> numbered(String column) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var found =
            statement.executeQuery(
                "SELECT count(*), count(DISTINCT %1$s), min(%1$s), max(%1$s) FROM '%2$s/*.parquet'"
                    .formatted(column, out))) {
      found.next();
      return List.of(found.getLong(1), found.getLong(2), found.getLong(3), found.getLong(4));
    }
  }

  static Scored.Report report(Path out) throws Exception {
    return Json.read(Files.readString(out.resolve("score.json")), Scored.Report.class);
  }

  /// Rows of `id`, `a` and `b`, as a Parquet file.
  static Path numbers(Path file, int from, int to) throws Exception {
    return parquet(
        file,
        "SELECT i AS id, CAST(sin(i) AS FLOAT) AS a, CAST(cos(i) AS FLOAT) AS b FROM range(%d, %d) t(i)"
            .formatted(from, to));
  }

  /// What a query gives, as a Parquet file.
  static Path parquet(Path file, String query) throws Exception {
    return written(file, query, "FORMAT parquet");
  }

  static Path jsonLines(Path file, String query) throws Exception {
    return written(file, query, "FORMAT json");
  }

  private static Path written(Path file, String query, String format) throws Exception {
    Files.createDirectories(file.getParent());
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute("COPY (" + query + ") TO '" + file + "' (" + format + ")");
    }
    return file;
  }
}
