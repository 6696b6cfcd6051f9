// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Why rows of the table that cost less than the choice were not chosen: each reason with how many
/// rows it holds for, and the cheapest of them.
final class PassedOver {

  private final EstimateRequest request;

  PassedOver(EstimateRequest request) {
    this.request = request;
  }

  List<String> reasons(List<Candidate> ranked, Candidate chosen) {
    Map<String, List<Candidate>> byReason = new LinkedHashMap<>();
    for (Candidate other : ranked) {
      if (other.month().likely().compareTo(chosen.month().likely()) < 0) {
        reason(other)
            .or(() -> byHand(other, chosen))
            .ifPresent(why -> byReason.computeIfAbsent(why, _ -> new ArrayList<>()).add(other));
      }
    }
    return byReason.entrySet().stream().map(each -> text(each.getKey(), each.getValue())).toList();
  }

  private Optional<String> reason(Candidate other) {
    Scope scope = request.scope();
    if (Scope.UNFIT.contains(other.service())) {
      return Optional.of("the image would need an adapter to run on " + other.service());
    }
    if (other.meetsSlo() < request.assumptions().headroom().confidence()) {
      return Optional.of("likely to miss a latency objective");
    }
    if (!scope.processors().mayBeChosen(other)) {
      return Optional.of(scope.processors().whyNot(other));
    }
    if (other.month().atLeast()) {
      return Optional.of("a price in it is unknown, so that it may cost more");
    }
    return scope.isHome(other)
        ? Optional.empty()
        : Optional.of(
            "not in %s, where %s"
                .formatted(
                    scope.homes().stream()
                        .map(Scope.Region::toString)
                        .collect(Collectors.joining(" or ")),
                    scope.terms().stated()
                        ? "release.where wants it"
                        : "it runs unless release.where says otherwise"));
  }

  private Optional<String> byHand(Candidate other, Candidate chosen) {
    FleetByHand set = request.assumptions().byHand();
    return set.missing(other) > set.missing(chosen)
        ? Optional.of("more replicas are needed than are set by hand")
        : Optional.empty();
  }

  private static String text(String why, List<Candidate> rows) {
    Candidate first = rows.getFirst();
    return "%s for less: %s; the cheapest is %s in %s %s for %s a month"
        .formatted(
            Words.count(rows.size(), "offer"),
            why,
            first.service().equals("vm") ? first.type() : first.service() + " " + first.type(),
            first.cloud(),
            first.region(),
            first.month().text());
  }
}
