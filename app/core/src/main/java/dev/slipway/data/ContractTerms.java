// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Words;
import dev.slipway.data.DataContract.Bounds;
import dev.slipway.data.DataContract.Check;
import dev.slipway.data.DataContract.Column;
import dev.slipway.data.DataContract.Fresh;
import dev.slipway.data.DataContract.Input;
import dev.slipway.serving.preparation.Cells;
import dev.slipway.serving.preparation.Place;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Drafts a contract from the reference's profile and from what people stated.
public final class ContractTerms {

  private final DataStudy study;
  private final List<QualityRule> rules;
  private final Map<String, String> classes;
  private final List<String> remarks = new ArrayList<>();

  private ContractTerms(DataStudy study, List<QualityRule> rules, Map<String, String> classes) {
    this.study = study;
    this.rules = rules;
    this.classes = classes;
  }

  /// @param label the column that holds the truth
  /// @param classes what the project says of columns, such as `personal`
  /// @param places where columns go in the model, by their names in the file
  public static DataContract of(
      DataStudy study,
      List<QualityRule> rules,
      String label,
      Map<String, String> classes,
      List<Place> places) {
    return new ContractTerms(study, rules, classes).contract(label, places);
  }

  private DataContract contract(String label, List<Place> places) {
    TableProfile table = study.reference();
    List<Column> columns =
        table.columns().stream()
            .map(column ->
                column(
                    column,
                    column.name().equals(label),
                    places.stream()
                        .filter(place -> place.column().equals(column.name()))
                        .findFirst()))
            .toList();
    remarkOnRules();
    return new DataContract(
        table.source(),
        table.format(),
        table.sha256(),
        table.rows(),
        columns,
        rules.stream()
            .filter(QualityRule.Rows.class::isInstance)
            .mapToLong(rule -> ((QualityRule.Rows) rule).atLeast())
            .max(),
        rules.stream()
            .filter(QualityRule.Duplicates.class::isInstance)
            .mapToDouble(rule -> percent(rule.allowed()))
            .min(),
        rules.stream()
            .filter(QualityRule.Fresh.class::isInstance)
            .map(QualityRule.Fresh.class::cast)
            .map(rule -> new Fresh(rule.column(), rule.days()))
            .toList(),
        remarks);
  }

  private Column column(ColumnProfile profile, boolean label, Optional<Place> place) {
    List<Check> checks = checks(profile.name());
    Optional<String> said = Optional.ofNullable(classes.get(profile.name()));
    Optional<String> suspicion =
        study.suspicions().stream()
            .filter(each -> said.isEmpty() && each.column().equals(profile.name()))
            .map(each ->
                "%s (%s confidence: %s)"
                    .formatted(each.trait().text(), Words.id(each.confidence()), each.because()))
            .findFirst();
    if (said.isEmpty()) {
      remarks.add(
          "Nobody has said whether '%s' is personal data%s."
              .formatted(profile.name(), suspicion.map(what -> "; it may be: " + what).orElse("")));
    }
    return new Column(
        profile.name(),
        logicalType(profile),
        profile.storedAs(),
        label,
        said,
        suspicion,
        place.map(to -> input(to, profile, checks)),
        never(checks, "nullValues"),
        never(checks, "duplicateValues"),
        profile.kind().isNumeric() ? bounds(checks) : Bounds.NONE,
        checks);
  }

  /// In the words of the Open Data Contract Standard; empty for what it has no word for.
  static Optional<String> logicalType(ColumnProfile column) {
    String stored = column.storedAs().toUpperCase(Locale.ROOT);
    return switch (column.kind()) {
      case WHOLE -> Optional.of("integer");
      case NUMBER -> Optional.of("number");
      case TRUTH -> Optional.of("boolean");
      case TEXT -> Optional.of("string");
      case TIME ->
          Optional.of(
              stored.equals("DATE")
                  ? "date"
                  : stored.startsWith("TIMESTAMP") ? "timestamp" : "time");
      case OTHER -> Optional.empty();
    };
  }

