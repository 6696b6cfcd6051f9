// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.search;

import dev.slipway.cost.Candidate;
import dev.slipway.cost.EstimateRequest;
import dev.slipway.cost.Estimator;
import dev.slipway.cost.PointWorkload;
import dev.slipway.cost.PriceBook;
import dev.slipway.measure.machine.Environment;
import dev.slipway.objective.Project;
import dev.slipway.profile.Profile;
import dev.slipway.profile.search.ParetoFront;
import dev.slipway.profile.search.PointReading;
import dev.slipway.profile.search.SearchResult;
import dev.slipway.workbench.search.PricedSearch.Priced;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Prices each point of a search at the project's traffic, and finds the Pareto front with cost.
/// The search itself knows no prices, so a new price book or new objectives need no new
/// measurement.
public final class PriceSearch {

  /// What costs the same costs less at more traffic where it takes less processor time a row.
  private static final List<Comparator<Priced>> RESPECTS =
      List.of(
          Comparator.<Priced>comparingDouble(one -> one.reading().rows()).reversed(),
          Comparator.comparing(one -> one.reading().latency()),
          Comparator.comparingLong(one -> one.reading().memory().count()),
          Comparator.comparingDouble(PriceSearch::month).thenComparing(one -> one.reading().cpu()));

  private final PriceBook prices;

  public PriceSearch(PriceBook prices) {
    this.prices = prices;
  }

  /// @param profile tells what serving costs besides the model, where it was measured on the
  ///   machine of the search
  public PricedSearch price(Project project, SearchResult found, Optional<Profile> profile) {
    List<Priced> all = new ArrayList<>();
    Stream.concat(found.front().stream(), found.beaten().stream())
        .forEach(one -> all.add(priced(project, found, one, profile)));
    boolean some = all.stream().anyMatch(one -> one.month().isPresent());
    List<Priced> front =
        some ? ParetoFront.of(all, RESPECTS) : all.subList(0, found.front().size());
    return new PricedSearch(
        found,
        project.objectives().traffic().orElse(EstimateRequest.ASSUMED_TRAFFIC),
        project.objectives().traffic().isEmpty(),
        sorted(found, front),
        sorted(found, all.stream().filter(one -> !front.contains(one)).toList()));
  }

  private static List<Priced> sorted(SearchResult found, List<Priced> some) {
    return some.stream()
        .sorted((a, b) -> found.goal().bestFirst().compare(a.reading(), b.reading()))
        .toList();
  }

  private static double month(Priced one) {
    return one.month()
        .map(range -> range.likely().amount().doubleValue())
        .orElse(Double.POSITIVE_INFINITY);
  }

  private Priced priced(
      Project project, SearchResult found, PointReading one, Optional<Profile> profile) {
    if (found.environment().isEmpty()) {
      return none(one, "the search is of an older version, which did not keep where it measured");
    }
    Environment environment = found.environment().get();
    Optional<Duration> serving =
        profile
            .filter(known -> known.environment().equals(environment))
            .flatMap(PriceSearch::servingOverhead);
    EstimateRequest request =
        EstimateRequest.of(
            PointWorkload.of(one, environment, serving, prices, found.inputs()), project);
    return Estimator.cheapest(request, prices)
        .map(offer -> priced(one, offer))
        .orElseGet(() -> none(one, "no offer is likely to keep the objectives"));
  }

  private static Optional<Duration> servingOverhead(Profile profile) {
    return profile.serving().map(cost -> cost.besides(profile.closed().cpuPerInference()));
  }

  private static Priced priced(PointReading one, Candidate offer) {
    String on =
        "%d × %s %s %s".formatted(offer.replicas(), offer.cloud(), offer.region(), offer.type());
    return offer.month().atLeast()
        ? none(one, "a price of " + on + " is unknown")
        : new Priced(one, Optional.of(offer.month()), on);
  }

  private static Priced none(PointReading one, String why) {
    return new Priced(one, Optional.empty(), why);
  }
}
