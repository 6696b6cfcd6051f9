// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.Numbers;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Why each figure of the bill is what it is, by a key such as `cost.lines.load-balancer`.
public final class CostReasons {

  /// What all keys begin with.
  public static final String PREFIX = "cost.";

  private CostReasons() {}

  /// A figure of the bill.
  ///
  /// @param title for a person
  /// @param value with its unit
  public record Reason(String title, String value, String because) {}

  /// The figures of the offer that was chosen, from the whole to its parts; none where nothing was.
  public static Map<String, Reason> of(Estimate estimate) {
    Map<String, Reason> reasons = new LinkedHashMap<>();
    estimate.chosen().ifPresent(chosen -> put(reasons, chosen, estimate));
    return reasons;
  }

  private static void put(Map<String, Reason> reasons, Candidate chosen, Estimate estimate) {
    reasons.put(
        PREFIX + "month",
        new Reason("Cost of a month", chosen.month().text(), sum(chosen) + range(estimate)));
    reasons.put(
        PREFIX + "per-thousand",
        new Reason(
            "Cost of 1,000 predictions",
            chosen.perThousand().text(),
            "the month's "
                + chosen.month().text()
                + ", shared by the predictions of a month at the stated mean traffic"));
    reasons.put(
        PREFIX + "replicas",
        new Reason(
            "Replicas that are priced",
            String.valueOf(chosen.replicas()),
            "decided by " + chosen.binding() + ", at the stated peak"));
    if (chosen.nodes() > 0) {
      reasons.put(
          PREFIX + "nodes",
          new Reason(
              "Machines that are priced",
              String.valueOf(chosen.nodes()),
              chosen.replicas()
                  + " replicas on "
                  + chosen.type()
                  + ": "
                  + String.join("; ", chosen.notes())));
    }
    for (Candidate.Line line : chosen.lines()) {
      reasons.put(
          PREFIX + "lines." + name(line.what()),
          new Reason(line.what(), line.month().text(), product(line, chosen)));
    }
  }

  private static String sum(Candidate chosen) {
    return "the sum of "
        + chosen.lines().stream()
            .map(line -> line.what() + " " + Numbers.money(line.month().likely()))
            .collect(Collectors.joining(" + "));
  }

  private static String range(Estimate estimate) {
    return estimate.drivers().isEmpty()
        ? ""
        : "; uncertain because " + String.join("; ", estimate.drivers());
  }

  private static String product(Candidate.Line line, Candidate chosen) {
    return "%s %s × %s, as %s %s sells it; the bill's oldest price is of %s"
        .formatted(
            Numbers.digits(line.quantity(), 6),
            line.unit(),
            line.unitPrice(),
            chosen.cloud(),
            chosen.region(),
            chosen.pricesOf());
  }

  private static String name(String what) {
    return what.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-").replaceAll("^-|-$", "");
  }
}
