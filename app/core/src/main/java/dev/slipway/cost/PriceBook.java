// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Money;
import dev.slipway.base.Numbers;
import dev.slipway.base.ProblemException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Dated prices, and what is known of the machines that they buy. What no source says is absent,
/// never zero. The order of the rows that it was read from does not matter.
public final class PriceBook {

  private final SortedMap<String, Machine> machines;
  private final SortedMap<String, MeteredPrice> meters;
  private final SortedMap<String, Burstable> burstables;
  private final SortedMap<String, Commitment> commitments;
  private final List<PerfRow> performance;
  private final List<Power> power;
  private final SortedMap<String, Grid> grids;
  private final SortedMap<String, Discount> discounts;
  private final List<Scope.Region> regions;

  /// What a burstable type can use all day.
  ///
  /// @param sustained vCPUs
  /// @param surplus what a vCPU-hour beyond it costs, where it is known
  public record Burstable(
      String cloud,
      String type,
      double sustained,
      Optional<UnitPrice<Quantity.VcpuHours>> surplus,
      Stamp stamp) {}

  /// A price for a promise to keep a machine for years.
  public record Commitment(
      String cloud,
      String region,
      String type,
      String term,
      UnitPrice<Quantity.Hours> price,
      double discount) {}

  /// Measured speed of a series.
  ///
  /// @param index median per vCPU with all vCPUs busy, where an Ice Lake vCPU is 1
  /// @param low the slowest size against the same, and `high` the fastest
  public record PerfRow(
      String cloud,
      String family,
      String cpuModel,
      String generation,
      String architecture,
      int threadsPerCore,
      double index,
      double low,
      double high,
      Stamp stamp) {}

  /// Electric power of an item, idle and full, or a constant in both.
  public record Power(String item, String kind, double idle, double full, Stamp stamp) {}

  /// What the grid of a region emits.
  public record Grid(
      String cloud, String region, double gramsPerKwh, Optional<Double> overhead, Stamp stamp) {}

  /// What a user pays less than the list says.
  ///
  /// @param share of the list price that is taken off, 0 to 1
  public record Discount(String cloud, String service, double share, String source) {}

  PriceBook(PriceRows rows) {
    machines = keyed(rows.machines(), Machine::key);
    meters = keyed(rows.meters(), MeteredPrice::key);
    burstables = keyed(rows.burstables(), b -> b.cloud() + "/" + b.type());
    commitments =
        keyed(rows.commitments(), c -> String.join("/", c.cloud(), c.region(), c.type(), c.term()));
    performance =
        List.copyOf(
            keyed(
                    rows.performance(),
                    p -> String.join("/", p.cloud(), p.family(), p.cpuModel(), p.generation()))
                .values());
    power = List.copyOf(keyed(rows.power(), Power::item).values());
    grids = keyed(rows.grids(), g -> g.cloud() + "/" + g.region());
    discounts = keyed(rows.discounts(), d -> d.cloud() + "/" + d.service());
    regions = regions(machines.values());
  }

  private static <T> SortedMap<String, T> keyed(List<T> rows, Function<T, String> key) {
    SortedMap<String, T> map = new TreeMap<>();
    rows.forEach(row -> map.put(key.apply(row), row));
    return Collections.unmodifiableSortedMap(map);
  }

  /// Reads the shipped tables, text by file name: `instances.csv`, `services.csv`, `burstable.csv`,
  /// `perf_index.csv`, `commitments_aws.csv`, `energy_coefficients.csv`, `grid_carbon.csv`. Other
  /// names are passed over; a missing table is empty.
  public static PriceBook parse(Map<String, String> csvByFileName) throws ProblemException {
    return new PriceBook(PriceRows.read(csvByFileName, false));
  }

  /// This book with the user's rows added, which win and stay marked as the user's. Besides the
  /// shipped tables it takes `discounts.csv` (cloud, service, discount_pct, source).
  public PriceBook overlay(Map<String, String> csvByFileName) throws ProblemException {
    return with(PriceRows.read(csvByFileName, true));
  }

  PriceBook with(PriceRows more) {
    return new PriceBook(rows().plus(more));
  }

  PriceRows rows() {
    return new PriceRows(
        List.copyOf(machines.values()),
        List.copyOf(meters.values()),
        List.copyOf(burstables.values()),
        List.copyOf(commitments.values()),
        performance,
        power,
        List.copyOf(grids.values()),
        List.copyOf(discounts.values()));
  }

