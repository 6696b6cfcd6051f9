// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Bytes;
import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.cost.Bill.Amount;
import dev.slipway.cost.Bill.ScalesWith;
import dev.slipway.cost.FleetSizer.Sized;
import dev.slipway.cost.Offers.OfferKind;
import dev.slipway.cost.Quantity.GibibyteSeconds;
import dev.slipway.cost.Quantity.GigabyteHours;
import dev.slipway.cost.Quantity.VcpuHours;
import dev.slipway.cost.Quantity.VcpuSeconds;
import dev.slipway.cost.Scope.Region;
import dev.slipway.measure.verdict.LatencyLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Containers without machines of one's own: Fargate and Cloud Run. Only whole cores for each
/// thread: a smaller share stalls within each tenth of a second, and the high percentiles with it.
final class ServerlessOffers {

  private static final double COLD_SCHEDULING_SECONDS = 1;
  private static final double BILLED_STEP_SECONDS = 0.1;

  private final Offers offers;
  private final PriceBook book;

  ServerlessOffers(Offers offers, PriceBook book) {
    this.offers = offers;
    this.book = book;
  }

  List<Candidate> all() {
    Scope scope = offers.request().scope();
    List<Candidate> found = new ArrayList<>();
    Stream.concat(Stream.of(scope.home()), scope.compared().stream())
        .distinct()
        .forEach(region -> {
          if (region.cloud().equals("aws") && scope.services().contains("fargate")) {
            fargate(region, "x86", 2).ifPresent(found::add);
            fargate(region, "arm64", 1).ifPresent(found::add);
          }
          if (region.cloud().equals("gcp") && scope.services().contains("cloud-run")) {
            cloudRun(region).ifPresent(found::add);
          }
        });
    return found;
  }

  private static final Map<String, Double> INDEX = Map.of("x86_64", 0.9, "arm64", 1.12);

  /// Speed of a vCPU of a serverless offer.
  static double speed(Candidate offer, Extrapolation.Origin origin) {
    return INDEX.getOrDefault(offer.architecture(), 0.9) / origin.index();
  }

  private Extrapolation speed(String name, String architecture, int threads) {
    double index = INDEX.getOrDefault(architecture, 0.9);
    return Extrapolation.indexed(
        new Extrapolation.Target(name, architecture, index, threads, false),
        offers.request().workload().origin());
  }

  private Optional<Candidate> fargate(Region region, String meter, int threads) {
    int vcpu = Math.max(1, Integer.highestOneBit(2 * offers.request().workload().threads() - 1));
    if (vcpu > 16) {
      return Optional.empty();
    }
    double gib = Math.ceil(offers.request().workload().memory().count() / (double) (1 << 30));
    double memory = Math.max(2.0 * vcpu, gib);
    String architecture = meter.equals("x86") ? "x86_64" : meter;
    Extrapolation speed = speed("Fargate", architecture, threads);
    Sized fleet = offers.smallest(speed.capacity());
    PlatformCosts platformCosts = new PlatformCosts(offers.request(), book, region);
    Amount replicas = offers.average(fleet, n -> n);
    Optional<UnitPrice<VcpuHours>> cpuPrice =
        platformCosts.price(VcpuHours::new, "fargate", "linux/" + meter + " vCPU");
    Optional<UnitPrice<GigabyteHours>> memoryPrice =
        platformCosts.price(GigabyteHours::new, "fargate", "linux/" + meter + " memory");
    Bill bill =
        platformCosts
            .fargate()
            .add(
                "Fargate vCPU",
                cpuPrice,
                VcpuHours::new,
                replicas.times(730.0 * vcpu),
                ScalesWith.REPLICAS)
            .add(
                "Fargate memory",
                memoryPrice,
                GigabyteHours::new,
                replicas.times(730 * memory),
                ScalesWith.REPLICAS);
    String type = vcpu + " vCPU, " + Numbers.brief(memory) + " GB";
    OfferKind kind =
        new OfferKind(
            region,
            "fargate",
            type,
            architecture,
            vcpu,
            new Bytes(Math.round(memory * 1e9)),
            fleet.fleet(),
            0,
            fleet.fleet().binding(),
            fleet.meetsSlo(),
            speed,
            List.of("the processor is not stated by the provider"),
            Optional.empty());
    return Optional.of(offers.candidate(kind, bill, fleet.fleet().atPeak() / replicas.likely()));
  }