  private List<Check> checks(String column) {
    List<Check> checks = new ArrayList<>();
    for (QualityRule rule : rules) {
      switch (rule) {
        case QualityRule.Missing(String of, _) when of.equals(column) ->
            checks.add(check("nullValues", rule, List.of(), Bounds.NONE));
        case QualityRule.Unique(String of, _) when of.equals(column) ->
            checks.add(check("duplicateValues", rule, List.of(), Bounds.NONE));
        case QualityRule.Categories(String of, List<String> values, _) when of.equals(column) ->
            checks.add(check("invalidValues", rule, values, Bounds.NONE));
        case QualityRule.Range(String of, OptionalDouble min, OptionalDouble max, _)
            when of.equals(column) ->
            checks.add(check("range", rule, List.of(), new Bounds(min, max)));
        default -> {}
      }
    }
    return checks;
  }

  private static Check check(String metric, QualityRule rule, List<String> values, Bounds bounds) {
    return new Check(metric, percent(rule.allowed()), values, bounds, rule.text());
  }

  private static double percent(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).doubleValue();
  }

  /// Whether a rule of that kind allows no exception.
  private static boolean never(List<Check> checks, String metric) {
    return checks.stream().anyMatch(check -> check.metric().equals(metric) && check.percent() == 0);
  }

  private static Bounds bounds(List<Check> checks) {
    return checks.stream()
        .filter(check -> check.percent() == 0)
        .map(Check::bounds)
        .reduce(Bounds.NONE, Bounds::within);
  }

  /// What the model takes decides the type: a column of whole numbers may feed an input of others.
  private static Input input(Place place, ColumnProfile profile, List<Check> checks) {
    var datatype = place.input().datatype();
    String type =
        switch (datatype) {
          case BOOL -> "boolean";
          case BYTES -> "string";
          case FP16, BF16, FP32, FP64 -> "number";
          case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> "integer";
        };
    boolean takesNone = datatype.isFloatingPoint() || type.equals("string");
    boolean ruled = checks.stream().anyMatch(check -> check.metric().equals("nullValues"));
    boolean mayMiss = ruled ? !never(checks, "nullValues") : profile.missing() > 0;
    return new Input(
        place.input().name(),
        datatype.name(),
        place.index(),
        type,
        takesNone && mayMiss,
        values(type, checks));
  }

  /// The valid values as JSON has them; none where one of them is not of the type.
  private static List<Object> values(String type, List<Check> checks) {
    List<String> texts =
        checks.stream()
            .filter(check -> check.metric().equals("invalidValues"))
            .map(Check::values)
            .findFirst()
            .orElse(List.of());
    List<Object> values = new ArrayList<>();
    for (String text : texts) {
      switch (type) {
        case "string" -> values.add(text);
        case "boolean" -> {
          if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            values.add(Boolean.parseBoolean(text));
          }
        }
        default -> {
          OptionalDouble number = Cells.number(text);
          number.ifPresent(value -> values.add(value));
        }
      }
    }
    return values.size() == texts.size() ? values : List.of();
  }

  private void remarkOnRules() {
    for (QualityRule rule : rules) {
      Optional<String> column =
          switch (rule) {
            case QualityRule.Missing(String of, _) -> Optional.of(of);
            case QualityRule.Unique(String of, _) -> Optional.of(of);
            case QualityRule.Categories(String of, _, _) -> Optional.of(of);
            case QualityRule.Range(String of, _, _, _) -> Optional.of(of);
            case QualityRule.Fresh(String of, _) -> Optional.of(of);
            case QualityRule.Rows _, QualityRule.Duplicates _ -> Optional.empty();
          };
      column
          .filter(name -> study.reference().column(name).isEmpty())
          .ifPresent(name ->
              remarks.add("A rule names a column that the file lacks: " + rule.text() + "."));
    }
  }
}