  /// All machine types, by cloud, region and type.
  public SortedMap<String, Machine> machines() {
    return machines;
  }

  /// All services' prices, in a fixed order.
  public List<MeteredPrice> meters() {
    return List.copyOf(meters.values());
  }

  public List<PerfRow> performance() {
    return performance;
  }

  public List<Power> power() {
    return power;
  }

  public Optional<Burstable> burstable(String cloud, String type) {
    return Optional.ofNullable(burstables.get(cloud + "/" + type));
  }

  public Optional<Grid> grid(String cloud, String region) {
    return Optional.ofNullable(grids.get(cloud + "/" + region));
  }

  /// The promises to keep a machine that have a price, less the user's discount, the shortest
  /// first.
  public List<Commitment> commitments(Machine machine) {
    List<Commitment> found = new ArrayList<>();
    commitments
        .subMap(machine.key() + "/", machine.key() + "0")
        .values()
        .forEach(row ->
            found.add(
                new Commitment(
                    row.cloud(),
                    row.region(),
                    row.type(),
                    row.term(),
                    discounted(row.price(), row.cloud(), "vm"),
                    row.discount())));
    return found;
  }

  /// What an hour of a machine costs the user: the list price less the user's discount.
  public Optional<UnitPrice<Quantity.Hours>> hour(Machine machine) {
    return machine.onDemand().map(price -> discounted(price, machine.cloud(), "vm"));
  }

  /// The price of a service's meter in a region, less the user's discount; empty when unknown. A
  /// meter of just that name counts before one that goes on, and the region's own price before one
  /// for several regions.
  ///
  /// @param unit that the meter must count in
  /// @param meter the start of its name
  public <Q extends Quantity> Optional<UnitPrice<Q>> meter(
      Function<BigDecimal, Q> unit, String cloud, String region, String service, String meter) {
    String counted = unit.apply(BigDecimal.ONE).unit();
    return meters.subMap(cloud + "/", cloud + "0").values().stream()
        .filter(row ->
            row.service().equals(service)
                && row.meter().startsWith(meter)
                && row.unit().equals(counted)
                && row.covers(region))
        .min(
            Comparator.comparing((MeteredPrice row) -> !row.meter().equals(meter))
                .thenComparing(row -> !row.region().equals(region)))
        .flatMap(row ->
            row.each()
                .map(each -> discounted(new UnitPrice<Q>(each, row.stamp()), cloud, service)));
  }

  /// The highest price of meters that are alike in all regions: what an unknown one may come to.
  ///
  /// @param unit that the meters count in
  /// @param alike part of the meters' names
  public Optional<Money> dearest(String unit, String alike) {
    return meters.values().stream()
        .filter(row -> row.unit().equals(unit) && row.meter().contains(alike))
        .flatMap(row -> row.each().stream())
        .max(Comparator.naturalOrder());
  }

  /// Where machines have prices, by cloud and code.
  public List<Scope.Region> regions() {
    return regions;
  }

  /// Machines of a region follow one another.
  private static List<Scope.Region> regions(Collection<Machine> machines) {
    List<Scope.Region> found = new ArrayList<>();
    String cloud = "";
    String region = "";
    for (Machine machine : machines) {
      boolean another = !machine.region().equals(region) || !machine.cloud().equals(cloud);
      if (another && machine.onDemand().isPresent()) {
        cloud = machine.cloud();
        region = machine.region();
        found.add(new Scope.Region(cloud, region));
      }
    }
    return List.copyOf(found);
  }

  private <Q extends Quantity> UnitPrice<Q> discounted(
      UnitPrice<Q> price, String cloud, String service) {
    Discount discount = discounts.get(cloud + "/" + service);
    if (discount == null) {
      discount = discounts.get(cloud + "/");
    }
    if (discount == null) {
      return price;
    }
    String source =
        String.format(
            Locale.ROOT,
            "%s less your discount of %s (%s)",
            price.stamp().source(),
            Numbers.percent(discount.share()),
            discount.source());
    return price.times(
        BigDecimal.ONE.subtract(BigDecimal.valueOf(discount.share())),
        new Stamp(price.stamp().asOf(), source, true));
  }
}