  private Optional<Candidate> cloudRun(Region region) {
    Workload workload = offers.request().workload();
    if (workload.threads() > 8) {
      return Optional.empty();
    }
    double gib = Math.max(0.5, Math.ceil(workload.memory().count() / (double) (1 << 30) * 2) / 2);
    Extrapolation speed = speed("Cloud Run", "x86_64", 2);
    Sized fleet = offers.smallest(speed.capacity());
    PlatformCosts platformCosts = new PlatformCosts(offers.request(), book, region);
    Amount busy = busySeconds(fleet, speed);
    Bill bill =
        platformCosts
            .addressed()
            .add(
                "Cloud Run vCPU while answering",
                platformCosts.price(VcpuSeconds::new, "cloud_run", "request-based vCPU"),
                VcpuSeconds::new,
                busy.times(workload.threads()),
                ScalesWith.REQUESTS)
            .add(
                "Cloud Run memory while answering",
                platformCosts.price(GibibyteSeconds::new, "cloud_run", "request-based memory"),
                GibibyteSeconds::new,
                busy.times(gib),
                ScalesWith.REQUESTS);
    platformCosts.requests(bill, "cloud_run");
    double cold = coldShare();
    double start = coldStart(speed);
    boolean tooCold =
        offers.request().latency().stream()
            .anyMatch(limit -> cold > 1 - limit.at().share() && start > seconds(limit));
    OfferKind kind =
        new OfferKind(
            region,
            "cloud-run",
            workload.threads() + " vCPU, " + Numbers.brief(gib) + " GiB",
            "x86_64",
            workload.threads(),
            new Bytes(Math.round(gib * (1 << 30))),
            fleet.fleet(),
            0,
            fleet.fleet().binding(),
            tooCold ? 0 : fleet.meetsSlo(),
            speed,
            List.of(
                "scales to zero: %s of requests meet a cold start of about %s"
                    .formatted(Numbers.percent(cold), Durations.text(start)),
                "free allowances are not subtracted"),
            Optional.empty());
    return Optional.of(offers.candidate(kind, bill, 1));
  }

  private static double seconds(LatencyLimit limit) {
    return limit.limit().toNanos() / 1e9;
  }

  private double coldStart(Extrapolation speed) {
    return COLD_SCHEDULING_SECONDS
        + offers.request().workload().start().toNanos() / 1e9 / speed.capacity().likely();
  }

  /// Share of requests that come after everything was stopped for want of work.
  private double coldShare() {
    double idle = offers.request().assumptions().platform().idle().toNanos() / 1e9;
    double cold = 0;
    double all = 0;
    for (LoadCurve.Step step : offers.curve().steps()) {
      double requests = step.rate() * step.hours();
      cold += requests * ColdStart.probability(step.rate(), idle);
      all += requests;
    }
    return all == 0 ? 1 : cold / all;
  }

  /// Instance-seconds of a month with a request in hand; each request counts in steps of 100 ms.
  private Amount busySeconds(Sized sized, Extrapolation speed) {
    Assumptions assumed = offers.request().assumptions();
    Extrapolation.Range range = speed.capacity();
    double low = assumed.traffic().low();
    return new Amount(
        busySeconds(sized.fleet(), low, low / sized.faster(), range.high()),
        busySeconds(sized.fleet(), 1, 1, range.likely()),
        busySeconds(
            sized.fleet(), assumed.traffic().high(), assumed.traffic().high(), range.low()));
  }

  /// @param traffic against what is stated
  /// @param held the same, as the autoscaler sees it by the CPU
  private double busySeconds(Fleet fleet, double traffic, double held, double speed) {
    double mean = offers.request().workload().times().mean() / speed;
    double billed = Math.ceil(mean / BILLED_STEP_SECONDS) * BILLED_STEP_SECONDS;
    double sum = 0;
    int together = offers.request().workload().together();
    for (LoadCurve.Step step : offers.curve().steps()) {
      int replicas = fleet.replicas(step.rate() * held);
      double each = step.rate() * traffic / together / replicas;
      double share = -Math.expm1(-each * billed);
      sum += replicas * share * step.hours() / 24;
    }
    return sum * PlatformCosts.SECONDS_OF_A_MONTH;
  }
}
