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
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Checks rules against a file.
public final class RuleChecks {

  /// Valid values of a list that the engine looks through for each row; more of them it finds by
  /// their hash, in a statement of their own.
  private static final int MOST_LISTED = 50;

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
    String doing = "checking rules on " + loaded.source();
    Map<String, SortedMap<Integer, QualityRule>> byColumn = new HashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      QualityRule rule = rules.get(i);
      int place = i;
      column(rule)
          .ifPresent(name -> byColumn.computeIfAbsent(name, _ -> new TreeMap<>()).put(place, rule));
    }
    List<LoadedFile.Column> ruled =
        loaded.columns().stream().filter(each -> byColumn.containsKey(each.name())).toList();
    SortedMap<Integer, RuleOutcome> outcomes = new TreeMap<>();
    try {
      ColumnBlocks.each(
          files,
          loaded.with(ruled),
          some -> {
            progress.step((double) outcomes.size() / rules.size(), doing);
            outcomes.putAll(new RuleChecks(files, some, today).ofColumns(byColumn));
          });
      var whole = new RuleChecks(files, loaded, today);
      for (int i = 0; i < rules.size(); i++) {
        if (!outcomes.containsKey(i)) {
          progress.step((double) outcomes.size() / rules.size(), doing);
          outcomes.put(i, whole.check(rules.get(i)));
        }
      }
      return List.copyOf(outcomes.values());
    } catch (SQLException e) {
      throw Refusals.failed(loaded.source(), doing, e);
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
          new RuleOutcome(
              rule, file.source(), file.rows(), file.rows(), false, "there is no such column");
    };
  }

  /// Checks the rules of all columns by one statement, but for those of many valid values.
  ///
  /// @param rules by the name of the column, and by their places
  private Map<Integer, RuleOutcome> ofColumns(Map<String, SortedMap<Integer, QualityRule>> rules)
      throws SQLException, InterruptedException {
    var asked = new Aggregates();
    Map<Integer, Function<Row, RuleOutcome>> readers = new LinkedHashMap<>();
    Map<Integer, RuleOutcome> outcomes = new HashMap<>();
    for (LoadedFile.Column column : file.columns()) {
      String value = asked.value(column.sql());
      for (var each : rules.getOrDefault(column.name(), Collections.emptySortedMap()).entrySet()) {
        if (each.getValue() instanceof QualityRule.Categories valid
            && valid.values().size() > MOST_LISTED) {
          outcomes.put(each.getKey(), ofMany(valid, column));
        } else {
          readers.put(each.getKey(), asked(each.getValue(), column, value, asked));
        }
      }
    }
    Row answer = asked.answer(files, file);
    readers.forEach((place, reader) -> outcomes.put(place, reader.apply(answer)));
    return outcomes;
  }

  /// @param value of the column, among what is asked
  /// @return what reads the outcome from the answer
  private Function<Row, RuleOutcome> asked(
      QualityRule rule, LoadedFile.Column column, String value, Aggregates asked) {
    int present = asked.count(value);
    return switch (rule) {
      case QualityRule.Missing _ ->
          answer -> counted(rule, file.rows() - answer.whole(present), file.rows());
      case QualityRule.Range range -> {
        int outside = asked.countWhere(asked.value(outside(range, column)));
        yield answer -> counted(rule, answer.whole(outside), answer.whole(present));
      }
      case QualityRule.Categories categories -> {
        String text = asked.value(column.texts(false));
        int other =
            asked.countWhere(
                asked.derived(
                    "%1$s IS NOT NULL AND %2$s IS NOT NULL AND NOT list_contains([%3$s], %2$s)"
                        .formatted(
                            value,
                            text,
                            categories.values().stream()
                                .map(each -> spelled(Quoted.text(each), isWhole(each), column))
                                .collect(Collectors.joining(", ")))));
        yield answer -> counted(rule, answer.whole(other), answer.whole(present));
      }
      case QualityRule.Unique _ -> {
        int repeated = asked.ask("count(%1$s) - count(DISTINCT %1$s)".formatted(value));
        yield answer -> counted(rule, answer.whole(repeated), answer.whole(present));
      }
      case QualityRule.Fresh fresh -> {
        String day = asked.value("TRY_CAST(" + column.sql() + " AS DATE)");
        int last =
            asked.ask(
                "max("
                    + asked.derived(
                        ("CASE WHEN isfinite(%1$s) AND %1$s BETWEEN DATE '0001-01-01' AND DATE"
                                + " '9999-12-31' THEN %1$s END")
                            .formatted(day))
                    + ")");
        yield answer -> fresh(fresh, answer.text(last));
      }
      case QualityRule.Rows _, QualityRule.Duplicates _ ->
          throw new IllegalStateException("not of a column: " + rule);
    };
  }

  private RuleOutcome ofMany(QualityRule.Categories rule, LoadedFile.Column column)
      throws SQLException, InterruptedException {
    Row answer =
        files.one(
            "SELECT (SELECT count(%1$s) FROM %2$s), count(*) FROM %2$s WHERE %1$s IS NOT NULL AND %3$s NOT IN (%4$s)"
                .formatted(column.sql(), file.table(), column.texts(false), valid(rule, column)));
    return counted(rule, answer.whole(1), answer.whole(0));
  }

  /// Rows of the valid values, spelled by one expression.
  private static String valid(QualityRule.Categories rule, LoadedFile.Column column) {
    return rule.values().stream()
        .collect(Collectors.partitioningBy(RuleChecks::isWhole))
        .entrySet()
        .stream()
        .filter(values -> !values.getValue().isEmpty())
        .map(values ->
            "SELECT %s FROM (SELECT unnest(%s) AS v)"
                .formatted(spelled("v", values.getKey(), column), Quoted.texts(values.getValue())))
        .collect(Collectors.joining(" UNION ALL "));
  }

  private static boolean isWhole(String value) {
    return value.strip().matches("[+-]?\\d+");
  }

  /// A valid value as the column's are told: 1.0 is 1 where they are numbers, yes is true where
  /// they are truths, as whoever wrote the file and the rule may have it.
  ///
  /// @param text the value in SQL
  private static String spelled(String text, boolean whole, LoadedFile.Column column) {
    if (column.kind().isNumeric() && whole) {
      return "coalesce(CAST(TRY_CAST(%s AS HUGEINT) AS VARCHAR), %s)".formatted(text, text);
    }
    return switch (column.kind()) {
      case WHOLE, NUMBER ->
          "coalesce(%s, %s)"
              .formatted(
                  new LoadedFile.Column(
                          "", "TRY_CAST(" + text + " AS DOUBLE)", "DOUBLE", Kind.NUMBER)
                      .texts(false),
                  text);
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

  /// @param last the latest day, where there is one
  private RuleOutcome fresh(QualityRule.Fresh rule, Optional<String> last) {
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
}
