// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Bytes;
import dev.slipway.base.Numbers;
import dev.slipway.cost.Bill.Amount;
import dev.slipway.cost.Bill.ScalesWith;
import dev.slipway.cost.Extrapolation.Range;
import dev.slipway.cost.FleetSizer.Sized;
import dev.slipway.cost.Offers.OfferKind;
import dev.slipway.cost.Quantity.GigabyteHours;
import dev.slipway.cost.Quantity.VcpuHours;
import dev.slipway.cost.Scope.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Containers without machines of one's own: by the hour on Fargate, by the request elsewhere.
final class ServerlessOffers {

  /// Sizes of Fargate in vCPUs, each with the most memory that it takes and its steps, in GB.
  private static final double[][] SIZES = {
    {0.25, 2, 1}, {0.5, 4, 1}, {1, 8, 1}, {2, 16, 1}, {4, 30, 1}, {8, 60, 4}, {16, 120, 8}
  };

  private static final Map<String, Double> INDEX = Map.of("x86_64", 0.9, "arm64", 1.12);

  private final Offers offers;
  private final PriceBook book;
  private final PerRequestOffers perRequest;

  ServerlessOffers(Offers offers, PriceBook book) {
    this.offers = offers;
    this.book = book;
    perRequest = new PerRequestOffers(offers, book);
  }

  List<Candidate> all() {
    Scope scope = offers.request().scope();
    List<Candidate> found = new ArrayList<>();
    Stream.concat(scope.homes().stream(), scope.compared().stream())
        .distinct()
        .forEach(region -> {
          if (region.cloud().equals("aws") && scope.services().contains("fargate")) {
            fargate(region, "x86", 2, found);
            fargate(region, "arm64", 1, found);
          }
          found.addAll(perRequest.in(region));
        });
    return found;
  }

  /// Speed of a vCPU of a serverless offer.
  static double speed(Candidate offer, Extrapolation.Origin origin) {
    return INDEX.getOrDefault(offer.architecture(), 0.9) / origin.index();
  }

  static Extrapolation speed(
      String name, String architecture, int threads, EstimateRequest request) {
    return speed(name, architecture, threads, request.workload().origin());
  }

  /// @param threads of a core, where 2 make a vCPU half a core
  static Extrapolation speed(
      String name, String architecture, int threads, Extrapolation.Origin origin) {
    double index = INDEX.getOrDefault(architecture, 0.9);
    return Extrapolation.indexed(
        new Extrapolation.Target(name, architecture, index, threads, false), origin);
  }

  /// Every size up to the first with a whole core for each thread.
  private void fargate(Region region, String meter, int threads, List<Candidate> found) {
    String architecture = meter.equals("x86") ? "x86_64" : meter;
    Extrapolation speed = speed("Fargate", architecture, threads, offers.request());
    FargatePrices prices =
        FargatePrices.of(new PlatformCosts(offers.request(), book, region), meter);
    int cores = offers.request().workload().threads();
    for (double[] size : SIZES) {
      double gib = Math.ceil(offers.request().memory().count() / (double) (1 << 29)) / 2;
      double memory = size[0] < 0.5 ? half(gib) : stepped(Math.max(2 * size[0], gib), size[2]);
      boolean enough = size[0] >= cores || size[0] < 1;
      if (memory <= size[1] && enough) {
        found.add(fargate(new Task(region, architecture, size[0], memory), speed, prices));
      }
      if (memory <= size[1] && size[0] >= cores) {
        return;
      }
    }
  }

  /// The smallest size takes 0.5, 1 or 2 GB.
  private static double half(double gib) {
    return gib <= 0.5 ? 0.5 : Math.ceil(gib);
  }

  private static double stepped(double memory, double step) {
    return Math.ceil(memory / step) * step;
  }

  private record Task(Region region, String architecture, double vcpu, double memory) {}

  private record FargatePrices(
      Optional<UnitPrice<VcpuHours>> cpu, Optional<UnitPrice<GigabyteHours>> memory, Bill shared) {
    static FargatePrices of(PlatformCosts costs, String meter) {
      return new FargatePrices(
          costs.price(VcpuHours::new, "fargate", "linux/" + meter + " vCPU"),
          costs.price(GigabyteHours::new, "fargate", "linux/" + meter + " memory"),
          costs.fargate());
    }
  }

  private Candidate fargate(Task task, Extrapolation whole, FargatePrices prices) {
    double share = Math.min(1, task.vcpu / offers.request().workload().threads());
    Range speed = whole.capacity();
    Sized fleet =
        offers.smallest(
            new Range(speed.low() * share, speed.likely() * share, speed.high() * share));
    Amount replicas = offers.average(fleet, n -> n);
    Bill bill =
        new Bill(prices.shared)
            .add(
                "Fargate vCPU",
                prices.cpu,
                VcpuHours::new,
                replicas.times(PlatformCosts.HOURS_OF_A_MONTH * task.vcpu),
                ScalesWith.REPLICAS)
            .add(
                "Fargate memory",
                prices.memory,
                GigabyteHours::new,
                replicas.times(PlatformCosts.HOURS_OF_A_MONTH * task.memory),
                ScalesWith.REPLICAS);
    OfferKind kind =
        new OfferKind(
            task.region,
            "fargate",
            Numbers.brief(task.vcpu) + " vCPU, " + Numbers.brief(task.memory) + " GB",
            task.architecture,
            task.vcpu,
            new Bytes(Math.round(task.memory * 1e9)),
            fleet.fleet(),
            0,
            fleet.fleet().binding(),
            stalls(share) ? 0 : fleet.meetsSlo(),
            whole,
            notes(share),
            Optional.empty());
    return offers.candidate(kind, bill, fleet.fleet().atPeak() / replicas.likely());
  }

  /// A share of a core is a quota in each tenth of a second. What is left of that time when the
  /// quota is spent, requests wait: a limit below it does not hold at the high percentiles.
  private boolean stalls(double share) {
    return offers.request().latency().stream()
        .anyMatch(limit -> limit.limit().toNanos() < (1 - share) * 100e6);
  }

  private static List<String> notes(double share) {
    List<String> notes = new ArrayList<>(List.of("the processor is not stated by the provider"));
    if (share < 1) {
      notes.add(
          "%s of a core for each thread: it may stall for %s ms"
              .formatted(Numbers.brief(share), Numbers.brief((1 - share) * 100)));
    }
    return notes;
  }
}
