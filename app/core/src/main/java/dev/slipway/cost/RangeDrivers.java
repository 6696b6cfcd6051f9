// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Money;
import dev.slipway.base.Numbers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What makes the range of a bill as wide as it is: by how much the range narrows where one cause
/// is settled, and which lines stay uncertain where both are.
final class RangeDrivers {

  /// @param speed whether a measurement on the target narrows it
  /// @param width what it adds to the range, in the currency of the bill
  private record Driver(boolean speed, BigDecimal width, String text) {}

  private final List<Driver> widest;

  RangeDrivers(EstimateRequest request, PriceBook book, Candidate chosen) {
    List<Driver> found = new ArrayList<>();
    EstimateRequest stated =
        request.with(request.assumptions().with(new Assumptions.Traffic(1, 1)));
    Estimator.repriced(chosen, stated, book)
        .ifPresent(c -> found.add(traffic(request.assumptions().traffic(), chosen, c)));
    EstimateRequest settled = stated;
    // What no machine was measured for, a measurement does not narrow.
    if (chosen.service().equals("vm")) {
      Workload measured = measured(request, book, chosen);
      Estimator.repriced(chosen, with(request, measured), book)
          .ifPresent(c -> found.add(speed(chosen, c)));
      settled = with(stated, measured);
    }
    Estimator.repriced(chosen, settled, book)
        .ifPresent(c -> c.lines().forEach(line -> found.add(rest(line))));
    widest =
        found.stream()
            .filter(driver -> driver.width.signum() > 0)
            .sorted(Comparator.comparing(Driver::width).reversed())
            .toList();
  }

  /// The widest first.
  List<String> texts() {
    return widest.isEmpty()
        ? List.of("nothing: the smallest fleet carries this traffic at any speed in the range")
        : widest.stream().map(Driver::text).toList();
  }

  /// What there is to know where the range reaches over a budget.
  Optional<String> advice() {
    return widest.stream()
        .findFirst()
        .map(driver ->
            driver.speed
                ? "a measurement on the target narrows the range"
                : "the range is so wide above all for " + driver.text);
  }

  private static Workload measured(EstimateRequest request, PriceBook book, Candidate chosen) {
    double likely = new MachineOffers(new Offers(request), book).likelySpeed(chosen);
    return request
        .workload()
        .with(
            List.of(
                new Extrapolation.Measurement(
                    chosen.cloud(),
                    chosen.type(),
                    Extrapolation.Level.SAME_PROFILE,
                    likely,
                    likely)));
  }

  private static EstimateRequest with(EstimateRequest request, Workload workload) {
    return new EstimateRequest(
        workload,
        request.traffic(),
        request.latency(),
        request.budget(),
        request.scope(),
        request.assumptions());
  }

  private static Driver traffic(Assumptions.Traffic assumed, Candidate chosen, Candidate stated) {
    return narrowed(
        false,
        chosen,
        stated,
        "traffic between x%s and x%s of what was stated"
            .formatted(Numbers.brief(assumed.low()), Numbers.brief(assumed.high())));
  }

  private static Driver speed(Candidate chosen, Candidate measured) {
    return narrowed(
        true, chosen, measured, "how fast " + chosen.type() + " is against the measured machine");
  }

  private static Driver narrowed(boolean speed, Candidate whole, Candidate without, String what) {
    BigDecimal width = width(whole.month()).subtract(width(without.month()));
    Money money = new Money(width, whole.month().likely().currency());
    return new Driver(speed, width, what + ": " + Numbers.money(money) + " of the range");
  }

  private static Driver rest(Candidate.Line line) {
    return new Driver(
        false,
        width(line.month()),
        "what the line '" + line.what() + "' comes to: " + line.month().span());
  }

  private static BigDecimal width(CostRange month) {
    return month.high().amount().subtract(month.low().amount());
  }
}
