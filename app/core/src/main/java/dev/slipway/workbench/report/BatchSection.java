// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.base.Durations;
import dev.slipway.base.Words;
import dev.slipway.cost.BatchEstimate;
import dev.slipway.cost.BatchFleet;
import dev.slipway.cost.BatchOffer;
import dev.slipway.cost.CostRange;
import dev.slipway.workbench.report.Section.Tone;
import java.time.Duration;

/// What scoring in batch takes and costs.
public final class BatchSection {

  static final String TITLE = "Batch";

  private BatchSection() {}

  public static Section of(BatchEstimate estimate) {
    var rows = new Rows();
    rows.fact("asked for", estimate.asked().stated(), "");
    estimate
        .chosen()
        .ifPresentOrElse(
            chosen -> chosen(rows, chosen, estimate),
            () ->
                rows.row(
                    "runs on",
                    "nothing that was priced",
                    Tone.OPEN,
                    estimate.here().seconds().isEmpty()
                        ? "too few pieces were scored to tell how long a run takes"
                        : "no machine that was priced is done in time with %d workers or fewer"
                            .formatted(BatchFleet.MOST_WORKERS)));
    estimate.exclusions().forEach(exclusion -> rows.detail("not included", exclusion));
    return rows.section(TITLE, "what scoring without a service takes and costs");
  }

  private static void chosen(Rows rows, BatchOffer chosen, BatchEstimate estimate) {
    rows.fact(
            "runs on",
            "%s, %s %s %s"
                .formatted(
                    Words.count(chosen.fleet().workers(), "worker"),
                    chosen.cloud(),
                    chosen.region(),
                    chosen.type()),
            chosen.nodes() == 0
                ? "containers on Fargate"
                : "on %s that are there while a run lasts"
                    .formatted(Words.count(chosen.nodes(), "machine")))
        .fact("a run", chosen.run().text(), "of " + hours(chosen.hours()))
        .fact("a month", chosen.month().text(), "a run every " + Words.id(estimate.asked().every()))
        .fact("a million rows", chosen.perMillion().text(), "")
        .fact(
            "spot",
            chosen.spot().map(CostRange::text).map(text -> text + " a run").orElse("suits"),
            "a worker that is taken back loses the piece in hand; %s"
                .formatted(
                    chosen.spot().isPresent()
                        ? taken(chosen)
                        : "no price of such machines is known for this type"))
        .detail("speed", chosen.because())
        .detail("prices", chosen.dated());
  }

  private static String taken(BatchOffer chosen) {
    return chosen.interruption().isEmpty()
        ? "how often they are taken back nobody says"
        : chosen.interruption() + " of such machines are taken back in a month";
  }

  private static String hours(double hours) {
    return Durations.span(Duration.ofSeconds(Math.round(3600 * hours)));
  }
}
