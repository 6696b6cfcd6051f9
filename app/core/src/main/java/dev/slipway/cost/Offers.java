// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Bytes;
import dev.slipway.base.Money;
import dev.slipway.cost.Bill.ScalesWith;
import dev.slipway.cost.FleetSizer.Sized;
import dev.slipway.cost.Scope.Region;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/// What all kinds of offers share: averages over a day, unit costs, the record of a candidate.
final class Offers {

  private final EstimateRequest request;
  private final FleetSizer sizer;

  /// Of a fleet at each step of a day, by how many times the traffic it is: the machines of a speed
  /// share their fleets.
  private final IdentityHashMap<Fleet, Map<Double, int[]>> replicas = new IdentityHashMap<>();

  Offers(EstimateRequest request) {
    this.request = request;
    this.sizer = new FleetSizer(request);
  }

  EstimateRequest request() {
    return request;
  }

  /// The fleets that hold at a speed.
  List<Sized> fleets(Extrapolation.Range speed) {
    return sizer.fleets(speed);
  }

  /// The one of them with the fewest replicas over a day.
  Sized smallest(Extrapolation.Range speed) {
    return fleets(speed).stream()
        .min(Comparator.comparingDouble(sized -> average(sized, n -> n).likely()))
        .orElseThrow();
  }

  LoadCurve curve() {
    return sizer.curve();
  }

  /// What a day's replicas come to on average, when each number of them is something else: as the
  /// autoscaler holds them, and fewer where traffic is low and the target fast.
  Bill.Amount average(Sized sized, IntUnaryOperator count) {
    Assumptions.Traffic traffic = request.assumptions().traffic();
    return new Bill.Amount(
        average(sized.fleet(), traffic.low() / sized.faster(), count),
        average(sized.fleet(), 1, count),
        average(sized.fleet(), traffic.high(), count));
  }

  private double average(Fleet fleet, double traffic, IntUnaryOperator count) {
    List<LoadCurve.Step> steps = sizer.curve().steps();
    int[] ofDay =
        replicas
            .computeIfAbsent(fleet, _ -> new HashMap<>())
            .computeIfAbsent(
                traffic,
                times ->
                    steps.stream().mapToInt(step -> fleet.replicas(step.rate() * times)).toArray());
    double sum = 0;
    for (int i = 0; i < ofDay.length; i++) {
      sum += count.applyAsInt(ofDay[i]) * steps.get(i).hours();
    }
    return sum / 24;
  }

  /// What an offer is, before it is priced.
  record OfferKind(
      Region region,
      String service,
      String type,
      String architecture,
      double vcpu,
      Bytes memory,
      Fleet fleet,
      int nodes,
      String binding,
      double meetsSlo,
      Extrapolation extrapolation,
      List<String> notes,
      Optional<Double> carbon) {}

  /// @param full machines or replicas at peak against those of an average hour
  Candidate candidate(OfferKind kind, Bill bill, double full) {
    Fleet fleet = kind.fleet();
    CostRange month = bill.month();
    double average = request.traffic().average().perSecond();
    double rate = fleet.replica().serves();
    List<String> notes = new ArrayList<>(kind.notes());
    notes.addAll(bill.notes());
    if (bill.users()) {
      notes.add("prices of your own are in it");
    }
    if (month.atLeast()) {
      notes.add("at least: a price in it is unknown");
    }
    return new Candidate(
        kind.region().cloud(),
        kind.region().code(),
        kind.service(),
        kind.type(),
        kind.architecture(),
        kind.vcpu(),
        kind.memory(),
        fleet.atPeak(),
        kind.nodes(),
        kind.binding(),
        month,
        perThousand(month, average),
        full(bill, full, average, fleet.atPeak() * rate),
        kind.meetsSlo(),
        bill.lines(),
        bill.apart(),
        bill.oldest().orElse(LocalDate.EPOCH),
        badge(kind),
        notes,
        Optional.of(fleet),
        kind.carbon());
  }

  private String badge(OfferKind kind) {
    if (request.workload().badge().equals("assumed")) {
      return "assumed";
    }
    return kind.extrapolation().level().badge()
        + (request.workload().disturbed() ? Workload.DISTURBED : "");
  }

  /// Cost of 1,000 requests at a rate.
  static CostRange perThousand(CostRange month, double rate) {
    double thousands = rate * PlatformCosts.SECONDS_OF_A_MONTH / 1000;
    if (thousands == 0) {
      return month;
    }
    BigDecimal each = new BigDecimal(1 / thousands, MathContext.DECIMAL64);
    return new CostRange(
        month.low().times(each).rounded(6),
        month.likely().times(each).rounded(6),
        month.high().times(each).rounded(6),
        month.atLeast());
  }

  private static CostRange full(Bill bill, double machines, double average, double rate) {
    double requests = average == 0 ? 1 : rate / average;
    CostRange fixed = bill.sum(ScalesWith.NOTHING);
    CostRange replicas = scaled(bill.sum(ScalesWith.REPLICAS), machines);
    CostRange traffic = scaled(bill.sum(ScalesWith.REQUESTS), requests);
    return perThousand(plus(plus(fixed, replicas), traffic), rate);
  }

  private static CostRange scaled(CostRange range, double factor) {
    Money likely = range.likely().times(new BigDecimal(factor, MathContext.DECIMAL64));
    return new CostRange(likely, likely, likely, range.atLeast());
  }

  static CostRange plus(CostRange one, CostRange other) {
    return new CostRange(
        one.low().plus(other.low()),
        one.likely().plus(other.likely()),
        one.high().plus(other.high()),
        one.atLeast() || other.atLeast());
  }
}
