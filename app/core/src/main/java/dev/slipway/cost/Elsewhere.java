// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Rate;
import dev.slipway.cost.Scope.Region;
import java.time.LocalDate;
import java.util.Optional;

/// What the service would cost in another region or cloud, beside what it costs where it is to run.
/// The traffic, the limits and the targets stay; the user's own cluster is not there.
///
/// @param where the other place
/// @param here what was chosen where it is to run
/// @param estimate of the other place alone
/// @param breakEven from which mean traffic on the other of the two costs less; empty where one of
///   them does at any traffic that was looked at
/// @param least the least mean traffic that was looked at
/// @param most the most
public record Elsewhere(
    Region where,
    Candidate here,
    Estimate estimate,
    Optional<BreakEven> breakEven,
    Rate least,
    Rate most) {

  /// @param average the mean traffic, within 2 %
  /// @param thereAbove whether the other place costs less above it; else below
  public record BreakEven(Rate average, boolean thereAbove) {}

  /// Traffic is looked at from a tenth of the stated one to fifty times, each step by a fifth more.
  private static final double STEP = 1.2;

  private static final double LOWEST = 0.1;
  private static final double HIGHEST = 50;
  private static final int HALVINGS = 4;

  /// What would be chosen there; empty where nothing is likely to do.
  public Optional<Candidate> there() {
    return estimate.chosen();
  }

  /// How much more it is likely to cost there, as a share of what it costs here; below 0 for less.
  /// Empty where a price is unknown, or nothing would do.
  public Optional<Double> more() {
    return there()
        .filter(other -> !other.month().atLeast() && !here.month().atLeast())
        .map(other -> likely(other) / likely(here) - 1);
  }

  /// @param here where it is to run
  /// @param there the same somewhere else
  /// @param chosen what was chosen here
  public static Elsewhere of(
      EstimateRequest here,
      EstimateRequest there,
      Candidate chosen,
      PriceBook book,
      LocalDate today) {
    Estimate estimate = Estimator.estimate(there.with(there.scope().atHome()), book, today);
    Region where = there.scope().homes().getFirst();
    Optional<BreakEven> turn =
        estimate.chosen().flatMap(other -> new Search(here, chosen, there, other, book).turn());
    double average = here.traffic().average().perSecond();
    return new Elsewhere(
        where, chosen, estimate, turn, new Rate(average * LOWEST), new Rate(average * HIGHEST));
  }

  private static double likely(Candidate one) {
    return one.month().likely().amount().doubleValue();
  }

  /// Looks for the traffic at which two offers cost the same.
  private record Search(
      EstimateRequest here,
      Candidate chosen,
      EstimateRequest there,
      Candidate other,
      PriceBook book) {

    Optional<BreakEven> turn() {
      double before = LOWEST;
      Optional<Boolean> was = isLessThere(before);
      for (double factor = LOWEST * STEP; factor <= HIGHEST; factor *= STEP) {
        Optional<Boolean> now = isLessThere(factor);
        if (was.isPresent() && now.isPresent() && !was.equals(now)) {
          double at = between(before, factor, was.get());
          double average = here.traffic().average().perSecond() * at;
          return Optional.of(new BreakEven(new Rate(average), now.get()));
        }
        before = factor;
        was = now;
      }
      return Optional.empty();
    }

    private double between(double low, double high, boolean lessThereBelow) {
      double from = low;
      double to = high;
      for (int i = 0; i < HALVINGS; i++) {
        double middle = Math.sqrt(from * to);
        if (isLessThere(middle).equals(Optional.of(lessThereBelow))) {
          from = middle;
        } else {
          to = middle;
        }
      }
      return to;
    }

    /// Empty where one of them makes no sense at that traffic.
    private Optional<Boolean> isLessThere(double factor) {
      Optional<Candidate> one = Estimator.repriced(chosen, here.times(factor), book);
      Optional<Candidate> two = Estimator.repriced(other, there.times(factor), book);
      return one.isEmpty() || two.isEmpty()
          ? Optional.empty()
          : Optional.of(likely(two.get()) < likely(one.get()));
    }
  }
}
