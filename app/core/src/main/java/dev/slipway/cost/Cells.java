// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Money;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// One row of a price table, with its values as what they must be.
///
/// @param dates that were read before: a table of a thousand rows has a few
record Cells(CsvTable.Row row, Map<String, LocalDate> dates) {

  Cells(CsvTable.Row row) {
    this(row, new HashMap<>());
  }

  String text(String column) {
    return row.text(column);
  }

  String needed(String column) throws ProblemException {
    String text = text(column);
    if (text.isEmpty()) {
      throw problem(column, "It is empty, and a row is known by it.");
    }
    return text;
  }

  public OptionalDouble number(String column) throws ProblemException {
    Optional<BigDecimal> number = decimal(column);
    return number.isPresent()
        ? OptionalDouble.of(number.get().doubleValue())
        : OptionalDouble.empty();
  }

  double positive(String column) throws ProblemException {
    OptionalDouble number = number(column);
    if (number.isEmpty() || !(number.getAsDouble() > 0)) {
      throw problem(column, "It must be a number above zero.");
    }
    return number.getAsDouble();
  }

  /// A price; empty when the cell is blank, which means unknown.
  Optional<Money> price(String column) throws ProblemException {
    Optional<BigDecimal> amount = decimal(column);
    if (amount.isPresent() && amount.get().signum() <= 0) {
      throw Problem.input(
              "prices.zero",
              "The " + column + " in " + row.place() + " is " + text(column) + ".",
              "Nothing is free in a price list; a zero is an unknown price that was filled in.",
              "Leave the cell blank when the price is unknown.")
          .asException();
    }
    return amount.map(Money::usd);
  }

  <E extends Enum<E>> E choice(String column, Class<E> type) throws ProblemException {
    String text = needed(column).toUpperCase(Locale.ROOT);
    for (E value : type.getEnumConstants()) {
      if (value.name().equals(text)) {
        return value;
      }
    }
    throw problem(
        column,
        "It is '%s'; known are %s."
            .formatted(
                text(column), Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT)));
  }

  Stamp stamp(String date, String source, boolean users) throws ProblemException {
    String text = text(date);
    try {
      Optional<LocalDate> asOf =
          text.isEmpty()
              ? Optional.empty()
              : Optional.of(dates.computeIfAbsent(text, LocalDate::parse));
      return new Stamp(asOf, text(source), users);
    } catch (DateTimeParseException e) {
      throw problem(date, "'" + text + "' is not a date such as 2026-07-20.");
    }
  }

  ProblemException problem(String column, String why) {
    return Problem.input(
            "prices.value",
            "The " + column + " in " + row.place() + " cannot be used.",
            why,
            "Correct the value, or leave the row out.")
        .asException();
  }

  private Optional<BigDecimal> decimal(String column) throws ProblemException {
    String text = text(column);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      throw problem(column, "'" + text + "' is not a number.");
    }
  }
}
