// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.plan.Choice;
import dev.slipway.plan.Key;
import dev.slipway.plan.Plan;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A number, and where it comes from. What is computed from others says how, with their names and
/// values: `1 - slo.availability (0.999)`.
///
/// @param origins keys of the plan, paths of records, or reasons; one that begins with [#HOW] says
///   how the number follows from the others
public record Figure(BigDecimal value, List<String> origins) implements TracedText.Part {

  /// Before how a number is computed.
  public static final String HOW = "= ";

  /// Before a key of the plan, the name of its reason.
  public static final String WHY = "why.";

  private static final int LONGEST_REASON = 80;

  public Figure {
    origins = List.copyOf(origins);
  }

  static Figure of(Plan plan, Key<? extends Number> key) {
    return of(plan.value(key), key.name());
  }

  /// @param origin empty for a number that a formula holds, such as the 1 in `1 - share`
  public static Figure of(Number value, String origin) {
    return new Figure(exact(value), origin.isEmpty() ? List.of() : List.of(origin));
  }

  /// Stands for the numbers in the reason of a choice.
  static Figure reasonOf(Key<?> key) {
    return of(0, WHY + key.name());
  }

  /// A number that stands for itself.
  static Figure rule(BigDecimal value, String because) {
    return new Figure(value, List.of(new Choice<>(value, Choice.Basis.RULE, because).reason()));
  }

  static Figure rule(long value, String because) {
    return rule(BigDecimal.valueOf(value), because);
  }

  private static Figure constant(long value) {
    return of(value, "");
  }

  private static BigDecimal exact(Number value) {
    return value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString());
  }

  public Figure plus(Figure other) {
    return computed(value.add(other.value), this, " + ", other);
  }

  public Figure minus(Figure other) {
    return computed(value.subtract(other.value), this, " - ", other);
  }

  public Figure times(Figure other) {
    return computed(value.multiply(other.value), this, " * ", other);
  }

  Figure times(long count) {
    return times(constant(count));
  }

  public Figure over(Figure other) {
    return computed(value.divide(other.value, MathContext.DECIMAL64), this, " / ", other);
  }

  public Figure modulo(Figure other) {
    return computed(value.remainder(other.value), this, " % ", other);
  }

  /// The nearest whole number that is not below, or not above.
  public Figure whole(RoundingMode mode) {
    return new Figure(
        value.setScale(0, mode),
        how((mode == RoundingMode.CEILING ? "rounded up: " : "rounded down: ") + formula(), this));
  }

  /// What a share leaves of the whole.
  Figure rest() {
    return constant(1).minus(this);
  }

  /// The same quantity in another unit or with fewer digits.
  Figure written(BigDecimal otherwise) {
    return new Figure(otherwise, origins);
  }

  /// The same number, which comes about in words: `the bucket that ends at` this.
  Figure as(String words) {
    return new Figure(value, how(words + " " + operand(), this));
  }

  /// Of this and other numbers, in the words of the formula.
  static Figure told(BigDecimal value, String how, Figure... of) {
    return new Figure(value, how(how, of));
  }

  private static Figure computed(BigDecimal value, Figure left, String sign, Figure right) {
    if (left.origins.isEmpty() && right.origins.isEmpty()) {
      return new Figure(value, List.of());
    }
    return new Figure(value, how(left.operand() + sign + right.operand(), left, right));
  }

  private static List<String> how(String formula, Figure... of) {
    Set<String> sources = new LinkedHashSet<>();
    for (Figure each : of) {
      each.origins.stream().filter(origin -> !origin.startsWith(HOW)).forEach(sources::add);
    }
    List<String> all = new ArrayList<>();
    all.add(HOW + formula);
    all.addAll(sources);
    return all;
  }

  /// As it stands in the formula of another number.
  String operand() {
    return isComputed() ? "(" + formula() + ")" : formula();
  }

  private String formula() {
    if (isComputed()) {
      return origins.getFirst().substring(HOW.length());
    }
    String source = String.join(", ", origins);
    if (source.isEmpty()) {
      return text();
    }
    return source.matches("[\\w.-]+")
        ? source + " (" + text() + ")"
        : text() + " (" + shortened(source.replaceFirst("^\\w+: ", "")) + ")";
  }

  private static String shortened(String reason) {
    return reason.length() <= LONGEST_REASON
        ? reason
        : reason.substring(0, LONGEST_REASON).replaceFirst(" \\S*$", " …");
  }

  private boolean isComputed() {
    return !origins.isEmpty() && origins.getFirst().startsWith(HOW);
  }

  /// Digits without an exponent.
  @Override
  public String text() {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
