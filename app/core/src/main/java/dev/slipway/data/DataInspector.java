// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.data.DataReport.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/// Describes a table and says what is wrong with it.
public final class DataInspector {

  private static final int MOST_FREQUENT = 10;

  /// Names that data about people often have. A person decides; this only asks.
  private static final Pattern PERSONAL =
      Pattern.compile(
          "(?i).*(e.?mail|phone|mobile|(first|last|full|family|sur|user|given).?name|address|street|"
              + "post.?code|zip|birth|\\bdob\\b|ssn|social.?sec|iban|passport|national.?id|"
              + "licen[cs]e.?plate|ip.?addr|card.?number).*|name|customer|patient");

  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[a-zA-Z]{2,}");

  private final Table table;
  private final List<Finding> findings = new ArrayList<>();

  private DataInspector(Table table) {
    this.table = table;
  }

  /// @param label the column that holds the truth
  /// @param columnClasses what the project says of columns, such as `personal`
  /// @param reference what the model learned from, when this is other data: a row of both would
  ///   make an evaluation look better than it is
  public static DataReport report(
      Table table, String label, Map<String, String> columnClasses, Optional<Table> reference) {
    var inspector = new DataInspector(table);
    List<Column> columns = inspector.columns();
    inspector.findMissing(columns);
    inspector.findConstants(columns);
    inspector.findDuplicates();
    inspector.findLabel(label);
    inspector.findPersonal(columnClasses);
    reference.ifPresent(inspector::findLeakage);
    return new DataReport(
        table.source(), table.sha256(), table.rows().size(), columns, inspector.findings);
  }

  private List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      columns.add(column(table.columns().get(i), table.column(i)));
    }
    return columns;
  }

  private static Column column(String name, List<String> values) {
    Map<String, Integer> counts = new HashMap<>();
    var numbers = new DoubleSummaryStatistics();
    int missing = 0;
    boolean numeric = true;
    for (String value : values) {
      if (Cells.isMissing(value)) {
        missing++;
        continue;
      }
      counts.merge(value, 1, Integer::sum);
      OptionalDouble number = Cells.number(value);
      number.ifPresent(numbers);
      numeric &= number.isPresent();
    }
    boolean summed = numeric && numbers.getCount() > 0;
    List<String> top =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST_FREQUENT)
            .map(Map.Entry::getKey)
            .toList();
    return new Column(
        name,
        summed ? "number" : "text",
        missing,
        counts.size(),
        summed ? OptionalDouble.of(numbers.getMin()) : OptionalDouble.empty(),
        summed ? OptionalDouble.of(numbers.getMax()) : OptionalDouble.empty(),
        summed ? OptionalDouble.of(numbers.getAverage()) : OptionalDouble.empty(),
        top);
  }

  private void findMissing(List<Column> columns) {
    List<String> missing =
        columns.stream()
            .filter(column -> column.missing() > 0)
            .map(column -> column.name() + " " + column.missing())
            .toList();
    judge(
        "No value is missing",
        missing.isEmpty(),
        table.rows().size() + " rows, " + columns.size() + " columns",
        Problem.input(
            "data.missing-values",
            table.source() + " has missing values",
            "By column: " + String.join(", ", missing) + ".",
            "Fill them as in training, or make sure that the model takes missing values."));
  }

  private void findConstants(List<Column> columns) {
    List<String> constant =
        columns.stream().filter(column -> column.distinct() <= 1).map(Column::name).toList();
    judge(
        "Every column varies",
        constant.isEmpty() || table.rows().size() == 1,
        "each has at least two values",
        Problem.input(
            "data.constant-columns",
            "Columns of " + table.source() + " hold one value only",
            "They are " + String.join(", ", constant) + "; nothing can be learned from them.",
            "Leave them out, or find out why they do not vary."));
  }

  private void findDuplicates() {
    int duplicates = table.rows().size() - new HashSet<>(table.rows()).size();
    judge(
        "No row is there twice",
        duplicates == 0,
        table.rows().size() + " different rows",
        Problem.input(
            "data.duplicate-rows",
            duplicates + " rows of " + table.source() + " repeat another row",
            "Repeated rows weigh more than others in every figure.",
            "Remove them, unless they are really separate observations."));
  }

  private void findLabel(String label) {
    String check = "Every row has its label";
    Optional<Integer> index = table.indexOf(label);
    if (index.isEmpty()) {
      findings.add(new Finding.Failed(check, missingLabel(table, label)));
      return;
    }
    long without = table.column(index.get()).stream().filter(Cells::isMissing).count();
    judge(
        check,
        without == 0,
        "column '" + label + "'",
        Problem.input(
            "data.label-missing",
            without + " rows of " + table.source() + " have no label",
            "Column '" + label + "' is empty there.",
            "Label these rows, or leave them out."));
  }

  static Problem missingLabel(Table table, String label) {
    return Problem.input(
        "data.no-label-column",
        table.source() + " has no column '" + label + "'",
        "It has " + String.join(", ", table.columns()) + ".",
        "Name the column that holds the truth under data.label in slipway.yaml, or give a file"
            + " that has it.");
  }

  private void findPersonal(Map<String, String> columnClasses) {
    for (int i = 0; i < table.columns().size(); i++) {
      String column = table.columns().get(i);
      String check = "It is known whether '" + column + "' is personal data";
      if (columnClasses.containsKey(column)) {
        findings.add(new Finding.Passed(check, "the project says: " + columnClasses.get(column)));
      } else if (PERSONAL.matcher(column).matches() || looksLikeEmail(table.column(i))) {
        findings.add(
            new Finding.NotRun(
                check,
                "it looks so; a person must decide and write data.columns."
                    + column
                    + ".class: personal (or: none) into slipway.yaml"));
      }
    }
  }

  private static boolean looksLikeEmail(List<String> values) {
    long looked = values.stream().limit(100).filter(EMAIL.asMatchPredicate()).count();
    return looked > Math.min(100, values.size()) / 2;
  }

  private void findLeakage(Table reference) {
    List<String> common = common(table, reference);
    long leaked = leaked(table, reference);
    judge(
        "No row is also in the reference",
        leaked == 0 && !common.isEmpty(),
        "compared with " + reference.rows().size() + " rows of " + reference.source(),
        common.isEmpty()
            ? Problem.input(
                "data.nothing-in-common",
                table.source() + " and " + reference.source() + " have no column in common",
                "They cannot be of the same data.",
                "Check the file names under data: in slipway.yaml.")
            : Problem.input(
                "data.leakage",
                leaked + " rows of " + table.source() + " are also in " + reference.source(),
                "The model has seen them in training, so that its score looks too good.",
                "Remove them from the holdout, or check that they are separate observations that"
                    + " happen to be equal."));
  }

  /// How many rows of one table are also in another, in the columns that both have.
  public static long leaked(Table holdout, Table reference) {
    List<String> common = common(holdout, reference);
    Set<List<String>> known = new HashSet<>(rows(reference, common));
    return rows(holdout, common).stream().filter(known::contains).count();
  }

  private static List<String> common(Table table, Table reference) {
    return table.columns().stream().filter(reference.columns()::contains).toList();
  }

  private static List<List<String>> rows(Table table, List<String> columns) {
    List<Integer> indices = columns.stream().map(table.columns()::indexOf).toList();
    return table.rows().stream().map(row -> indices.stream().map(row::get).toList()).toList();
  }

  private void judge(String check, boolean good, String detail, Problem otherwise) {
    findings.add(good ? new Finding.Passed(check, detail) : new Finding.Failed(check, otherwise));
  }
}
