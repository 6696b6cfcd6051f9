// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Bytes;
import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import dev.slipway.cost.Bill.Amount;
import dev.slipway.cost.Bill.ScalesWith;
import dev.slipway.cost.Extrapolation.Range;
import dev.slipway.cost.FleetSizer.Sized;
import dev.slipway.cost.Offers.OfferKind;
import dev.slipway.cost.Quantity.GibibyteSeconds;
import dev.slipway.cost.Quantity.GigabyteSeconds;
import dev.slipway.cost.Quantity.VcpuSeconds;
import dev.slipway.cost.Scope.Region;
import dev.slipway.measure.verdict.LatencyLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Offers that are paid for while they answer, and stand still in between: Cloud Run, Container
/// Apps, Lambda. Only whole cores for each thread: a smaller share stalls within each tenth of a
/// second, and the high percentiles with it.
final class PerRequestOffers {

  private static final double COLD_SCHEDULING_SECONDS = 1;

  /// Lambda gives a vCPU for so much memory, and as much memory at most.
  private static final double LAMBDA_MIB_PER_VCPU = 1769;

  private static final double LAMBDA_MOST_MIB = 10_240;

  private final Offers offers;
  private final PriceBook book;

  PerRequestOffers(Offers offers, PriceBook book) {
    this.offers = offers;
    this.book = book;
  }

  /// Containers that share an instance among requests.
  ///
  /// @param service as candidates name it
  /// @param meters as the price book names it
  /// @param cpu the meter of a busy vCPU
  /// @param memory the meter of its memory
  /// @param step seconds in which busy time is counted
  /// @param lingers seconds that an instance is paid for after its last request: until it is
  ///   stopped, all that run beyond the fewest cost the active rate (Microsoft, *Billing in Azure
  ///   Container Apps*), and the last is stopped after a cool-down of 300 seconds (Microsoft, *Set
  ///   scaling rules in Azure Container Apps*)
  private record Shared(
      String cloud,
      String service,
      String title,
      String meters,
      String cpu,
      String memory,
      int mostCores,
      double step,
      double lingers) {
    /// When a second of an instance is paid for.
    String paid() {
      return lingers > 0 ? "while running" : "while answering";
    }
  }

  private static final List<Shared> SHARED =
      List.of(
          new Shared(
              "gcp",
              "cloud-run",
              "Cloud Run",
              "cloud_run",
              "request-based vCPU",
              "request-based memory",
              8,
              0.1,
              0),
          new Shared(
              "azure",
              "container-apps",
              "Container Apps",
              "container_apps",
              "consumption vCPU (active)",
              "consumption memory",
              4,
              1,
              300));

  List<Candidate> in(Region region) {
    Scope scope = offers.request().scope();
    List<Candidate> found = new ArrayList<>();
    for (Shared kind : SHARED) {
      if (kind.cloud.equals(region.cloud())
          && scope.services().contains(kind.service)
          && offers.request().workload().threads() <= kind.mostCores) {
        shared(kind, region).ifPresent(found::add);
      }
    }
    if (region.cloud().equals("aws") && scope.services().contains("lambda")) {
      lambda(region, "x86", 2).ifPresent(found::add);
      lambda(region, "arm64", 1).ifPresent(found::add);
    }
    return found;
  }

  /// Empty where the region has no such offer in the price book, or none that is priced.
  private Optional<Candidate> shared(Shared kind, Region region) {
    PlatformCosts costs = new PlatformCosts(offers.request(), book, region);
    Optional<UnitPrice<VcpuSeconds>> cpu = costs.price(VcpuSeconds::new, kind.meters, kind.cpu);
    if (cpu.isEmpty()) {
      return Optional.empty();
    }
    Workload workload = offers.request().workload();
    double gib =
        Math.max(0.5, Math.ceil(offers.request().memory().count() / (double) (1 << 30) * 2) / 2);
    if (kind.service.equals("container-apps")) {
      gib = Math.max(gib, 2.0 * workload.threads());
    }
    Extrapolation speed = ServerlessOffers.speed(kind.title, "x86_64", 2, offers.request());
    Sized fleet = offers.smallest(speed.capacity());
    Amount busy = busySeconds(fleet, speed, kind);
    Bill bill =
        costs
            .addressed()
            .add(
                kind.title + " vCPU " + kind.paid(),
                cpu,
                VcpuSeconds::new,
                busy.times(workload.threads()),
                ScalesWith.REQUESTS)
            .add(
                kind.title + " memory " + kind.paid(),
                costs.price(GibibyteSeconds::new, kind.meters, kind.memory),
                GibibyteSeconds::new,
                busy.times(gib),
                ScalesWith.REQUESTS);
    costs.requests(bill, kind.meters);
    String type = workload.threads() + " vCPU, " + Numbers.brief(gib) + " GiB";
    return Optional.of(
        offered(region, kind.service, type, "x86_64", gib, fleet, speed, bill, started(fleet)));
  }

  private List<String> started(Sized sized) {
    int most = sized.fleet().startedFor(offers.curve().peak());
    return List.of(
        "priced with what the load starts, %s at the peak; none is kept ready for the loss of a zone"
            .formatted(Words.count(most, "instance")));
  }

