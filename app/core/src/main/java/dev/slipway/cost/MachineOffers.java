// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Bytes;
import dev.slipway.base.Numbers;
import dev.slipway.cost.Offers.OfferKind;
import dev.slipway.cost.Scope.Region;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/// Kubernetes nodes of one machine type, with the replicas packed on them.
final class MachineOffers {

  /// Machines up to this many vCPUs are looked at for any load.
  private static final double ALWAYS_SENSIBLE = 8;

  private final Offers offers;
  private final PriceBook book;
  private final Map<Region, Bill> platformCosts = new HashMap<>();
  private final Map<Region, NodeCosts> nodeCosts = new HashMap<>();
  private final Map<String, Extrapolation> speeds = new HashMap<>();

  MachineOffers(Offers offers, PriceBook book) {
    this.offers = offers;
    this.book = book;
  }

  List<Candidate> all() {
    List<Candidate> found = new ArrayList<>();
    for (Machine machine : book.machines().values()) {
      if (offers.request().scope().holds(machine.cloud(), machine.region())) {
        candidate(machine).ifPresent(found::add);
      }
    }
    return found;
  }

  /// Empty for a type that makes no sense: with an accelerator, too small for a replica, or far too
  /// large for all of them.
  Optional<Candidate> candidate(Machine machine) {
    Workload workload = offers.request().workload();
    if (machine.hasAccelerator() || machine.vcpu() < workload.threads()) {
      return Optional.empty();
    }
    Extrapolation speed = speed(machine);
    Fleet fleet = offers.fleet(speed.capacity());
    double needed = fleet.peak().replicas() * fleet.size().millicores() / 1000.0;
    if (machine.vcpu() > Math.max(ALWAYS_SENSIBLE, needed)) {
      return Optional.empty();
    }
    Optional<PriceBook.Burstable> burstable = book.burstable(machine.cloud(), machine.type());
    boolean unknownShare = machine.category() == Machine.Category.BURSTABLE && burstable.isEmpty();
    NodeCapacity node = NodeCapacity.of(machine, burstable);
    NodeCapacity.Daemons daemons = offers.request().assumptions().platform().daemons();
    double mebibytes = fleet.size().memory().mebibytesUp();
    int fitting = node.fitting(fleet.size().millicores(), mebibytes, daemons);
    if (fitting == 0 || unknownShare) {
      return Optional.empty();
    }
    int zones = offers.request().assumptions().headroom().zones();
    int staging = offers.request().scope().terms().staging();
    IntUnaryOperator nodes =
        n -> Math.max(Math.ceilDiv(n + staging, fitting), Math.clamp(n, 1, zones));
    int atPeak = nodes.applyAsInt(fleet.peak().replicas());
    boolean packed = atPeak > Math.clamp(fleet.peak().replicas(), 1, zones);
    boolean memory = packed && node.memoryDecides(fleet.size().millicores(), mebibytes, daemons);
    Bill.Amount average = offers.average(fleet, nodes);
    double least = fleet.likely().stream().mapToInt(Integer::intValue).map(nodes).min().orElse(0);
    Bill bill = bill(machine, average, least);
    OfferKind kind =
        new OfferKind(
            new Region(machine.cloud(), machine.region()),
            "vm",
            machine.type(),
            machine.architecture(),
            machine.vcpu(),
            new Bytes(Math.round(machine.memoryGib() * (1 << 30))),
            fleet,
            atPeak,
            memory ? "memory" : fleet.peak().binding(),
            fleet.meetsSlo(),
            speed,
            notes(machine, burstable, new Packing(fitting, average, bill)),
            Carbon.month(machine, average.likely(), utilisation(fleet, machine, average), book));
    return Optional.of(offers.candidate(kind, bill, atPeak / average.likely()));
  }

  private record Packing(int fitting, Bill.Amount nodes, Bill bill) {}

  /// Share of the machines' vCPUs that requests keep busy.
  private double utilisation(Fleet fleet, Machine machine, Bill.Amount nodes) {
    double busy =
        offers.request().traffic().average().perSecond()
            / Math.max(1e-9, fleet.planned().utilisation())
            * offers.request().assumptions().headroom().ceiling()
            * offers.request().workload().threads();
    return Math.clamp(busy / (nodes.likely() * machine.vcpu()), 0, 1);
  }

  private Extrapolation speed(Machine machine) {
    return speeds.computeIfAbsent(
        machine.cloud() + "/" + machine.type(),
        _ ->
            Extrapolation.to(
                machine,
                offers.request().workload().origin(),
                offers.request().workload().measurements(),
                book));
  }

  /// Speed of a vCPU of an offer against one request alone here.
  double likelySpeed(Candidate offer) {
    String key = offer.cloud() + "/" + offer.region() + "/" + offer.type();
    Machine machine = book.machines().get(key);
    return machine == null
        ? ServerlessOffers.speed(offer, offers.request().workload().origin())
        : speed(machine).capacity().likely();
  }

  private Bill bill(Machine machine, Bill.Amount nodes, double least) {
    Region region = new Region(machine.cloud(), machine.region());
    Bill shared =
        platformCosts.computeIfAbsent(
            region, r -> new PlatformCosts(offers.request(), book, r).cluster());
    Bill bill =
        nodeCosts
            .computeIfAbsent(region, r -> new NodeCosts(offers.request(), book, r))
            .add(shared, machine, nodes, least);
    book.hour(machine)
        .ifPresent(hour ->
            bill.leave(
                "the replica that a release adds while it rolls out: %s an hour where it needs a"
                        .formatted(Numbers.money(hour.each()))
                    + " node"));
    return bill;
  }

  private List<String> notes(
      Machine machine, Optional<PriceBook.Burstable> burstable, Packing packing) {
    List<String> notes = new ArrayList<>();
    notes.add("a node has room for " + packing.fitting + " replicas");
    burstable.ifPresent(share ->
        notes.add(
            "burstable: planned on the %s vCPU that it may use all day"
                .formatted(Numbers.brief(share.sustained()))));
    if (machine.onDemand().isEmpty()) {
      notes.add("the machine's price is unknown");
    }
    if (machine.note().contains("stale")) {
      notes.add(machine.note());
    }
    notes.addAll(DiscountOptions.of(machine, packing.nodes.likely(), book));
    return notes;
  }
}
