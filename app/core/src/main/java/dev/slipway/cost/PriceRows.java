// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Money;
import dev.slipway.base.ProblemException;
import dev.slipway.cost.PriceBook.Burstable;
import dev.slipway.cost.PriceBook.Commitment;
import dev.slipway.cost.PriceBook.Discount;
import dev.slipway.cost.PriceBook.Grid;
import dev.slipway.cost.PriceBook.PerfRow;
import dev.slipway.cost.PriceBook.Power;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// The rows of a price book as they are read; a later row of the same key wins.
record PriceRows(
    List<Machine> machines,
    List<MeteredPrice> meters,
    List<Burstable> burstables,
    List<Commitment> commitments,
    List<PerfRow> performance,
    List<Power> power,
    List<Grid> grids,
    List<Discount> discounts) {

  static PriceRows read(Map<String, String> csv, boolean users) throws ProblemException {
    return new PriceRows(
        each(csv, "instances.csv", cells -> machine(cells, users)),
        each(csv, "services.csv", cells -> Optional.of(meter(cells, users))),
        each(csv, "burstable.csv", cells -> Optional.of(burstable(cells, users))),
        each(csv, "commitments_aws.csv", cells -> commitment(cells, users)),
        each(csv, "perf_index.csv", cells -> Optional.of(performance(cells, users))),
        each(csv, "energy_coefficients.csv", cells -> Optional.of(power(cells, users))),
        each(csv, "grid_carbon.csv", cells -> grid(cells, users)),
        each(csv, "discounts.csv", cells -> Optional.of(discount(cells))));
  }

  static PriceRows ofMachines(List<Machine> machines) {
    return new PriceRows(
        machines, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  PriceRows plus(PriceRows more) {
    return new PriceRows(
        joined(machines, more.machines),
        joined(meters, more.meters),
        joined(burstables, more.burstables),
        joined(commitments, more.commitments),
        joined(performance, more.performance),
        joined(power, more.power),
        joined(grids, more.grids),
        joined(discounts, more.discounts));
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private interface RowReader<T> {
    Optional<T> read(Cells cells) throws ProblemException;
  }

  private static <T> List<T> each(Map<String, String> csv, String name, RowReader<T> reader)
      throws ProblemException {
    List<T> found = new ArrayList<>();
    Map<String, LocalDate> dates = new HashMap<>();
    for (CsvTable.Row row : CsvTable.parse(name, csv.getOrDefault(name, "")).rows()) {
      reader.read(new Cells(row, dates)).ifPresent(found::add);
    }
    return found;
  }

  static Optional<Machine> machine(Cells cells, boolean users) throws ProblemException {
    Stamp stamp = cells.stamp("as_of", "source", users);
    Stamp spot = cells.stamp("spot_as_of", "spot_source", users);
    OptionalDouble saving = cells.number("spot_saving_pct_advisor");
    return Optional.of(
        new Machine(
            cells.needed("cloud"),
            cells.needed("region"),
            cells.needed("instance_type"),
            cells.choice("category", Machine.Category.class),
            cells.positive("vcpu"),
            cells.positive("memory_gib"),
            cells.needed("arch"),
            cells.text("cpu_model"),
            cells.text("cpu_generation"),
            threads(cells),
            cells.number("gpu_count").orElse(0),
            cells.price("price_usd_hour_on_demand").map(each -> new UnitPrice<>(each, stamp)),
            cells.price("price_usd_hour_spot").map(each -> new UnitPrice<>(each, spot)),
            saving.isPresent()
                ? OptionalDouble.of(saving.getAsDouble() / 100)
                : OptionalDouble.empty(),
            cells.text("spot_interruption_band"),
            stamp,
            cells.text("note")));
  }

  private static OptionalInt threads(Cells cells) throws ProblemException {
    OptionalDouble threads = cells.number("threads_per_core");
    return threads.isPresent() ? OptionalInt.of((int) threads.getAsDouble()) : OptionalInt.empty();
  }

  static MeteredPrice meter(Cells cells, boolean users) throws ProblemException {
    return new MeteredPrice(
        cells.needed("cloud"),
        cells.needed("region"),
        cells.needed("service"),
        cells.needed("meter"),
        cells.needed("unit"),
        cells.price("price_usd"),
        cells.text("free_allowance"),
        cells.stamp("as_of", "source", users));
  }

  static Burstable burstable(Cells cells, boolean users) throws ProblemException {
    Stamp stamp = cells.stamp("as_of", "source", users);
    Optional<Money> surplus = cells.price("surplus_usd_per_vcpu_hour");
    return new Burstable(
        cells.needed("cloud"),
        cells.needed("instance_type"),
        cells.positive("sustained_vcpu_equivalent"),
        surplus.map(each -> new UnitPrice<>(each, stamp)),
        stamp);
  }

  static Optional<Commitment> commitment(Cells cells, boolean users) throws ProblemException {
    Optional<Money> price = cells.price("price_usd_hour");
    OptionalDouble discount = cells.number("discount_pct");
    if (price.isEmpty() || discount.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Commitment(
            cells.needed("cloud"),
            cells.needed("region"),
            cells.needed("instance_type"),
            cells.needed("term"),
            new UnitPrice<>(price.get(), cells.stamp("as_of", "source", users)),
            discount.getAsDouble() / 100));
  }

  static PerfRow performance(Cells cells, boolean users) throws ProblemException {
    double median = cells.positive("per_vcpu_median");
    double index = cells.positive("index_icelake_vcpu_1");
    return new PerfRow(
        cells.needed("cloud"),
        cells.needed("family"),
        cells.text("cpu_model"),
        cells.text("cpu_generation"),
        cells.needed("arch"),
        threads(cells).orElse(2),
        index,
        index * cells.positive("per_vcpu_min") / median,
        index * cells.positive("per_vcpu_max") / median,
        cells.stamp("as_of", "source", users));
  }

  static Power power(Cells cells, boolean users) throws ProblemException {
    return new Power(
        cells.needed("item"),
        cells.needed("kind"),
        cells.positive("min_watts"),
        cells.positive("max_watts"),
        cells.stamp("as_of", "source", users));
  }

  static Optional<Grid> grid(Cells cells, boolean users) throws ProblemException {
    OptionalDouble grams = cells.number("gco2e_per_kwh");
    if (grams.isEmpty()) {
      return Optional.empty();
    }
    OptionalDouble overhead = cells.number("pue");
    return Optional.of(
        new Grid(
            cells.needed("cloud"),
            cells.needed("region"),
            grams.getAsDouble(),
            overhead.isPresent() ? Optional.of(overhead.getAsDouble()) : Optional.empty(),
            cells.stamp("as_of", "source", users)));
  }

  static Discount discount(Cells cells) throws ProblemException {
    double percent = cells.positive("discount_pct");
    if (percent >= 100) {
      throw cells.problem("discount_pct", "A discount is less than 100 percent.");
    }
    String source = cells.text("source");
    return new Discount(
        cells.needed("cloud").toLowerCase(Locale.ROOT),
        cells.text("service"),
        percent / 100,
        source.isEmpty() ? "your file" : source);
  }
}
