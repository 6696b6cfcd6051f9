// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Words;
import java.util.List;
import java.util.OptionalDouble;

/// A quality rule for data. Slipway suggests it from the reference, a person edits it, and every
/// new file is checked against it.
public sealed interface QualityRule {

  /// As a person says it: `sex: at most 3 % missing`.
  String text();

  /// The share of the rows that may break it, 0 to 1.
  double allowed();

  /// Few values are missing.
  record Missing(String column, double allowed) implements QualityRule {
    @Override
    public String text() {
      return allowed == 0
          ? column + ": no value missing"
          : column + ": at most " + Decimals.percent(allowed) + " missing";
    }
  }

  /// Numbers lie between two bounds, both included; one may be open.
  record Range(String column, OptionalDouble min, OptionalDouble max, double allowed)
      implements QualityRule {
    @Override
    public String text() {
      return column
          + ": "
          + (min.isPresent() ? "from " + plain(min.getAsDouble()) + " " : "")
          + (max.isPresent() ? "to " + plain(max.getAsDouble()) : "")
          + but(allowed);
    }
  }

  /// Values are of a list.
  record Categories(String column, List<String> values, double allowed) implements QualityRule {
    public Categories {
      values = List.copyOf(values);
    }

    @Override
    public String text() {
      return column
          + ": one of "
          + (values.size() <= 4
              ? String.join(", ", values)
              : String.join(", ", values.subList(0, 3)) + " and " + (values.size() - 3) + " more")
          + but(allowed);
    }
  }

  /// No value comes twice.
  record Unique(String column, double allowed) implements QualityRule {
    @Override
    public String text() {
      return column + ": every value once" + but(allowed);
    }
  }

  /// The latest moment is not long ago.
  record Fresh(String column, int days) implements QualityRule {
    @Override
    public String text() {
      return column + ": the latest at most " + days + " days old";
    }

    @Override
    public double allowed() {
      return 0;
    }
  }

  /// There are enough rows.
  record Rows(long atLeast) implements QualityRule {
    @Override
    public String text() {
      return "at least " + Words.count(atLeast, "row");
    }

    @Override
    public double allowed() {
      return 0;
    }
  }

  /// Rows do not repeat.
  record Duplicates(double allowed) implements QualityRule {
    @Override
    public String text() {
      return allowed == 0
          ? "no row twice"
          : "at most " + Decimals.percent(allowed) + " of the rows repeat another";
    }
  }

  private static String but(double allowed) {
    return allowed == 0 ? "" : ", but for at most " + Decimals.percent(allowed);
  }

  /// The shortest text of a number, without an exponent where it is of usual size.
  static String plain(double number) {
    return Decimals.plain(number);
  }
}
