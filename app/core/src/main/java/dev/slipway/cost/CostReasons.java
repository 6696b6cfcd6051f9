// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import static java.util.stream.Collectors.joining;

import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

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
            "Replicas at the peak",
            String.valueOf(chosen.replicas()),
            "decided by " + chosen.binding() + ", at the stated peak"));
    if (chosen.nodes() > 0) {
      reasons.put(
          PREFIX + "nodes",
          new Reason(
              "Machines at the peak",
              String.valueOf(chosen.nodes()),
              "%s on %s: %son average %s are paid for"
                  .formatted(
                      Words.count(chosen.replicas(), "replica"),
                      chosen.type(),
                      chosen.notes().stream().limit(1).map(note -> note + "; ").collect(joining()),
                      Numbers.brief(chosen.averageNodes()))));
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
            .collect(joining(" + "));
  }

  private static String range(Estimate estimate) {
    return estimate.drivers().isEmpty()
        ? ""
        : "; uncertain because " + String.join("; ", estimate.drivers());
  }

  private static String product(Candidate.Line line, Candidate chosen) {
    String amount = Numbers.digits(line.quantity(), 6) + " " + line.unit();
    String where = chosen.cloud() + " " + chosen.region();
    return line.priced()
        ? "%s × %s, as %s sells it; %s".formatted(amount, line.unitPrice(), where, line.dated())
        : "%s; its price in %s is unknown, so the bill is more than the sum"
            .formatted(amount, where);
  }

  private static String name(String what) {
    return what.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-").replaceAll("^-|-$", "");
  }
}
