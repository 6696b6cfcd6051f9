// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Progress;
import dev.slipway.data.LeakFindings;
import dev.slipway.data.Leakage;
import dev.slipway.data.ModelColumns;
import dev.slipway.data.QualityRule;
import dev.slipway.data.RuleSuggestions;
import dev.slipway.data.SplitTerms;
import dev.slipway.data.TableProfile;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All that one look at a reference and a holdout asks of them, for tables of many columns. Needs a
/// quiet machine. `-Dslipway.bench=100,1000` takes some widths only, `-Dslipway.bench.formats=csv`
/// one format, and `-Dslipway.bench.bar=0` sets no bar.
@Tag("bench")
final class WideTableBench {

  private static final int REFERENCE = 2_000;
  private static final int HOLDOUT = 2_000;
  private static final LocalDate TODAY = LocalDate.of(2026, 4, 1);

  /// Seconds that a table of 10,000 columns may take.
  private static final int MOST_SECONDS = Integer.getInteger("slipway.bench.bar", 900);

  @TempDir Path folder;

  @Test
  void aTableOfTenThousandColumnsIsLookedAtInMinutes() throws Exception {
    String[] widths = System.getProperty("slipway.bench", "100,1000,10000").split(",");
    String[] formats = System.getProperty("slipway.bench.formats", "csv,parquet").split(",");
    for (String width : widths) {
      for (String format : formats) {
        int columns = Integer.parseInt(width);
        write(columns, "reference." + format, REFERENCE, 0);
        write(columns, "holdout." + format, HOLDOUT, 7_777);
        double seconds = look(columns, format);
        assertTrue(MOST_SECONDS == 0 || seconds < MOST_SECONDS, seconds + " s");
      }
    }
  }

  private double look(int columns, String format) throws Exception {
    var seconds = new Seconds();
    try (DataFiles files =
        DataFiles.open(
            List.of(source("reference." + format), source("holdout." + format)),
            Limits.ofMachine(),
            Progress.NONE)) {
      seconds.end("read");
      TableProfile reference = files.profile(0, Progress.NONE);
      TableProfile holdout = files.profile(1, Progress.NONE);
      seconds.end("profiles");
      var place = new LeakSearch.Place(0, 1);
      Leakage leakage =
          LeakFindings.of(
              LeakSearch.of(files, place, "label", ModelColumns.UNKNOWN, SplitTerms.UNSTATED),
              SplitTerms.UNSTATED,
              "label",
              ModelColumns.UNKNOWN,
              Progress.NONE);
      seconds.end("leaks");
      files.personal(0, Progress.NONE);
      seconds.end("personal data");
      List<QualityRule> rules = RuleSuggestions.from(reference, TODAY);
      RuleChecks.run(files, 0, rules, TODAY, Progress.NONE);
      RuleChecks.run(files, 1, rules, TODAY, Progress.NONE);
      seconds.end(rules.size() + " rules");
      var pair = new ComparedFiles(reference, holdout, new TreeMap<>());
      int drifts = ColumnDrifts.of(files, place, pair, pair.columns(), Progress.NONE).size();
      seconds.end("drift");
      double whole = seconds.whole();
      System.out.printf("%,d columns of %s: %.1f s:%s%n", columns, format, whole, seconds.said());
      assertEquals(columns + 1, reference.columns().size());
      assertEquals(0, leakage.found());
      assertTrue(drifts > columns / 2, drifts + " columns compared");
      return whole;
    }
  }

  /// Parts of the work, as they end.
  private static final class Seconds {

    private final long begin = System.nanoTime();
    private final StringBuilder said = new StringBuilder();
    private long last = begin;

    void end(String part) {
      said.append(" %s %.1f".formatted(part, (System.nanoTime() - last) / 1e9));
      last = System.nanoTime();
    }

    double whole() {
      return (last - begin) / 1e9;
    }

    String said() {
      return said.toString();
    }
  }

  private DataFiles.Source source(String name) {
    return new DataFiles.Source(folder.resolve(name), name);
  }

  /// Numbers, half of them fractions, some with gaps; names, days and truths between them.
  private void write(int columns, String name, int rows, int from) throws Exception {
    String cells =
        IntStream.range(0, columns)
            .mapToObj(i -> cell(i, "hash(r * 10007 + %d)".formatted(i)) + " AS f" + i)
            .collect(Collectors.joining(", "));
    String format = name.substring(name.indexOf('.') + 1);
    try (var duckdb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckdb.createStatement()) {
      statement.execute(
          "COPY (SELECT 'class' || hash(r) %% 3 AS label, %s FROM (SELECT range + %d AS r FROM range(%d))) TO '%s' (FORMAT %s)"
              .formatted(cells, from, rows, folder.resolve(name), format));
    }
  }

  private static String cell(int column, String hash) {
    return switch (column % 10) {
      case 0, 1, 2, 3 -> "(" + hash + " % 1000003) / 1000.0";
      case 4 -> "CASE WHEN " + hash + " % 9 > 0 THEN sqrt(" + hash + " % 100000) END";
      case 5 -> "CAST(" + hash + " % 7 AS BIGINT)";
      case 6 -> "CAST(" + hash + " % 100000 AS BIGINT)";
      case 7 -> "'k' || " + hash + " % 12";
      case 8 -> "'id' || " + hash + " % 1000000";
      default ->
          column % 20 == 9
              ? "DATE '2026-01-01' + CAST(" + hash + " % 90 AS INTEGER)"
              : hash + " % 2 = 0";
    };
  }
}
