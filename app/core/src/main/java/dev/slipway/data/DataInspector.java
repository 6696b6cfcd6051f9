// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.base.Shell;
import dev.slipway.base.Words;
import dev.slipway.data.ColumnProfile.Numbers;
import dev.slipway.data.DataReport.Column;
import dev.slipway.serving.preparation.Cells;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Finds what is wrong with a data file, from its profile.
public final class DataInspector {

  /// `-1.234,5`
  private static final Pattern COMMA = Pattern.compile("[+-]?(\\d+|\\d{1,3}(\\.\\d{3})+),\\d+");

  private final TableProfile table;
  private final List<Finding> findings = new ArrayList<>();

  private DataInspector(TableProfile table) {
    this.table = table;
  }

  /// @param label the column that holds the truth
  /// @param columnClasses what the project says of columns, such as `personal`
  /// @param suspicions columns that may hold data about people
  /// @param model which columns it is given
  public static DataReport report(
      TableProfile table,
      String label,
      Map<String, String> columnClasses,
      List<Suspicion> suspicions,
      ModelColumns model) {
    var inspector = new DataInspector(table);
    inspector.findHeaderOfData();
    inspector.findDecimalCommas();
    inspector.findMissing(label, model);
    inspector.findConstants();
    inspector.findDuplicates();
    inspector.findLabel(label);
    inspector.findPersonal(suspicions, columnClasses);
    return new DataReport(
        table.source(),
        table.sha256(),
        Math.toIntExact(table.rows()),
        table.columns().stream().map(DataInspector::column).toList(),
        inspector.findings);
  }

  private static Column column(ColumnProfile profile) {
    Optional<Numbers> numbers = profile.numbers();
    return new Column(
        profile.name(),
        numbers.isPresent() ? "number" : "text",
        Math.toIntExact(profile.missing()),
        Math.toIntExact(profile.distinct()),
        numbers.map(Numbers::min).map(OptionalDouble::of).orElse(OptionalDouble.empty()),
        numbers.map(Numbers::max).map(OptionalDouble::of).orElse(OptionalDouble.empty()),
        numbers.map(Numbers::mean).map(OptionalDouble::of).orElse(OptionalDouble.empty()),
        profile.top().stream().map(ColumnProfile.Frequent::value).toList());
  }

  /// Columns may be called by numbers that ascend, such as wavelengths; a row of data does not.
  private void findHeaderOfData() {
    double[] numbers =
        table.columns().stream()
            .map(column -> Cells.number(column.name()))
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .toArray();
    boolean ascending =
        IntStream.range(1, numbers.length).allMatch(i -> numbers[i - 1] < numbers[i]);
    if (table.format() == DataFormat.CSV
        && 2 * numbers.length > table.columns().size()
        && !ascending) {
      findings.add(
          new Finding.Failed(
              "The first line names the columns",
              Problem.input(
                  "data.header-missing",
                  "The first line of " + table.source() + " seems to be data",
                  "Most of its columns would be called by numbers, such as '%s'."
                      .formatted(table.columns().getFirst().name()),
                  "Put a line with the names of the columns above it.")));
    }
  }

  private void findDecimalCommas() {
    List<String> columns =
        table.columns().stream()
            .filter(column -> column.kind() == ColumnProfile.Kind.TEXT && !column.top().isEmpty())
            .filter(column ->
                column.top().stream().allMatch(top -> COMMA.matcher(top.value()).matches()))
            .map(ColumnProfile::name)
            .toList();
    if (!columns.isEmpty()) {
      findings.add(
          new Finding.Failed(
              "Numbers have a decimal point",
              Problem.input(
                  "data.decimal-comma",
                  "Numbers of " + table.source() + " are read as texts",
                  "They have a decimal comma: " + String.join(", ", columns) + ".",
                  "Write the file again with decimal points; a model takes no other numbers.")));
    }
  }

