// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// What a contract in the Open Data Contract Standard asks of the quality of data and of its age,
/// as rules that can be run on a file.
///
/// @param rules in the contract's order
/// @param others what it asks that no rule here can tell
public record ContractRules(List<QualityRule> rules, List<Finding> others) {

  public ContractRules {
    rules = List.copyOf(rules);
    others = List.copyOf(others);
  }

  /// @param name of the contract, for messages
  public static ContractRules of(String contract, String name) throws ProblemException {
    ContractFile file = ContractFile.parse(contract, name);
    List<QualityRule> rules = new ArrayList<>();
    List<Finding> others = new ArrayList<>();
    for (Map<?, ?> column : file.columns()) {
      String of = ContractFile.nameOf(column);
      for (Map<?, ?> terms : ContractFile.maps(column.get("quality"))) {
        keep(ofColumn(of, terms), of, terms, rules, others);
      }
    }
    int columns = file.columns().size();
    for (Map<?, ?> terms : ContractFile.maps(file.table().get("quality"))) {
      keep(ofTable(terms, columns), "the table", terms, rules, others);
    }
    for (Map<?, ?> terms : ContractFile.maps(file.whole().get("slaProperties"))) {
      fresh(terms, file).ifPresent(rules::add);
    }
    return new ContractRules(rules, others);
  }

  private static void keep(
      Optional<QualityRule> rule,
      String of,
      Map<?, ?> terms,
      List<QualityRule> rules,
      List<Finding> others) {
    rule.ifPresentOrElse(
        rules::add,
        () ->
            others.add(
                new Finding.NotRun(
                    "What the contract asks of " + of + ": " + terms.get("description"),
                    "Slipway runs nullValues, invalidValues with validValues, duplicateValues and"
                        + " rowCount with a limit in percent or of 0, and ranges of its own; this"
                        + " is for another tool")));
  }

  private static Optional<QualityRule> ofColumn(String column, Map<?, ?> terms) {
    if (terms.get("implementation") instanceof Map<?, ?> own
        && "range".equals(own.get("rule"))
        && "slipway".equals(terms.get("engine"))) {
      OptionalDouble min = number(own.get("min"));
      OptionalDouble max = number(own.get("max"));
      double allowed = number(own.get("allowPercent")).orElse(0) / 100;
      return (min.isEmpty() && max.isEmpty()) || !(allowed >= 0 && allowed <= 1)
          ? Optional.empty()
          : Optional.of(new QualityRule.Range(column, min, max, allowed));
    }
    OptionalDouble allowed = allowed(terms);
    if (allowed.isEmpty() || !(terms.get("metric") instanceof String metric)) {
      return Optional.empty();
    }
    double share = allowed.getAsDouble();
    return switch (metric) {
      case "nullValues" -> Optional.of(new QualityRule.Missing(column, share));
      case "duplicateValues" -> Optional.of(new QualityRule.Unique(column, share));
      case "invalidValues" ->
          terms.get("arguments") instanceof Map<?, ?> arguments
                  && arguments.size() == 1
                  && arguments.get("validValues") instanceof List<?> values
                  && !values.isEmpty()
              ? Optional.of(
                  new QualityRule.Categories(
                      column, values.stream().map(String::valueOf).toList(), share))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<QualityRule> ofTable(Map<?, ?> terms, int columns) {
    Object metric = terms.get("metric");
    OptionalDouble least = number(terms.get("mustBeGreaterOrEqualTo"));
    if ("rowCount".equals(metric) && least.isPresent()) {
      return Optional.of(new QualityRule.Rows((long) Math.ceil(least.getAsDouble())));
    }
    boolean whole =
        !(terms.get("arguments") instanceof Map<?, ?> arguments)
            || (arguments.get("properties") instanceof List<?> named && named.size() == columns);
    OptionalDouble allowed = allowed(terms);
    return "duplicateValues".equals(metric) && whole && allowed.isPresent()
        ? Optional.of(new QualityRule.Duplicates(allowed.getAsDouble()))
        : Optional.empty();
  }

  /// The age of the latest value of a column, in days.
  private static Optional<QualityRule> fresh(Map<?, ?> terms, ContractFile file) {
    String prefix = file.table().get("name") + ".";
    OptionalDouble days = number(terms.get("value"));
    return "latency".equals(terms.get("property"))
            && "d".equals(terms.get("unit"))
            && terms.get("element") instanceof String element
            && element.startsWith(prefix)
            && days.isPresent()
        ? Optional.of(
            new QualityRule.Fresh(element.substring(prefix.length()), (int) days.getAsDouble()))
        : Optional.empty();
  }

  /// The share of the rows that may break a rule; a number of rows only where it is none.
  private static OptionalDouble allowed(Map<?, ?> terms) {
    OptionalDouble most = number(terms.get("mustBeLessOrEqualTo"));
    OptionalDouble limit = most.isPresent() ? most : number(terms.get("mustBe"));
    if (limit.isEmpty() || limit.getAsDouble() < 0 || limit.getAsDouble() > 100) {
      return OptionalDouble.empty();
    }
    boolean percent = "percent".equals(terms.get("unit"));
    boolean exact = most.isPresent() || limit.getAsDouble() == 0;
    return exact && (percent || limit.getAsDouble() == 0)
        ? OptionalDouble.of(limit.getAsDouble() / 100)
        : OptionalDouble.empty();
  }

  private static OptionalDouble number(@Nullable Object value) {
    return value instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  /// What was found of one of the rules, as a term of the contract.
  public static Finding finding(RuleOutcome outcome) {
    String check = outcome.source() + " keeps to the contract's rule: " + outcome.rule().text();
    return outcome.kept()
        ? new Finding.Passed(check, outcome.seen())
        : new Finding.Failed(
            check,
            Problem.gate(
                "data.contract-broken",
                outcome.source() + " breaks the data contract: " + outcome.rule().text(),
                outcome.seen(),
                "Deliver data that keeps to the contract, or agree on a new one and export it."));
  }
}
