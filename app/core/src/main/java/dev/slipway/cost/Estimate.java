// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Numbers;
import dev.slipway.base.Rate;
import dev.slipway.base.Verdict;
import dev.slipway.request.InputSizes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the service costs, and what that rests on.
///
/// @param candidates the ways to run it, cheapest first
/// @param chosen the cheapest that is likely to meet the objectives; empty when none does
/// @param curve monthly cost of the chosen one against mean traffic
/// @param budget whether the chosen one fits the budget; empty without a budget
/// @param relax when nothing fits: which constraint to relax, and by how much
/// @param drivers what drives the width of the range, the strongest first
/// @param exclusions what is not in the figures
/// @param passedOver why rows that cost less were not chosen
/// @param age that prices in the choice are too old to rely on, and what to do; empty when none is
/// @param notes what else there is to know
/// @param latency whether there are latency objectives to meet
/// @param inputs how large the requests were that it rests on
/// @param homes where the choice is made; candidates of other regions are shown beside those
public record Estimate(
    List<Candidate> candidates,
    Optional<Candidate> chosen,
    List<Point> curve,
    Optional<Verdict> budget,
    List<String> relax,
    List<String> drivers,
    List<String> exclusions,
    List<String> passedOver,
    Optional<String> age,
    List<String> notes,
    boolean latency,
    InputSizes inputs,
    List<Scope.Region> homes) {

  private static final double NEARLY = 0.9999;
  private static final String DISTURBED = "other programs used the machine during the measurement";
  private static final String NO_BREAK = "\u00a0";

  public Estimate {
    candidates = List.copyOf(candidates);
    curve = List.copyOf(curve);
    relax = List.copyOf(relax);
    drivers = List.copyOf(drivers);
    exclusions = List.copyOf(exclusions);
    passedOver = List.copyOf(passedOver);
    notes = List.copyOf(notes);
    homes = List.copyOf(homes);
  }

  /// Whether a candidate is where the service is to run.
  public boolean isHome(Candidate candidate) {
    return homes.contains(new Scope.Region(candidate.cloud(), candidate.region()));
  }

  /// Where the service is to run, for a person: `aws eu-central-1 or aws eu-west-1`.
  public String home() {
    return homes.stream().map(Scope.Region::toString).collect(Collectors.joining(" or "));
  }

  /// What is to be said before any of its figures; empty where they stand as they are.
  public Optional<String> doubt() {
    if (inputs.madeUp()) {
      return Optional.of(inputs.warning());
    }
    return Stream.concat(chosen.stream(), candidates.stream())
        .filter(Candidate::disturbed)
        .findFirst()
        .map(any -> DISTURBED);
  }

  /// The probability that a candidate meets the latency objectives, for a person: nobody knows it
  /// where the size of a request was made up, or the measurement was disturbed.
  public String meets(Candidate candidate) {
    if (inputs.madeUp() || candidate.disturbed()) {
      return "not known";
    }
    double share = candidate.meetsSlo();
    return latency || share < 1 ? probability(share) : Numbers.percent(share);
  }

  /// A probability that a size suffices: it follows from how fast a machine is assumed to be, which
  /// nobody knows well enough for certainty, nor for more nines.
  static String probability(double share) {
    return share > NEARLY
        ? (">" + NO_BREAK + Numbers.percent(NEARLY)).replace(" ", NO_BREAK)
        : Numbers.percent(share);
  }

  /// Cost at one mean traffic.
  public record Point(Rate traffic, int replicas, CostRange month, CostRange perThousand) {}
}
