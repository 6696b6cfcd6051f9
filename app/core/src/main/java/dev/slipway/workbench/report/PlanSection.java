// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.base.Numbers;
import dev.slipway.plan.Choice;
import dev.slipway.plan.Key;
import dev.slipway.plan.Plan;
import dev.slipway.workbench.report.Section.Row;
import dev.slipway.workbench.report.Section.Tone;
import java.math.BigDecimal;

/// Every number of the bundle, with its reason.
public final class PlanSection {

  /// No stated share has more digits.
  private static final int EXACT = 15;

  /// From here on four digits are a whole number with a separator.
  private static final double LARGE = 999.95;

  private PlanSection() {}

  public static Section of(Plan plan) {
    var rows = new Rows();
    plan.choices().forEach((key, choice) -> rows.add(row(key, choice)));
    return rows.section("Plan", "every number of the bundle, with its reason");
  }

  /// The same with the keys that `slipway explain` and `slipway plan --set` take. A reason says
  /// what it stands on where that is weak.
  public static Section byKey(Plan plan) {
    var rows = new Rows();
    plan.choices()
        .forEach((key, choice) -> {
          Row row = row(key, choice);
          boolean weak = row.tone() == Tone.OPEN;
          rows.add(
              new Row(
                  key.name(),
                  row.value(),
                  row.tone(),
                  weak ? row.reason() : choice.because(),
                  true));
        });
    return rows.section("Plan", "every number of the bundle, with its reason");
  }

  private static Row row(Key<?> key, Choice<?> choice) {
    return new Row(
        key.title(),
        amount(choice.written(), key.unit()),
        switch (choice.basis()) {
          case ASSUMED, DISTURBED, SET_BY_HAND -> Tone.OPEN;
          case MEASURED, OBJECTIVE, PRICE, RULE -> Tone.PLAIN;
        },
        choice.reason(),
        true);
  }

  /// A value with its unit, for a person; what is counted needs no unit.
  public static String amount(Object value, String unit) {
    String text =
        switch (value) {
          case Double number -> digits(number, unit);
          // Nobody reads a port with a separator; it has no unit.
          case Integer number when !unit.isEmpty() -> Numbers.count(number);
          case BigDecimal number when !unit.isEmpty() -> Numbers.exact(number);
          default -> String.valueOf(value);
        };
    return unit.isEmpty() || unit.equals("count") ? text : text + " " + unit;
  }

  /// A share keeps its nines; another number has at most four significant digits, and a large one
  /// separators.
  private static String digits(double number, String unit) {
    if (unit.equals("share")) {
      return Numbers.digits(BigDecimal.valueOf(number), EXACT);
    }
    return Math.abs(number) < LARGE ? Numbers.digits(number, 4) : Numbers.grouped(number);
  }
}
