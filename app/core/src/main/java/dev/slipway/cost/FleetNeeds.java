// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Bytes;
import dev.slipway.cost.Fleet.Replica;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What a fleet must hold, and the fleets that do.
///
/// An autoscaler keeps replicas in proportion to the rate, but the share of them that survives the
/// loss of a zone is not: of four in three zones two are left, of six four. So a fleet that may
/// shrink to few must give each replica less. Which fewest number costs least depends on the day;
/// each is an option.
///
/// @param curve requests over a day
/// @param capacity what one replica serves
/// @param cpu time of one request, over all threads
/// @param cores that a replica may use
/// @param start of a replica's process, to its first settled answer
/// @param staging replicas beside those of production
/// @param byHand what somebody set: a fewest number then is the only option, as far as it holds
public record FleetNeeds(
    LoadCurve curve,
    Sizing.Capacity capacity,
    Duration cpu,
    int cores,
    Bytes memory,
    Assumptions.Headroom headroom,
    Duration start,
    int staging,
    FleetByHand byHand) {

  /// More than this is not a size but a sign that the model does not fit the objective.
  static final int MOST = 100_000;

  /// What decides where the fewest number that somebody set is more than what the load needs.
  static final String BY_HAND = "replicas.min as set by hand";

  /// Zones that a region usually has: replicas may be spread over more than are asked for.
  private static final int USUAL_ZONES = 3;

  /// Rounds of the zones before the fewest replicas of an option.
  private static final int[] ROUNDS = {0, 1, 2, 4, 10, 21};

  /// Until metrics show the load: an average over a minute.
  public static final Duration SEEN = Duration.ofMinutes(1);

  /// The autoscaler looks so often.
  public static final Duration DECIDED = Duration.ofSeconds(15);

  /// A new machine joins the cluster.
  public static final Duration NODE = Duration.ofMinutes(2);

  /// It fetches the image.
  public static final Duration FETCHED = Duration.ofSeconds(30);

  /// From rising load until a new replica on a new machine answers.
  public Duration reaction() {
    return SEEN.plus(DECIDED).plus(NODE).plus(FETCHED).plus(start);
  }

  /// Fleets that hold, with what is set by hand if any does; else those that miss it by the fewest.
  /// Where nothing is set, what an option costs never falls with the traffic, nor does the
  /// cheapest.
  List<Fleet> options() {
    List<Fleet> found = new ArrayList<>();
    for (int zones = headroom.zones(); zones <= Math.max(headroom.zones(), USUAL_ZONES); zones++) {
      if (byHand.fewest().isPresent()) {
        found.addAll(of(zones, byHand.fewest().get()));
        continue;
      }
      for (int rounds : zones == 1 ? new int[] {0} : ROUNDS) {
        found.add(fleet(zones, rounds * zones + 2));
      }
      found.add(constant(zones));
    }
    int missing = found.stream().mapToInt(byHand::missing).min().orElse(0);
    return found.stream().filter(fleet -> byHand.missing(fleet) == missing).toList();
  }

  /// With a fewest number that somebody set: one that may grow, and where it serves the peak, one
  /// that stays as it is and gives each replica more.
  private List<Fleet> of(int zones, int fewest) {
    Fleet growing = fleet(zones, fewest);
    Replica steady = replica(fullRequest(), share(fewest, zones));
    return fewest * steady.target() < curve.peak()
        ? List.of(growing)
        : List.of(growing, fleet(zones, fewest, steady));
  }

  /// The one with the fewest replicas over a day.
  public Fleet smallest() {
    return options().stream().min(Comparator.comparingDouble(this::hours)).orElseThrow();
  }

  private double hours(Fleet fleet) {
    return curve.steps().stream()
        .mapToDouble(step -> fleet.replicas(step.rate()) * step.hours())
        .sum();
  }

  private Fleet fleet(int zones, int floor) {
    double survive = worst(floor, zones);
    Replica full = replica(fullRequest(), survive);
    double least = above(curve.peak() / floor);
    boolean less = !latencyFirst() && least <= full.target();
    return fleet(zones, floor, less ? replica(request(least, survive), survive) : full);
  }

  /// Share that survives the loss of a zone, of the least lucky number of replicas from one on.
  private static double worst(int floor, int zones) {
    double worst = 1;
    for (int n = floor; n <= floor + zones; n++) {
      worst = Math.min(worst, share(n, zones));
    }
    return worst;
  }

  /// As many all day as the peak needs: fewer than where a fleet may have any number.
  private Fleet constant(int zones) {
    int replicas = Math.max(2, needed(curve.peak() * headroom.surge(), serves()));
    Replica replica = replica(fullRequest(), share(replicas, zones));
    while (replicas < MOST && replicas * replica.target() < curve.peak()) {
      replicas++;
      replica = replica(fullRequest(), share(replicas, zones));
    }
    return fleet(zones, replicas, replica);
  }

  private static double share(int replicas, int zones) {
    return (double) Fleet.left(replicas, zones) / replicas;
  }

  private Fleet fleet(int zones, int floor, Replica replica) {
    int standing = standing(floor, replica);
    int atPeak = Math.max(standing, needed(curve.peak(), replica.target()));
    return new Fleet(
        replica,
        zones,
        headroom.surge(),
        standing,
        atPeak,
        Math.max(atPeak, byHand.most().orElse(Fleet.BEYOND_PEAK * atPeak)),
        staging,
        binding(atPeak),
        reaction(),
        ramp(Fleet.least(standing, replica, curve.average()), replica));
  }

  private double serves() {
    return below(capacity.rate());
  }

  /// Replicas that always run: they serve the quietest hour and what comes on top until a new one
  /// answers. While no zone is lost each may get all that it serves; but an autoscaler starts none
  /// before its tolerance is passed.
  private int standing(int floor, Replica replica) {
    double rise = curve.rise(reaction());
    int grown = needed(curve.lowest() + rise, replica.target());
    double spare = serves() - Fleet.TOLERANCE * replica.target();
    int late = Math.min(needed(rise, spare), needed(curve.peak(), serves()));
    return Math.max(floor, Math.min(needed(curve.peak(), replica.target()), Math.max(grown, late)));
  }

  /// CPU for all that one serves. Where latency decides, it must be there at once: no less then.
  private int fullRequest() {
    return byHand
        .millicores()
        .orElseGet(
            () -> ReplicaSize.millicores(capacity.utilisation(), cpu, headroom.ceiling(), cores));
  }

  /// CPU for what each gets of the peak, where a floor makes that less than it could serve.
  private int request(double rate, double survive) {
    return byHand
        .millicores()
        .orElseGet(() ->
            Math.min(
                fullRequest(), ReplicaSize.millicores(rate, cpu, nominal(survive) / 100.0, cores)));
  }

  /// The utilisation ceiling, times what survives, over the surge, in per cent.
  private int nominal(double survive) {
    return (int) (100 * headroom.ceiling() * survive / headroom.surge() + 1e-9);
  }

  private boolean latencyFirst() {
    return capacity.slo() < capacity.utilisation();
  }

  /// No more than the CPU target stands for: an autoscaler that follows CPU in whole per cent must
  /// hold what one that counts requests holds.
  private Replica replica(int request, double survive) {
    double most = below(serves() * survive / headroom.surge());
    double millicores = cpu.toNanos() / 1e6;
    int bearable = (int) (100 * most * millicores / request + 1e-9);
    int percent = Math.max(1, Math.min(nominal(survive), bearable));
    double byCpu = below(percent / 100.0 * request / millicores);
    return new Replica(
        serves(),
        Math.min(most, byCpu),
        survive,
        percent,
        cpu,
        latencyFirst(),
        new ReplicaSize(request, memory));
  }

  private String binding(int atPeak) {
    if (atPeak > needed(curve.peak() * headroom.surge(), serves())) {
      return byHand.fewest().filter(set -> set == atPeak).isPresent() ? BY_HAND : "availability";
    }
    return latencyFirst() ? "slo" : "utilisation";
  }

  /// A fleet of so many, and each that an autoscaler makes of it, must serve what comes on top
  /// until a new replica answers.
  private Duration ramp(int replicas, Replica replica) {
    if (replicas * replica.serves() >= curve.peak()) {
      return Duration.ZERO;
    }
    double spare = replicas * (replica.serves() - Fleet.TOLERANCE * replica.target());
    double seconds = (curve.peak() - curve.average()) * reaction().toSeconds() / spare;
    return Duration.ofSeconds((long) Math.ceil(seconds));
  }

  private static int needed(double rate, double each) {
    if (rate <= 0) {
      return 1;
    }
    double exact = rate / each;
    return exact >= MOST ? MOST : (int) Math.max(1, Math.ceil(exact - 1e-9));
  }

  /// Three significant digits, rounded down: what is planned with is what is printed.
  static double below(double rate) {
    return new BigDecimal(rate).round(new MathContext(3, RoundingMode.DOWN)).doubleValue();
  }

  /// The same, rounded up.
  private static double above(double rate) {
    return new BigDecimal(rate).round(new MathContext(3, RoundingMode.UP)).doubleValue();
  }
}
