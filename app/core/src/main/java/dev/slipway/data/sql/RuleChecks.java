// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Words;
import dev.slipway.data.ColumnProfile.Kind;
import dev.slipway.data.QualityRule;
import dev.slipway.data.RuleOutcome;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Checks rules against a file.
public final class RuleChecks {

  private final DataFiles files;
  private final LoadedFile file;
  private final LocalDate today;

  private RuleChecks(DataFiles files, LoadedFile file, LocalDate today) {
    this.files = files;
    this.file = file;
    this.today = today;
  }

  /// @param file its place among the open files
  public static List<RuleOutcome> run(
      DataFiles files, int file, List<QualityRule> rules, LocalDate today, Progress progress)
      throws ProblemException, InterruptedException {
    LoadedFile loaded = files.file(file);
    var whole = new RuleChecks(files, loaded, today);
    SortedMap<Integer, RuleOutcome> outcomes = new TreeMap<>();
    try {
      files.eachPart(
          loaded,
          part -> {
            var checks = new RuleChecks(files, part, today);
            for (int i = 0; i < rules.size(); i++) {
              if (column(rules.get(i)).flatMap(part::column).isPresent()) {
                progress.step(
                    (double) outcomes.size() / rules.size(),
                    "checking rules on " + loaded.source());
                outcomes.put(i, checks.check(rules.get(i)));
              }
            }
          });
      for (int i = 0; i < rules.size(); i++) {
        if (!outcomes.containsKey(i)) {
          progress.step(
              (double) outcomes.size() / rules.size(), "checking rules on " + loaded.source());
          outcomes.put(i, whole.check(rules.get(i)));
        }
      }
      return List.copyOf(outcomes.values());
    } catch (SQLException e) {
      throw Refusals.unreadable(loaded.source(), "checking rules", loaded.format(), e);
    }
  }

  /// The column that a rule is of; empty where it is of all.
  private static Optional<String> column(QualityRule rule) {
    return switch (rule) {
      case QualityRule.Rows _, QualityRule.Duplicates _ -> Optional.empty();
      case QualityRule.Missing missing -> Optional.of(missing.column());
      case QualityRule.Range range -> Optional.of(range.column());
      case QualityRule.Categories categories -> Optional.of(categories.column());
      case QualityRule.Unique unique -> Optional.of(unique.column());
      case QualityRule.Fresh fresh -> Optional.of(fresh.column());
    };
  }

  private RuleOutcome check(QualityRule rule) throws SQLException, InterruptedException {
    return switch (rule) {
      case QualityRule.Rows(long atLeast) ->
          new RuleOutcome(
              rule,
              file.source(),
              file.rows(),
              0,
              file.rows() >= atLeast,
              Words.count(file.rows(), "row"));
      case QualityRule.Duplicates _ -> counted(rule, files.duplicates(file), file.rows());
      case QualityRule.Missing _,
          QualityRule.Range _,
          QualityRule.Categories _,
          QualityRule.Unique _,
          QualityRule.Fresh _ ->
          ofColumn(rule, column(rule).orElseThrow());
    };
  }

  private RuleOutcome ofColumn(QualityRule rule, String name)
      throws SQLException, InterruptedException {
    Optional<LoadedFile.Column> column = file.column(name);
    if (column.isEmpty()) {
      return new RuleOutcome(
          rule, file.source(), file.rows(), file.rows(), false, "there is no such column");
    }
    LoadedFile.Column at = column.get();
    long present = count(at.sql() + " IS NOT NULL");
    return switch (rule) {
      case QualityRule.Missing _ -> counted(rule, file.rows() - present, file.rows());
      case QualityRule.Range range -> counted(rule, count(outside(range, at)), present);
      case QualityRule.Categories(_, List<String> values, _) ->
          counted(
              rule,
              count(
                  at.sql()
                      + " IS NOT NULL AND "
                      + at.texts(false)
                      + " NOT IN ("
                      + String.join(", ", values.stream().map(value -> spelled(value, at)).toList())
                      + ")"),
              present);
      case QualityRule.Unique _ ->
          counted(
              rule,
              files
                  .one(
                      "SELECT count("
                          + at.sql()
                          + ") - count(DISTINCT "
                          + at.sql()
                          + ") FROM "
                          + file.table())
                  .whole(0),
              present);
      case QualityRule.Fresh fresh -> fresh(fresh, at);
      case QualityRule.Rows _, QualityRule.Duplicates _ ->
          throw new IllegalStateException("not of a column: " + rule);
    };
  }

  /// A valid value as the column's are told: 1.0 is 1 where they are numbers, yes is true where
  /// they are truths, as whoever wrote the file and the rule may have it.
  private static String spelled(String value, LoadedFile.Column column) {
    String text = Quoted.text(value);
    if (column.kind().isNumeric() && value.strip().matches("[+-]?\\d+")) {
      return "coalesce(CAST(TRY_CAST(%s AS HUGEINT) AS VARCHAR), %s)".formatted(text, text);
    }
    return switch (column.kind()) {
      case WHOLE, NUMBER ->
          "coalesce((SELECT %s FROM (SELECT TRY_CAST(%s AS DOUBLE) AS v)), %s)"
              .formatted(
                  new LoadedFile.Column("v", "v", "DOUBLE", Kind.NUMBER).texts(false), text, text);
      case TRUTH -> "coalesce(CAST(TRY_CAST(%s AS BOOLEAN) AS VARCHAR), %s)".formatted(text, text);
      case TIME -> "coalesce(CAST(TRY_CAST(%s AS TIMESTAMP) AS VARCHAR), %s)".formatted(text, text);
      case TEXT, OTHER -> text;
    };
  }

  /// What is no number breaks the rule too.
  private static String outside(QualityRule.Range range, LoadedFile.Column column) {
    String number = "TRY_CAST(" + column.sql() + " AS DOUBLE)";
    List<String> wrong = new ArrayList<>();
    wrong.add(number + " IS NULL");
    range.min().ifPresent(min -> wrong.add(number + " < " + Quoted.number(min)));
    range.max().ifPresent(max -> wrong.add(number + " > " + Quoted.number(max)));
    return column.sql() + " IS NOT NULL AND (" + String.join(" OR ", wrong) + ")";
  }

  private RuleOutcome fresh(QualityRule.Fresh rule, LoadedFile.Column column)
      throws SQLException, InterruptedException {
    Optional<String> last =
        files
            .one(
                "SELECT max(d) FROM (SELECT TRY_CAST("
                    + column.sql()
                    + " AS DATE) AS d FROM "
                    + file.table()
                    + ") WHERE isfinite(d) AND d BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'")
            .text(0);
    if (last.isEmpty()) {
      return new RuleOutcome(rule, file.source(), file.rows(), file.rows(), false, "no date");
    }
    long age = ChronoUnit.DAYS.between(LocalDate.parse(last.get()), today);
    return new RuleOutcome(
        rule,
        file.source(),
        file.rows(),
        0,
        age <= rule.days(),
        "the latest is of " + last.get() + ", " + age + " days ago");
  }

  private RuleOutcome counted(QualityRule rule, long breaking, long of) {
    boolean kept = breaking <= rule.allowed() * of;
    String seen = breaking == 0 ? "none of " + of : breaking + " of " + of + " do not keep to it";
    return new RuleOutcome(rule, file.source(), of, breaking, kept, seen);
  }

  private long count(String where) throws SQLException, InterruptedException {
    return files.one("SELECT count(*) FROM " + file.table() + " WHERE " + where).whole(0);
  }
}