  /// A missing label is told apart.
  private void findMissing(String label, ModelColumns model) {
    List<ColumnProfile> gaps =
        table.columns().stream()
            .filter(column -> column.missing() > 0 && !column.name().equals(label))
            .toList();
    List<ColumnProfile> harmless =
        gaps.stream().filter(column -> model.mayLack(column.name())).toList();
    List<ColumnProfile> missed =
        gaps.stream().filter(column -> !model.mayLack(column.name())).toList();
    judge(
        "No value is missing that the model needs",
        missed.isEmpty(),
        Words.count(table.rows(), "row")
            + ", "
            + Words.count(table.columns().size(), "column")
            + harmless.stream()
                .map(column -> "; " + excused(column, model))
                .collect(Collectors.joining()),
        Problem.input(
            "data.missing-values",
            table.source() + " has missing values",
            "By column: "
                + missed.stream()
                    .map(column -> column.name() + " " + column.missing())
                    .collect(Collectors.joining(", "))
                + ".",
            model.features().isEmpty()
                ? "Fill them as in training, or make sure that the model takes missing values."
                : "Fill them as in training: the reference has no such gaps, or the model does not"
                    + " answer them with numbers."));
  }

  private static String excused(ColumnProfile column, ModelColumns model) {
    return "%s lacks %d, %s"
        .formatted(
            column.name(),
            column.missing(),
            model.isUnused(column.name())
                ? "and the model is not given it"
                : "as in training, and the model answers");
  }

  private void findConstants() {
    List<String> constant =
        table.columns().stream()
            .filter(column -> column.distinct() <= 1)
            .map(ColumnProfile::name)
            .toList();
    judge(
        "Every column varies",
        constant.isEmpty() || table.rows() == 1,
        "each has at least two values",
        Problem.input(
            "data.constant-columns",
            "Columns of " + table.source() + " hold one value only",
            "They are " + String.join(", ", constant) + "; nothing can be learned from them.",
            "Leave them out, or find out why they do not vary."));
  }

  private void findDuplicates() {
    judge(
        "No row is there twice",
        table.duplicates() == 0,
        table.rows() + " different rows",
        Problem.input(
            "data.duplicate-rows",
            table.duplicates() + " rows of " + table.source() + " repeat another row",
            "Repeated rows weigh more than others in every figure.",
            "Remove them, unless they are really separate observations."));
  }

  private void findLabel(String label) {
    String check = "Every row has its label";
    Optional<ColumnProfile> column = table.column(label);
    if (column.isEmpty()) {
      List<String> columns = table.columns().stream().map(ColumnProfile::name).toList();
      findings.add(new Finding.Failed(check, missingLabel(table.source(), columns, label)));
      return;
    }
    judge(
        check,
        column.get().missing() == 0,
        "column '" + label + "'",
        Problem.input(
            "data.label-missing",
            column.get().missing() + " rows of " + table.source() + " have no label",
            "Column '" + label + "' is empty there.",
            "Label these rows, or leave them out."));
  }

  public static Problem missingLabel(String source, List<String> columns, String label) {
    return Problem.input(
        "data.no-label-column",
        source + " has no column '" + label + "'",
        "It has " + String.join(", ", columns) + ".",
        "Name the column that holds the truth under data.label in slipway.yaml, or give a file"
            + " that has it.");
  }

  private void findPersonal(List<Suspicion> suspicions, Map<String, String> classes) {
    for (ColumnProfile column : table.columns()) {
      String check =
          "It is known whether '%s' in %s is personal data"
              .formatted(column.name(), table.source());
      String said = classes.get(column.name());
      if (said != null) {
        findings.add(new Finding.Passed(check, "the project says: " + said));
        continue;
      }
      suspicions.stream()
          .filter(suspicion -> suspicion.column().equals(column.name()))
          .forEach(suspicion -> findings.add(new Finding.NotRun(check, question(suspicion))));
    }
  }

  private static String question(Suspicion suspicion) {
    return "it may be: %s (%s confidence: %s); a person decides: slipway data --class %s, or =none"
        .formatted(
            suspicion.trait().text(),
            Words.id(suspicion.confidence()),
            suspicion.because(),
            Shell.word(suspicion.column() + "=personal"));
  }

  private void judge(String check, boolean good, String detail, Problem otherwise) {
    findings.add(good ? new Finding.Passed(check, detail) : new Finding.Failed(check, otherwise));
  }
}
