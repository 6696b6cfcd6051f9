// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Money;
import dev.slipway.base.Numbers;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.cost.PriceImport.LargeChanges;
import java.util.List;
import java.util.Optional;

/// Looks at rows of the tables besides that of machines: what cannot be, or is far from what is
/// known, is a slip of the unit or the column more often than news.
final class PriceLint {

  /// The same meter in another region costs up to half as much again, never three times as much.
  private static final double FAR = 3;

  /// What costs so many times the dearest of its unit is in another unit.
  private static final double ABSURD = 20;

  private static final double MOST_WATTS = 2_000;
  private static final double MOST_GRAMS = 2_000;
  private static final double MOST_OVERHEAD = 3;
  private static final double FASTEST = 5;

  private final PriceBook book;
  private final LargeChanges largeChanges;

  PriceLint(PriceBook book, LargeChanges largeChanges) {
    this.book = book;
    this.largeChanges = largeChanges;
  }

  /// @return empty where the row can be taken
  Optional<Problem> check(PriceTable table, CsvTable.Row row) {
    Cells cells = new Cells(row);
    try {
      return switch (table) {
        case SERVICES -> meter(row, PriceRows.meter(cells, false));
        case BURSTABLE -> burstable(row, PriceRows.burstable(cells, false));
        case COMMITMENTS -> commitment(row, cells);
        case PERFORMANCE -> performance(row, PriceRows.performance(cells, false));
        case ENERGY -> power(row, PriceRows.power(cells, false));
        case GRID -> grid(row, cells);
        case DISCOUNTS -> {
          PriceRows.discount(cells);
          yield Optional.empty();
        }
        case INSTANCES -> Optional.empty();
      };
    } catch (ProblemException e) {
      return Optional.of(e.problem());
    }
  }

  private Optional<Problem> meter(CsvTable.Row row, MeteredPrice meter) {
    List<MeteredPrice> known = book.meters();
    Optional<MeteredPrice> before =
        known.stream().filter(m -> m.key().equals(meter.key())).findFirst();
    List<MeteredPrice> alike =
        known.stream()
            .filter(m ->
                m.cloud().equals(meter.cloud())
                    && m.service().equals(meter.service())
                    && m.meter().equals(meter.meter()))
            .toList();
    Optional<MeteredPrice> otherUnit =
        alike.stream().filter(m -> !m.unit().equals(meter.unit())).findFirst();
    if (otherUnit.isPresent()) {
      return Optional.of(
          Problem.input(
              "prices.unit",
              "%s in %s counts in %s.".formatted(meter.key(), row.place(), meter.unit()),
              "Elsewhere it counts in " + otherUnit.get().unit() + ".",
              "Take the price for that unit."));
    }
    if (meter.each().isEmpty() || largeChanges == LargeChanges.CONFIRMED) {
      return Optional.empty();
    }
    return before
        .flatMap(MeteredPrice::each)
        .map(old -> jump(row, meter, old))
        .orElseGet(() -> far(row, meter, alike));
  }

  private static Optional<Problem> jump(CsvTable.Row row, MeteredPrice meter, Money old) {
    return meter.each().flatMap(now -> PriceImport.jump(row, meter.key(), old, now));
  }

  /// Where the region had no price before.
  private Optional<Problem> far(CsvTable.Row row, MeteredPrice meter, List<MeteredPrice> alike) {
    double each = meter.each().map(PriceLint::amount).orElse(0.0);
    double least =
        alike.stream()
            .flatMap(m -> m.each().stream())
            .mapToDouble(PriceLint::amount)
            .min()
            .orElse(0);
    double most =
        alike.stream()
            .flatMap(m -> m.each().stream())
            .mapToDouble(PriceLint::amount)
            .max()
            .orElse(0);
    if (most > 0 && (each > FAR * most || each < least / FAR)) {
      return Optional.of(
          outlier(
              meter.key() + " in " + row.place(),
              "It is %s a %s; in other regions it is %s to %s."
                  .formatted(
                      Numbers.digits(each, 3),
                      meter.unit(),
                      Numbers.digits(least, 3),
                      Numbers.digits(most, 3))));
    }
    Optional<Money> dearest = book.dearest(meter.unit(), "");
    if (most == 0 && dearest.isPresent() && each > ABSURD * amount(dearest.get())) {
      return Optional.of(
          outlier(
              meter.key() + " in " + row.place(),
              "It is %s a %s, and nothing that is known costs more than %s."
                  .formatted(Numbers.digits(each, 3), meter.unit(), dearest.get())));
    }
    return Optional.empty();
  }

