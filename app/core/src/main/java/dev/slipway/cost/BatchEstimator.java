// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Interval;
import dev.slipway.base.Money;
import dev.slipway.cost.Quantity.GigabyteHours;
import dev.slipway.cost.Quantity.Hours;
import dev.slipway.cost.Quantity.VcpuHours;
import dev.slipway.cost.Scope.Region;
import dev.slipway.objective.Batch;
import dev.slipway.objective.Project;
import dev.slipway.score.ScoreSpeed;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Sizes and prices scoring in batch from a measured run: each kind of machine and Fargate in the
/// regions where the project runs, for as long as a run lasts.
public final class BatchEstimator {

  private static final MathContext DIGITS = new MathContext(12);

  /// Sizes of Fargate in vCPUs, each with the least and the most memory that it takes and the step
  /// between, in what AWS calls GB: 1024 MiB.
  private static final double[][] FARGATE = {
    {1, 2, 8, 1}, {2, 4, 16, 1}, {4, 8, 30, 1}, {8, 16, 60, 4}, {16, 32, 120, 8}
  };

  private static final List<String> EXCLUSIONS =
      List.of(
          "the cluster's own fee and its way out, which a cluster pays at every hour",
          "keeping the data, reading and writing them, and traffic between regions",
          "disks of the machines, logs, the registry, tax and support");

  private final Batch asked;
  private final ScoreSpeed speed;
  private final Scope scope;
  private final PriceBook book;
  private final Extrapolation.Origin origin;

  private BatchEstimator(Batch asked, ScoreSpeed speed, Scope scope, PriceBook book) {
    this.asked = asked;
    this.speed = speed;
    this.scope = scope;
    this.book = book;
    this.origin = busy(Extrapolation.Origin.of(speed.environment(), book), speed);
  }

  /// @param project that asks for it, and says where it runs
  public static BatchEstimate estimate(
      Batch asked, ScoreSpeed speed, Project project, PriceBook book) {
    Extrapolation.Origin origin = Extrapolation.Origin.of(speed.environment(), book);
    Scope scope = Scope.of(project, origin.architecture()).settled(book);
    return new BatchEstimator(asked, speed, scope, book).estimate();
  }

  /// An index counts one request alone on its core. Where as many threads scored as there are
  /// processors, each had a busy neighbour.
  private static Extrapolation.Origin busy(Extrapolation.Origin origin, ScoreSpeed speed) {
    boolean full = speed.threads() > 1 && speed.threads() >= speed.environment().cores();
    return full
        ? new Extrapolation.Origin(
            origin.index() / Extrapolation.ALONE,
            origin.known(),
            origin.architecture(),
            origin.because() + ", with all its processors busy")
        : origin;
  }

  private BatchEstimate estimate() {
    List<BatchOffer> offers =
        Stream.concat(machines(), fargate())
            .sorted(
                Comparator.comparing((BatchOffer offer) -> offer.run().atLeast())
                    .thenComparing(offer -> offer.run().likely())
                    .thenComparing(offer -> offer.region() + "/" + offer.type()))
            .toList();
    Optional<BatchOffer> chosen =
        offers.stream()
            .filter(offer -> inTime(offer.fleet()) && !offer.run().atLeast())
            .findFirst();
    BatchFleet here = BatchFleet.of(asked, speed, 1);
    return new BatchEstimate(
        asked,
        speed,
        BatchFleet.alone(asked, speed),
        chosen.map(offer -> offer.fleet().at(asked, speed, 1)).orElse(here),
        offers,
        chosen,
        EXCLUSIONS);
  }

  private boolean inTime(BatchFleet fleet) {
    return fleet
        .seconds()
        .filter(seconds -> seconds.high() <= asked.within().toSeconds())
        .isPresent();
  }

  private Stream<BatchOffer> machines() {
    if (!scope.services().contains("vm")) {
      return Stream.empty();
    }
    return book.machines().values().stream()
        .filter(machine -> scope.homes().contains(new Region(machine.cloud(), machine.region())))
        .filter(machine -> scope.processors().choosable("vm").contains(machine.architecture()))
        // A burstable one is slow when its credit is spent, which a run does soon.
        .filter(machine ->
            !machine.hasAccelerator() && machine.category() != Machine.Category.BURSTABLE)
        .flatMap(machine -> machine(machine).stream());
  }

