// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.objective.Objectives.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What the service costs at other traffic than is stated, by the functions of the estimate: the
/// shape of the day, the limits and the place stay.
///
/// @param points by mean traffic, ascending, from a tenth of the stated one to nearly fifty times
/// @param stated index of the stated traffic among them
/// @param breakEvens from where on it pays to run on another offer, or no more, ascending
/// @param budgetEnds the mean traffic at which what would be chosen there is likely to pass the
///   budget; empty without a budget, where it does so nowhere here, or everywhere
public record TrafficCosts(
    List<Point> points, int stated, List<BreakEven> breakEvens, Optional<Rate> budgetEnds) {

  /// Steps in which traffic grows tenfold.
  private static final int STEPS = 16;

  private static final int FEWEST = -STEPS;
  private static final int MOST = 27;

  /// What a move must save to pay: less would not outlast the next price list.
  private static final double WORTH_A_MOVE = 0.1;

  /// Part of the work that the points are.
  private static final double POINTS = 0.9;

  /// How often the span between two points is halved: to less than 2 % then.
  private static final int HALVINGS = 3;

  public TrafficCosts {
    points = List.copyOf(points);
    breakEvens = List.copyOf(breakEvens);
  }

  /// @param chosen the offer that was chosen at the stated traffic, sized for this one; empty where
  ///   it is not likely to do here
  /// @param best what would be chosen here: the cheapest that is likely to do, of those that need
  ///   the fewest replicas beyond what is set by hand; empty where nothing is likely to do
  public record Point(Traffic traffic, Optional<Candidate> chosen, Optional<Candidate> best) {}

  /// @param average the mean traffic, within 2 %
  /// @param pays whether it pays from there on to run on another offer; else it no longer does
  /// @param other what is better, beyond that traffic or below it: it needs fewer replicas beyond
  ///   what is set by hand, it needs as many and costs less by more than a tenth, or the chosen one
  ///   will not do
  public record BreakEven(Rate average, boolean pays, Candidate other) {}

  /// Looks at each point whether the work was cancelled.
  public static TrafficCosts of(
      EstimateRequest asked, PriceBook book, Candidate chosen, Progress progress)
      throws InterruptedException {
    EstimateRequest request = asked.with(asked.scope().settled(book));
    List<Point> points = new ArrayList<>();
    for (int step = FEWEST; step <= MOST; step++) {
      EstimateRequest here = request.times(factor(step));
      double done = POINTS * (step - FEWEST) / (MOST - FEWEST);
      progress.step(done, "pricing " + here.traffic().average());
      points.add(at(here, book, chosen));
    }
    Progress rest = progress.part(POINTS, 1);
    List<BreakEven> turns = breakEvens(request, book, chosen, points, rest);
    return new TrafficCosts(points, -FEWEST, turns, budgetEnds(request, book, points, rest));
  }

  private static Point at(EstimateRequest here, PriceBook book, Candidate chosen) {
    return new Point(
        here.traffic(),
        Estimator.repriced(chosen, here, book).filter(one -> Estimator.fits(one, here)),
        Estimator.cheapest(here, book));
  }

  private static double factor(double step) {
    return Math.pow(10, step / STEPS);
  }

  private static List<BreakEven> breakEvens(
      EstimateRequest request,
      PriceBook book,
      Candidate chosen,
      List<Point> points,
      Progress progress)
      throws InterruptedException {
    FleetByHand set = request.assumptions().byHand();
    List<BreakEven> found = new ArrayList<>();
    for (int i = 1; i < points.size(); i++) {
      Optional<Candidate> below = better(points.get(i - 1), set);
      Optional<Candidate> above = better(points.get(i), set);
      boolean pays = above.isPresent();
      if (pays != below.isPresent()) {
        Rate average =
            between(
                request,
                FEWEST + i - 1,
                here -> better(at(here, book, chosen), set).isEmpty() == pays,
                progress);
        found.add(new BreakEven(average, pays, above.or(() -> below).orElseThrow()));
      }
    }
    return found;
  }

  /// The offer that it would pay to run on instead of the chosen one.
  private static Optional<Candidate> better(Point point, FleetByHand set) {
    Optional<Candidate> chosen = point.chosen();
    return point.best().filter(other -> chosen.isEmpty() || isBetter(other, chosen.get(), set));
  }

  /// What is set by hand comes before the price, as in a choice.
  static boolean isBetter(Candidate other, Candidate chosen, FleetByHand set) {
    int fewer = set.missing(chosen) - set.missing(other);
    boolean saves = likely(other) < (1 - WORTH_A_MOVE) * likely(chosen);
    return !chosen.offer().equals(other.offer()) && (fewer > 0 || (fewer == 0 && saves));
  }

  private static double likely(Candidate one) {
    return one.month().likely().amount().doubleValue();
  }

  private static Optional<Rate> budgetEnds(
      EstimateRequest request, PriceBook book, List<Point> points, Progress progress)
      throws InterruptedException {
    for (int i = 1; i < points.size(); i++) {
      if (isWithin(request, points.get(i - 1).best())
          && points.get(i).best().isPresent()
          && !isWithin(request, points.get(i).best())) {
        return Optional.of(
            between(
                request,
                FEWEST + i - 1,
                here -> isWithin(here, Estimator.cheapest(here, book)),
                progress));
      }
    }
    return Optional.empty();
  }

  /// An offer with an unknown price may cost anything.
  private static boolean isWithin(EstimateRequest request, Optional<Candidate> offer) {
    return request.budget().isEmpty()
        || offer
            .filter(one -> !one.month().atLeast())
            .filter(one -> one.month().likely().compareTo(request.budget().get()) <= 0)
            .isPresent();
  }

  /// The mean traffic at which something ceases to hold, which does at a step and not at the next.
  private static Rate between(
      EstimateRequest request, double step, Predicate<EstimateRequest> holds, Progress progress)
      throws InterruptedException {
    double low = step;
    double high = step + 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      progress.step(0, "looking for where another offer is better");
      if (holds.test(request.times(factor(middle)))) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return request.times(factor(high)).traffic().average();
  }
}
