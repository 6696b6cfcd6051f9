// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import dev.slipway.evaluate.ChampionComparison;
import dev.slipway.workbench.report.Section.Tone;

/// The model beside the champion, the model in production, on the same rows.
public final class ChampionSection {

  private ChampionSection() {}

  public static Section of(ChampionComparison found) {
    return new Rows()
        .fact("the model's " + found.metric(), Numbers.score(found.candidate()), "")
        .fact(
            "the champion's", Numbers.score(found.champion()), "model " + found.incumbent().brief())
        .fact(
            "better by",
            Numbers.score(found.delta().value()),
            Numbers.interval(found.delta())
                + ", allowed regression "
                + Numbers.digits(found.allowedRegression(), 4))
        .row("verdict", found.outcome().text(), Tone.of(found.verdict()), found.verdict().because())
        .section("Champion", "the same " + Words.count(found.rows(), "row"));
  }
}