  private Optional<BatchOffer> machine(Machine machine) {
    Extrapolation there = Extrapolation.to(machine, origin, List.of(), book);
    BatchFleet fleet = BatchFleet.of(asked, speed, sure(there));
    int fitting =
        NodeCapacity.of(machine, Optional.empty())
            .fitting(
                1000.0 * speed.threads(),
                (double) speed.container().mebibytesUp(),
                Assumptions.USUAL.platform().daemons());
    Optional<Interval> time = fleet.seconds();
    if (fitting == 0 || time.isEmpty() || fitting > 2 * fleet.workers()) {
      return Optional.empty();
    }
    int nodes = Math.ceilDiv(fleet.workers(), fitting);
    Span hours = hours(fleet, there);
    Optional<Money> hour = book.hour(machine).map(price -> price.of(new Hours(BigDecimal.ONE)));
    CostRange run = run(hour, hours, nodes);
    Optional<CostRange> spot =
        machine.spot().map(price -> run(Optional.of(price.each()), hours, nodes));
    return Optional.of(
        new BatchOffer(
            machine.cloud(),
            machine.region(),
            "vm",
            machine.type(),
            machine.architecture(),
            nodes,
            fleet,
            hours.likely,
            run,
            times(run, asked.every().runsOfAMonth()),
            times(run, 1e6 / asked.rows()),
            spot,
            machine.interruption(),
            there.because(),
            book.hour(machine).flatMap(price -> price.stamp().asOf())));
  }

  private Stream<BatchOffer> fargate() {
    if (!scope.services().contains("fargate")) {
      return Stream.empty();
    }
    return scope.homes().stream()
        .filter(home -> home.cloud().equals("aws"))
        .flatMap(home ->
            scope.processors().choosable("fargate").stream()
                .sorted()
                .flatMap(architecture -> fargate(home, architecture).stream()));
  }

  private Optional<BatchOffer> fargate(Region region, String architecture) {
    String meter = architecture.equals("x86_64") ? "linux/x86" : "linux/" + architecture;
    double gigabytes = Math.ceil(speed.container().mebibytesUp() / 1024.0);
    Optional<double[]> size =
        Stream.of(FARGATE)
            .filter(each -> each[0] >= speed.threads() && each[2] >= gigabytes)
            .findFirst();
    if (size.isEmpty()) {
      return Optional.empty();
    }
    double vcpu = size.get()[0];
    double least = size.get()[1];
    double step = size.get()[3];
    double memory = least + step * Math.ceil(Math.max(0, gigabytes - least) / step);
    Extrapolation there =
        ServerlessOffers.speed(
            "Fargate", architecture, architecture.equals("x86_64") ? 2 : 1, origin);
    BatchFleet fleet = BatchFleet.of(asked, speed, sure(there));
    if (fleet.seconds().isEmpty()) {
      return Optional.empty();
    }
    var cpu = book.meter(VcpuHours::new, region.cloud(), region.code(), "fargate", meter + " vCPU");
    var memoryPrice =
        book.meter(GigabyteHours::new, region.cloud(), region.code(), "fargate", meter + " memory");
    Optional<Money> hour =
        cpu.flatMap(c ->
            memoryPrice.map(m ->
                c.of(new VcpuHours(decimal(vcpu))).plus(m.of(new GigabyteHours(decimal(memory))))));
    Span hours = hours(fleet, there);
    CostRange run = run(hour, hours, fleet.workers());
    Optional<LocalDate> asOf = cpu.flatMap(price -> price.stamp().asOf());
    return Optional.of(
        new BatchOffer(
            region.cloud(),
            region.code(),
            "fargate",
            "%s vCPU, %s GB".formatted(plain(vcpu), plain(memory)),
            architecture,
            0,
            fleet,
            hours.likely,
            run,
            times(run, asked.every().runsOfAMonth()),
            times(run, 1e6 / asked.rows()),
            Optional.empty(),
            "",
            there.because(),
            asOf));
  }

  /// How fast a worker there is counted to be. None is taken for faster than the one that was
  /// measured: as many of those must be done in time too, by which it is judged.
  private static double sure(Extrapolation there) {
    return Math.min(1, there.capacity().nineInTen());
  }

  private record Span(double low, double likely, double high) {}

  /// Machines are paid for from their start until the last row, by the second.
  private Span hours(BatchFleet fleet, Extrapolation there) {
    Extrapolation.Range speeds = there.capacity();
    return new Span(
        seconds(fleet, speeds.high()).low() / 3600,
        seconds(fleet, speeds.likely()).value() / 3600,
        seconds(fleet, speeds.low()).high() / 3600);
  }

  private Interval seconds(BatchFleet fleet, double factor) {
    return fleet.at(asked, speed, factor).seconds().orElseThrow();
  }

  private static CostRange run(Optional<Money> hour, Span hours, int machines) {
    Money each = hour.orElse(Money.usd("0"));
    return new CostRange(
        each.times(decimal(hours.low * machines)),
        each.times(decimal(hours.likely * machines)),
        each.times(decimal(hours.high * machines)),
        hour.isEmpty());
  }

  private static CostRange times(CostRange range, double factor) {
    return new CostRange(
        range.low().times(decimal(factor)),
        range.likely().times(decimal(factor)),
        range.high().times(decimal(factor)),
        range.atLeast());
  }

  private static BigDecimal decimal(double value) {
    return new BigDecimal(value, DIGITS);
  }

  private static String plain(double value) {
    return decimal(value).stripTrailingZeros().toPlainString();
  }
}
