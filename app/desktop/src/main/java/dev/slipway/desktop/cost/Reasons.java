// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.cost;

import dev.slipway.base.Words;
import dev.slipway.cost.Candidate;
import dev.slipway.cost.Estimate;
import dev.slipway.desktop.parts.Texts;
import java.util.ArrayList;
import java.util.List;

/// Why the chosen offer is the chosen one, in words.
///
/// @param why what speaks for it, and what it is unsure of
/// @param cheaper what costs less and was not chosen, each with its reason, and ways to pay less
/// @param excluded what is not in the figures
record Reasons(List<String> why, List<String> cheaper, List<String> excluded) {

  Reasons {
    why = List.copyOf(why);
    cheaper = List.copyOf(cheaper);
    excluded = List.copyOf(excluded);
  }

  static Reasons of(Estimate estimate) {
    List<String> why = new ArrayList<>();
    List<String> cheaper = new ArrayList<>(estimate.passedOver());
    if (estimate.chosen().isPresent()) {
      Candidate chosen = estimate.chosen().get();
      why.add(Texts.of("reasons.cheapest", estimate.candidates().size()));
      why.add(
          Texts.of(
              "reasons.replicas", Words.count(chosen.replicas(), "replica"), chosen.binding()));
      why.add(Texts.of("reasons.meets", estimate.meets(chosen)));
      why.add(Texts.of("reasons.basis", chosen.badge(), chosen.dated()));
      why.addAll(chosen.notes());
    } else {
      why.addAll(estimate.relax());
    }
    estimate.drivers().forEach(driver -> why.add(Texts.of("reasons.driver", driver)));
    cheaper.addAll(estimate.notes());
    if (cheaper.isEmpty()) {
      cheaper.add(Texts.of("reasons.none-cheaper"));
    }
    return new Reasons(why, cheaper, estimate.exclusions());
  }
}