  /// One request at a time in each instance, charged by the millisecond.
  private Optional<Candidate> lambda(Region region, String meter, int threads) {
    Workload workload = offers.request().workload();
    double mib =
        Math.max(
            LAMBDA_MIB_PER_VCPU * workload.threads(),
            offers.request().memory().count() / (double) (1 << 20));
    PlatformCosts costs = new PlatformCosts(offers.request(), book, region);
    Optional<UnitPrice<GigabyteSeconds>> duration =
        costs.price(GigabyteSeconds::new, "lambda", meter + " duration");
    if (mib > LAMBDA_MOST_MIB || duration.isEmpty() || workload.together() > 1) {
      return Optional.empty();
    }
    String architecture = meter.equals("x86") ? "x86_64" : meter;
    Extrapolation speed = ServerlessOffers.speed("Lambda", architecture, threads, offers.request());
    Range range = speed.capacity();
    Amount seconds = new Amount(billed(range.high()), billed(range.likely()), billed(range.low()));
    Sized fleet = offers.smallest(range);
    Bill bill =
        costs
            .addressed()
            .add(
                "Lambda while answering",
                duration,
                GigabyteSeconds::new,
                costs.millions().times(1e6 * mib / 1024).times(seconds),
                ScalesWith.REQUESTS);
    costs.requests(bill, "lambda");
    List<String> note =
        List.of(
            "shown, never chosen: the image would need AWS's web adapter, and no target has it");
    String type = Numbers.grouped(Math.ceil(mib)) + " MB";
    return Optional.of(
        offered(region, "lambda", type, architecture, mib / 1024, fleet, speed, bill, note));
  }

  private double billed(double speed) {
    return Math.ceil(offers.request().workload().times().mean() / speed * 1000) / 1000;
  }

  private Candidate offered(
      Region region,
      String service,
      String type,
      String architecture,
      double gib,
      Sized fleet,
      Extrapolation speed,
      Bill bill,
      List<String> more) {
    double cold = coldShare(service);
    double start =
        COLD_SCHEDULING_SECONDS
            + offers.request().workload().start().toNanos() / 1e9 / speed.capacity().likely();
    boolean tooCold =
        offers.request().latency().stream()
            .anyMatch(limit -> cold > 1 - limit.at().share() && start > seconds(limit));
    List<String> notes = new ArrayList<>();
    notes.add(
        "scales to zero: %s of requests meet a cold start of about %s"
            .formatted(Numbers.percent(cold), Durations.text(start)));
    notes.add("free allowances are not subtracted");
    notes.addAll(more);
    OfferKind kind =
        new OfferKind(
            region,
            service,
            type,
            architecture,
            offers.request().workload().threads(),
            new Bytes(Math.round(gib * (1 << 30))),
            fleet.fleet(),
            0,
            fleet.fleet().binding(),
            tooCold ? 0 : fleet.meetsSlo(),
            speed,
            notes,
            Optional.empty());
    return offers.candidate(kind, bill, 1);
  }

  private static double seconds(LatencyLimit limit) {
    return limit.limit().toNanos() / 1e9;
  }

  /// Share of requests that come after everything was stopped for want of work.
  private double coldShare(String service) {
    double idle =
        SHARED.stream()
            .filter(kind -> kind.service.equals(service) && kind.lingers > 0)
            .mapToDouble(Shared::lingers)
            .findFirst()
            .orElse(offers.request().assumptions().platform().idle().toNanos() / 1e9);
    double cold = 0;
    double all = 0;
    for (LoadCurve.Step step : offers.curve().steps()) {
      double requests = step.rate() * step.hours();
      cold += requests * ColdStart.probability(step.rate(), idle);
      all += requests;
    }
    return all == 0 ? 1 : cold / all;
  }

  /// Instance-seconds of a month that are paid for: with a request in hand, each in whole steps,
  /// and those in which an instance lingers after it.
  private Amount busySeconds(Sized sized, Extrapolation speed, Shared kind) {
    Assumptions.Traffic traffic = offers.request().assumptions().traffic();
    Fleet fleet = sized.fleet();
    Range range = speed.capacity();
    double low = traffic.low();
    double high = traffic.high();
    return new Amount(
        busySeconds(fleet, new Load(low, low / sized.faster()), range.high(), kind),
        busySeconds(fleet, new Load(1, 1), range.likely(), kind),
        busySeconds(fleet, new Load(high, high), range.low(), kind));
  }

  /// How many times what is stated.
  ///
  /// @param traffic that comes
  /// @param held what the autoscaler holds replicas for, going by the CPU
  private record Load(double traffic, double held) {}

  private double busySeconds(Fleet fleet, Load load, double speed, Shared kind) {
    double mean = offers.request().workload().times().mean() / speed;
    double billed = Math.ceil(mean / kind.step) * kind.step + kind.lingers;
    double sum = 0;
    int together = offers.request().workload().together();
    for (LoadCurve.Step at : offers.curve().steps()) {
      int replicas = fleet.startedFor(at.rate() * load.held);
      double each = at.rate() * load.traffic / together / replicas;
      double share = -Math.expm1(-each * billed);
      sum += replicas * share * at.hours() / 24;
    }
    return sum * PlatformCosts.SECONDS_OF_A_MONTH;
  }
}
