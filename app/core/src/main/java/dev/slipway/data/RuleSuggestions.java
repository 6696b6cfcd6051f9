// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.data.ColumnProfile.Kind;
import dev.slipway.data.ColumnProfile.Numbers;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// Suggests rules that the reference keeps to, with room for what a sample of its size did not
/// show.
public final class RuleSuggestions {

  /// A text column with more different values has no list of them.
  private static final int MOST_CATEGORIES = 10;

  private static final int FEWEST_ROWS = 50;
  private static final double RARE = 0.01;

  /// Days within which data that is renewed at all has newer dates.
  private static final long RENEWED = 90;

  private final TableProfile reference;
  private final LocalDate today;
  private final List<QualityRule> rules = new ArrayList<>();

  private RuleSuggestions(TableProfile reference, LocalDate today) {
    this.reference = reference;
    this.today = today;
  }

  /// @param today for the age of dates
  public static List<QualityRule> from(TableProfile reference, LocalDate today) {
    var suggestions = new RuleSuggestions(reference, today);
    suggestions.table();
    reference.columns().forEach(suggestions::column);
    return suggestions.rules;
  }

  private void table() {
    rules.add(new QualityRule.Rows(Math.max(1, reference.rows() / 2)));
    rules.add(
        new QualityRule.Duplicates(reference.duplicates() == 0 ? 0 : room(reference.duplicates())));
  }

  private void column(ColumnProfile column) {
    rules.add(
        new QualityRule.Missing(column.name(), column.missing() == 0 ? 0 : room(column.missing())));
    column.numbers().ifPresent(numbers -> range(column, numbers));
    long present = reference.rows() - column.missing();
    if (isKey(column, present)) {
      rules.add(new QualityRule.Unique(column.name(), 0));
    } else if (isCategory(column, present)) {
      rules.add(
          new QualityRule.Categories(
              column.name(),
              column.top().stream().map(ColumnProfile.Frequent::value).sorted().toList(),
              RARE));
    }
    column.period().ifPresent(period -> fresh(column, period));
  }

  /// Half as many again, and one in a hundred: shares of a sample vary.
  private double room(long count) {
    double share = (double) count / reference.rows();
    return Math.min(1, Decimals.upTo(1.5 * share + RARE, 2));
  }

  /// A tenth of the seen width on either side; what was never negative stays so.
  private void range(ColumnProfile column, Numbers numbers) {
    double room = numbers.max() / 10 - numbers.min() / 10;
    if (!Double.isFinite(numbers.min() - room) || !Double.isFinite(numbers.max() + room)) {
      // As wide as numbers go: nothing lies outside.
      return;
    }
    double low = Decimals.downTo(numbers.min() - room, 3);
    double high = Decimals.upTo(numbers.max() + room, 3);
    if (numbers.min() >= 0 && low < 0) {
      low = 0;
    }
    if (column.kind() == Kind.WHOLE) {
      low = Math.floor(low);
      high = Math.ceil(high);
    }
    rules.add(
        new QualityRule.Range(
            column.name(), OptionalDouble.of(low), OptionalDouble.of(high), RARE));
  }

  private static boolean isKey(ColumnProfile column, long present) {
    boolean telling = column.kind() == Kind.WHOLE || column.kind() == Kind.TEXT;
    return telling && column.exact() && present >= FEWEST_ROWS && column.distinct() == present;
  }

  private static boolean isCategory(ColumnProfile column, long present) {
    return column.kind() == Kind.TEXT
        && column.distinct() > 0
        && column.distinct() == column.top().size()
        && column.distinct() <= MOST_CATEGORIES
        && present >= 5 * column.distinct();
  }

  /// As old as it is now, and a quarter of a year. What is older than that is not renewed so often:
  /// a rule would only say that one day it is older still.
  private void fresh(ColumnProfile column, ColumnProfile.Period period) {
    if (!period.last().matches("\\d{4}-\\d{2}-\\d{2}(?!.*BC).*")) {
      // A year of five digits stands for what has no end; data of antiquity is never fresh.
      return;
    }
    LocalDate last = LocalDate.parse(period.last().substring(0, 10));
    long age = Math.max(0, ChronoUnit.DAYS.between(last, today));
    if (age <= RENEWED) {
      rules.add(new QualityRule.Fresh(column.name(), Math.toIntExact(age + RENEWED)));
    }
  }
}
