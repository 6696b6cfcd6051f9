// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import dev.slipway.cost.Candidate;
import dev.slipway.cost.Estimate;
import dev.slipway.workbench.report.Section.Tone;

/// What the service would cost, and what that rests on.
public final class CostSection {

  static final String TITLE = "Cost";

  private static final String REMEDY = "slipway profile --when-quiet 10m measures again";

  private CostSection() {}

  public static Section of(Estimate estimate) {
    var rows = new Rows();
    estimate.chosen().ifPresent(chosen -> chosen(rows, chosen, estimate));
    estimate
        .doubt()
        .filter(why -> !estimate.inputs().madeUp())
        .ifPresent(why -> rows.row("measurement", "disturbed", Tone.OPEN, why + "; " + REMEDY));
    estimate.age().ifPresent(old -> rows.row("prices", "old", Tone.OPEN, old));
    estimate.relax().forEach(hint -> rows.row("to fit", hint, Tone.OPEN, ""));
    estimate.passedOver().forEach(why -> rows.detail("not chosen", why));
    estimate.notes().forEach(note -> rows.detail("to know", note));
    estimate.drivers().forEach(driver -> rows.detail("uncertain because", driver));
    estimate.exclusions().forEach(exclusion -> rows.detail("not included", exclusion));
    String found =
        estimate.chosen().isPresent()
            ? "the cheapest that is likely to meet the objectives"
            : "nothing that was priced is likely to meet the objectives";
    return rows.section(TITLE, found + given(estimate));
  }

  /// What else the choice hangs on.
  private static String given(Estimate estimate) {
    if (estimate.inputs().madeUp()) {
      return ", if " + guessed(estimate);
    }
    return estimate.doubt().isPresent() ? ", by the disturbed times" : "";
  }

  private static String guessed(Estimate estimate) {
    return "requests are as large as was made up (" + estimate.inputs().shapes() + ")";
  }

  private static void chosen(Rows rows, Candidate chosen, Estimate estimate) {
    rows.fact(
            "runs on",
            "%s, %s %s %s"
                .formatted(replicas(chosen), chosen.cloud(), chosen.region(), chosen.type()),
            "their number is decided by %s%s"
                .formatted(
                    chosen.binding(),
                    chosen.nodes() == 0
                        ? ""
                        : "; on " + Words.count(chosen.nodes(), "node") + " at the peak"))
        .fact("a month", chosen.month().text(), "")
        .fact("1,000 predictions", chosen.perThousand().text(), "")
        .detail(
            "meets latency",
            estimate.meets(chosen),
            estimate.doubt().orElse("probability, given what the sizing is unsure of"))
        .fact("basis", chosen.badge(), chosen.dated());
    chosen.lines().forEach(line -> rows.detail("pays for", line.what(), paid(line)));
  }

  /// `730 hours at 0.0225 USD: 16.43 USD (16.43 to 16.43), price of 2026-09-03`
  private static String paid(Candidate.Line line) {
    String amount = "%s %s".formatted(Numbers.grouped(line.quantity()), line.unit());
    return line.priced()
        ? "%s at %s: %s, %s".formatted(amount, line.unitPrice(), line.month().text(), line.dated())
        : amount + ": its price is unknown";
  }

  /// Those that always run, to those at the peak.
  private static String replicas(Candidate chosen) {
    String most = Words.count(chosen.replicas(), "replica");
    return chosen
        .fleet()
        .filter(fleet -> fleet.fewest() < chosen.replicas())
        .map(fleet -> fleet.fewest() + " to " + most)
        .orElse(most);
  }
}
