// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A monthly bill as it is written, line by line. A line without a known price adds nothing and
/// makes the total "at least".
final class Bill {

  private static final Money NOTHING = Money.usd("0");

  /// Enough for cents of any bill; a double's last digits are noise.
  private static final MathContext DIGITS = new MathContext(12);

  /// Quantities of a line, as far as they are certain.
  record Amount(double low, double likely, double high) {
    static Amount fixed(double amount) {
      return new Amount(amount, amount, amount);
    }

    Amount times(double factor) {
      return new Amount(low * factor, likely * factor, high * factor);
    }

    Amount times(Amount other) {
      return new Amount(low * other.low, likely * other.likely, high * other.high);
    }

    Amount plus(Amount other) {
      return new Amount(low + other.low, likely + other.likely, high + other.high);
    }

    boolean isNothing() {
      return high <= 0;
    }
  }

  /// What the amount of a line grows with.
  enum ScalesWith {
    NOTHING,
    REPLICAS,
    REQUESTS
  }

  private record Entry(Candidate.Line line, ScalesWith scalesWith) {}

  private final List<Entry> entries = new ArrayList<>();
  private final List<String> apart = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private Optional<LocalDate> oldest = Optional.empty();
  private boolean users;

  Bill() {}

  Bill(Bill other) {
    entries.addAll(other.entries);
    apart.addAll(other.apart);
    notes.addAll(other.notes);
    oldest = other.oldest;
    users = other.users;
  }

  <Q extends Quantity> Bill add(
      String what,
      Optional<UnitPrice<Q>> price,
      Function<BigDecimal, Q> unit,
      Amount amount,
      ScalesWith scalesWith) {
    Q likely = unit.apply(decimal(amount.likely));
    CostRange month =
        price
            .map(p ->
                new CostRange(
                    cents(p.of(unit.apply(decimal(amount.low)))),
                    cents(p.of(likely)),
                    cents(p.of(unit.apply(decimal(amount.high)))),
                    false))
            .orElse(new CostRange(NOTHING, NOTHING, NOTHING, true));
    String each =
        price
            .map(p -> p.each().amount().stripTrailingZeros().toPlainString() + " USD")
            .orElse("unknown");
    entries.add(
        new Entry(
            new Candidate.Line(
                what,
                likely.count().doubleValue(),
                likely.unit(),
                each,
                month,
                price.flatMap(p -> p.stamp().asOf())),
            scalesWith));
    price.ifPresent(p -> seen(p.stamp()));
    return this;
  }

  /// Names what is not in the sum, with what it is likely to come to.
  Bill leave(String what) {
    apart.add(what);
    return this;
  }

  List<String> apart() {
    return List.copyOf(apart);
  }

  /// Says what a charge in the sum rests on.
  void note(String what) {
    notes.add(what);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  private void seen(Stamp stamp) {
    users |= stamp.users();
    if (stamp.asOf().isPresent()
        && (oldest.isEmpty() || stamp.asOf().get().isBefore(oldest.get()))) {
      oldest = stamp.asOf();
    }
  }

  private static BigDecimal decimal(double amount) {
    return new BigDecimal(amount, DIGITS);
  }

  private static Money cents(Money money) {
    return money.rounded(2);
  }

  List<Candidate.Line> lines() {
    return entries.stream().map(Entry::line).toList();
  }

  Optional<LocalDate> oldest() {
    return oldest;
  }

  /// Whether a price of the user's own is in it.
  boolean users() {
    return users;
  }

  CostRange month() {
    return sum(ScalesWith.values());
  }

  CostRange sum(ScalesWith... which) {
    List<ScalesWith> wanted = List.of(which);
    CostRange sum = new CostRange(NOTHING, NOTHING, NOTHING, false);
    for (Entry entry : entries) {
      if (wanted.contains(entry.scalesWith)) {
        CostRange month = entry.line.month();
        sum =
            new CostRange(
                sum.low().plus(month.low()),
                sum.likely().plus(month.likely()),
                sum.high().plus(month.high()),
                sum.atLeast() || month.atLeast());
      }
    }
    return sum;
  }
}
