// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Checks a file against a contract in the Open Data Contract Standard: its columns, their types,
/// required values, unique values, and bounds of numbers. [ContractRules] reads the other quality
/// rules.
public final class ContractCheck {

  private ContractCheck() {}

  /// One finding for each column of the contract, in its order.
  ///
  /// @param name of the contract, for messages
  public static List<Finding> of(String contract, String name, TableProfile file)
      throws ProblemException {
    List<Finding> findings = new ArrayList<>();
    for (Map<?, ?> terms : ContractFile.parse(contract, name).columns()) {
      findings.add(finding(ContractFile.nameOf(terms), terms, file));
    }
    return List.copyOf(findings);
  }

  private static Finding finding(String column, Map<?, ?> terms, TableProfile file) {
    String check = file.source() + ": " + column + " keeps to the contract";
    List<String> broken =
        file.column(column)
            .map(found -> broken(terms, found, file))
            .orElse(List.of("there is no such column"));
    if (broken.isEmpty()) {
      return new Finding.Passed(check, "");
    }
    return new Finding.Failed(
        check,
        new Problem(
            new Problem.Code(Problem.Category.GATE, "data.contract-broken"),
            file.source() + " breaks the data contract in the column " + column,
            String.join("; ", broken) + ".",
            "Deliver data that keeps to the contract, or agree on a new one and export it."));
  }

  private static List<String> broken(Map<?, ?> terms, ColumnProfile column, TableProfile file) {
    long rows = file.rows();
    List<String> broken = new ArrayList<>();
    Optional<String> type = ContractTerms.logicalType(column);
    if (terms.get("logicalType") instanceof String promised
        && column.missing() < rows
        && !type.filter(found -> fits(found, promised, file.format())).isPresent()) {
      broken.add("it is of type " + type.orElse(column.storedAs()) + " instead of " + promised);
    }
    if (Boolean.TRUE.equals(terms.get("required")) && column.missing() > 0) {
      broken.add(column.missing() + " of " + rows + " values are missing, and none may be");
    }
    long repeated = rows - column.missing() - column.distinct();
    if (Boolean.TRUE.equals(terms.get("unique")) && column.exact() && repeated > 0) {
      broken.add(repeated + " values repeat another, and none may");
    }
    if (terms.get("logicalTypeOptions") instanceof Map<?, ?> bounds) {
      boolean shown = !isPersonal(terms);
      column.numbers().ifPresent(numbers -> broken.addAll(outside(bounds, numbers, shown)));
    }
    return broken;
  }

  /// A whole number is a number, too. A CSV file has no types but those that its values look like,
  /// and of texts that happen to be numbers all are texts.
  private static boolean fits(String found, String promised, DataFormat format) {
    return found.equals(promised)
        || (promised.equals("number") && found.equals("integer"))
        || (promised.equals("string") && format == DataFormat.CSV);
  }

  /// What is or may be about people is not repeated in a message.
  private static boolean isPersonal(Map<?, ?> terms) {
    return "personal".equals(terms.get("classification"))
        || "sensitive".equals(terms.get("classification"))
        || ContractFile.maps(terms.get("customProperties")).stream()
            .anyMatch(property -> "mayBePersonal".equals(property.get("property")));
  }

  private static List<String> outside(
      Map<?, ?> bounds, ColumnProfile.Numbers numbers, boolean shown) {
    List<String> outside = new ArrayList<>();
    number(bounds.get("minimum"))
        .filter(least -> numbers.min() < least)
        .ifPresent(least ->
            outside.add(
                "its least value is " + (shown ? numbers.min() + ", " : "") + "below " + least));
    number(bounds.get("maximum"))
        .filter(most -> numbers.max() > most)
        .ifPresent(most ->
            outside.add(
                "its greatest value is " + (shown ? numbers.max() + ", " : "") + "above " + most));
    return outside;
  }

  private static Optional<Double> number(@Nullable Object value) {
    return value instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
  }
}
