// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Bytes;
import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import dev.slipway.cost.FleetSizer.Sized;
import dev.slipway.cost.Offers.OfferKind;
import dev.slipway.cost.Scope.Region;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    Optional<PriceBook.Burstable> burstable = book.burstable(machine.cloud(), machine.type());
    boolean unknownShare = machine.category() == Machine.Category.BURSTABLE && burstable.isEmpty();
    if (unknownShare) {
      return Optional.empty();
    }
    NodeCapacity node = NodeCapacity.of(machine, burstable);
    List<Sized> fleets = offers.fleets(speed.capacity());
    if (!sensible(machine, fleets)) {
      return Optional.empty();
    }
    return fleets.stream()
        .flatMap(sized -> packed(node, sized).stream())
        .min(Comparator.comparingDouble(packed -> packed.average.likely()))
        .map(packed -> candidate(machine, speed, burstable, packed));
  }

  /// Not far too large for all replicas of the smallest fleet. A machine is asked once: were each
  /// fleet asked, a large one would be taken only because it fills the machine.
  private static boolean sensible(Machine machine, List<Sized> fleets) {
    double needed =
        fleets.stream()
            .map(Sized::fleet)
            .mapToDouble(fleet -> fleet.atPeak() * fleet.replica().size().millicores() / 1000.0)
            .min()
            .orElse(0);
    return machine.vcpu() <= Math.max(ALWAYS_SENSIBLE, needed);
  }

  /// A fleet on machines.
  ///
  /// @param fitting replicas that a machine has room for
  /// @param memory whether memory decides that
  /// @param average machines over a day
  private record Packed(Sized sized, int fitting, boolean memory, Bill.Amount average) {
    int atPeak() {
      return sized.fleet().nodes(sized.fleet().atPeak(), fitting);
    }

    /// Why there are so many replicas, or machines where more are needed than zones.
    String binding() {
      Fleet fleet = sized.fleet();
      boolean crowded = atPeak() > Math.min(fleet.atPeak(), fleet.zones());
      return crowded && memory ? "memory" : fleet.binding();
    }
  }

  private Optional<Packed> packed(NodeCapacity node, Sized sized) {
    NodeCapacity.Daemons daemons = offers.request().assumptions().platform().daemons();
    Fleet fleet = sized.fleet();
    int millicores = fleet.replica().size().millicores();
    double mebibytes = fleet.replica().size().memory().mebibytesUp();
    int fitting = node.fitting(millicores, mebibytes, daemons);
    return fitting == 0
        ? Optional.empty()
        : Optional.of(
            new Packed(
                sized,
                fitting,
                node.memoryDecides(millicores, mebibytes, daemons),
                offers.average(sized, n -> fleet.nodes(n, fitting))));
  }

  private Candidate candidate(
      Machine machine,
      Extrapolation speed,
      Optional<PriceBook.Burstable> burstable,
      Packed packed) {
    Bill bill = bill(machine, packed);
    OfferKind kind =
        new OfferKind(
            new Region(machine.cloud(), machine.region()),
            "vm",
            machine.type(),
            machine.architecture(),
            machine.vcpu(),
            new Bytes(Math.round(machine.memoryGib() * (1 << 30))),
            packed.sized.fleet(),
            packed.atPeak(),
            packed.binding(),
            packed.sized.meetsSlo(),
            speed,
            notes(machine, burstable, packed),
            Carbon.month(machine, packed.average.likely(), utilisation(machine, packed), book));
    return offers.candidate(kind, bill, packed.atPeak() / packed.average.likely());
  }

  /// Share of the machines' vCPUs that requests keep busy.
  private double utilisation(Machine machine, Packed packed) {
    Fleet.Replica replica = packed.sized.fleet().replica();
    double busy =
        offers.request().traffic().average().perSecond()
            / replica.target()
            * (replica.cpuTarget() / 100.0)
            * (replica.size().millicores() / 1000.0);
    return Math.clamp(busy / (packed.average.likely() * machine.vcpu()), 0, 1);
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

  private Bill bill(Machine machine, Packed packed) {
    Fleet fleet = packed.sized.fleet();
    double least = fleet.nodes(fleet.fewest(), packed.fitting);
    Region region = new Region(machine.cloud(), machine.region());
    Bill shared =
        platformCosts.computeIfAbsent(
            region, r -> new PlatformCosts(offers.request(), book, r).cluster());
    Bill bill =
        nodeCosts
            .computeIfAbsent(region, r -> new NodeCosts(offers.request(), book, r))
            .add(shared, machine, packed.average, least);
    book.hour(machine)
        .ifPresent(hour ->
            bill.leave(
                "what a release adds while it rolls out, %s at a time: %s an hour for each node that"
                        .formatted(
                            Words.count(fleet.together(), "replica"), Numbers.money(hour.each()))
                    + " they need"));
    return bill;
  }

  private List<String> notes(
      Machine machine, Optional<PriceBook.Burstable> burstable, Packed packed) {
    List<String> notes = new ArrayList<>();
    notes.add("a node has room for " + Words.count(packed.fitting, "replica"));
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
    notes.addAll(DiscountOptions.of(machine, packed.average.likely(), book));
    return notes;
  }
}
