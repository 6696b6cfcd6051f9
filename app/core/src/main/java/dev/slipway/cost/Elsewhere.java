// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Rate;
import dev.slipway.cost.Scope.Region;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// What the service would cost in another region or cloud, beside what it costs where it is to run.
/// The traffic, the limits and the targets stay; the user's own cluster is not there.
///
/// @param where the other place
/// @param here what was chosen where it is to run
/// @param estimate of the other place alone
/// @param breakEven from which mean traffic on the other of the two costs less; empty where one of
///   them does at all that they were compared at
/// @param compared the mean traffic that they were compared at, around the stated one; empty where
///   they cannot be
public record Elsewhere(
    Region where,
    Candidate here,
    Estimate estimate,
    Optional<BreakEven> breakEven,
    Optional<Span> compared) {

  /// @param average the mean traffic, within 2 %
  /// @param thereAbove whether the other place costs less above it; else below
  public record BreakEven(Rate average, boolean thereAbove) {}

  /// From one mean traffic to another.
  public record Span(Rate least, Rate most) {}

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
    Optional<Search> search =
        estimate
            .chosen()
            .map(other ->
                new Search(settled(here, book), chosen, settled(there, book), other, book));
    List<Compared> points = search.map(Search::points).orElse(List.of());
    return new Elsewhere(
        where,
        chosen,
        estimate,
        search.flatMap(found -> found.turn(points)),
        points.size() < 2
            ? Optional.empty()
            : Optional.of(
                new Span(
                    rate(here, points.getFirst().factor()),
                    rate(here, points.getLast().factor()))));
  }

  private static EstimateRequest settled(EstimateRequest request, PriceBook book) {
    return request.with(request.scope().settled(book));
  }

  private static Rate rate(EstimateRequest request, double factor) {
    return new Rate(request.traffic().average().perSecond() * factor);
  }

  private static double likely(Candidate one) {
    return one.month().likely().amount().doubleValue();
  }

  /// The two at so many times the stated traffic.
  private record Compared(double factor, boolean lessThere) {}

  /// Looks for the traffic at which two offers cost the same.
  private record Search(
      EstimateRequest here,
      Candidate chosen,
      EstimateRequest there,
      Candidate other,
      PriceBook book) {

    /// From the stated traffic down and up, as far as the two can be compared; the least first.
    List<Compared> points() {
      List<Compared> points = new ArrayList<>(points(1, 1 / STEP));
      Collections.reverse(points);
      if (!points.isEmpty()) {
        points.addAll(points(STEP, STEP));
      }
      return points;
    }

    private List<Compared> points(double first, double step) {
      List<Compared> points = new ArrayList<>();
      for (double factor = first; factor >= LOWEST && factor <= HIGHEST; factor *= step) {
        Optional<Boolean> less = isLessThere(factor);
        if (less.isEmpty()) {
          return points;
        }
        points.add(new Compared(factor, less.get()));
      }
      return points;
    }

    Optional<BreakEven> turn(List<Compared> points) {
      for (int i = 1; i < points.size(); i++) {
        Compared below = points.get(i - 1);
        Compared above = points.get(i);
        if (below.lessThere() != above.lessThere()) {
          double at = between(below.factor(), above.factor(), below.lessThere());
          return Optional.of(new BreakEven(rate(here, at), above.lessThere()));
        }
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

    /// Empty where one of them will not do at that traffic, or nobody knows what it costs.
    private Optional<Boolean> isLessThere(double factor) {
      Optional<Candidate> one = fitting(chosen, here.times(factor));
      Optional<Candidate> two = fitting(other, there.times(factor));
      return one.isEmpty() || two.isEmpty()
          ? Optional.empty()
          : Optional.of(likely(two.get()) < likely(one.get()));
    }

    private Optional<Candidate> fitting(Candidate offer, EstimateRequest request) {
      return Estimator.repriced(offer, request, book)
          .filter(found -> Estimator.fits(found, request))
          .filter(found -> !found.month().atLeast());
    }
  }
}