  private Optional<Problem> burstable(CsvTable.Row row, PriceBook.Burstable share) {
    return book.machines().values().stream()
        .filter(m -> m.cloud().equals(share.cloud()) && m.type().equals(share.type()))
        .filter(m -> share.sustained() > m.vcpu())
        .findFirst()
        .map(m ->
            impossible(
                row,
                "sustained_vcpu_equivalent",
                "%s has %s vCPU, and can use no more all day."
                    .formatted(m.type(), Numbers.brief(m.vcpu()))));
  }

  private Optional<Problem> commitment(CsvTable.Row row, Cells cells) throws ProblemException {
    Optional<PriceBook.Commitment> read = PriceRows.commitment(cells, false);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    PriceBook.Commitment promise = read.get();
    if (promise.discount() <= 0 || promise.discount() >= 1) {
      return Optional.of(
          impossible(row, "discount_pct", "A reservation takes off between 0 and 100 percent."));
    }
    return Optional.ofNullable(
            book.machines().get(promise.cloud() + "/" + promise.region() + "/" + promise.type()))
        .flatMap(Machine::onDemand)
        .filter(onDemand -> promise.price().each().compareTo(onDemand.each()) >= 0)
        .map(onDemand ->
            impossible(
                row,
                "price_usd_hour",
                "It is not below the price on demand, which is %s.".formatted(onDemand.each())));
  }

  private static Optional<Problem> performance(CsvTable.Row row, PriceBook.PerfRow speed) {
    double exact = 1 + 1e-9;
    boolean ordered = speed.low() <= speed.index() * exact && speed.index() <= speed.high() * exact;
    if (!ordered) {
      return Optional.of(
          impossible(row, "per_vcpu_median", "It is not between the least and the most."));
    }
    return speed.index() > FASTEST
        ? Optional.of(
            impossible(
                row,
                "index_icelake_vcpu_1",
                "No vCPU is %s times as fast as one of Ice Lake."
                    .formatted(Numbers.brief(speed.index()))))
        : Optional.empty();
  }

  private static Optional<Problem> power(CsvTable.Row row, PriceBook.Power power) {
    if (power.idle() > power.full()) {
      return Optional.of(impossible(row, "min_watts", "Idle takes no more than full load."));
    }
    return power.full() > MOST_WATTS
        ? Optional.of(
            impossible(row, "max_watts", "Nothing takes more than 2,000 W; are they milliwatts?"))
        : Optional.empty();
  }

  private static Optional<Problem> grid(CsvTable.Row row, Cells cells) throws ProblemException {
    Optional<PriceBook.Grid> read = PriceRows.grid(cells, false);
    if (read.isPresent() && read.get().gramsPerKwh() > MOST_GRAMS) {
      return Optional.of(
          impossible(row, "gco2e_per_kwh", "No grid emits more than 2,000 g; are they kg a MWh?"));
    }
    double overhead = read.flatMap(PriceBook.Grid::overhead).orElse(1.0);
    return overhead < 1 || overhead > MOST_OVERHEAD
        ? Optional.of(impossible(row, "pue", "A data centre takes 1 to 3 times what computes."))
        : Optional.empty();
  }

  private static double amount(Money money) {
    return money.amount().doubleValue();
  }

  private static Problem outlier(String what, String why) {
    return Problem.input(
        "prices.outlier",
        what + " is far from what is known.",
        why,
        "Check the unit; import again with --confirm-jumps if it is right.");
  }

  private static Problem impossible(CsvTable.Row row, String column, String why) {
    return Problem.input(
        "prices.value",
        "The " + column + " in " + row.place() + " cannot be right.",
        why,
        "Correct the value, or leave the row out.");
  }
}
