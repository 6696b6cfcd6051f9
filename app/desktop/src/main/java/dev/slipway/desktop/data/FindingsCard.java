// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.data;

import dev.slipway.base.Finding;
import dev.slipway.base.Numbers;
import dev.slipway.data.DataReport;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.FindingRow;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;

/// What is wrong with a data file.
final class FindingsCard {

  private FindingsCard() {}

  static Card of(DataReport report) {
    var findings = Ui.column(8);
    report.findings().stream()
        .filter(f -> !(f instanceof Finding.Passed))
        .forEach(f -> findings.getChildren().add(new FindingRow(f)));
    long passed = report.findings().stream().filter(Finding.Passed.class::isInstance).count();
    findings
        .getChildren()
        .add(
            Ui.row(
                8,
                Ui.sign(Tone.GOOD),
                Ui.label(Texts.of("data.passed", passed, report.findings().size()), "muted")));
    return new Card(
        Texts.of("data.findings", report.source()),
        Texts.of(
            "data.below",
            Numbers.count(report.rows()),
            report.columns().size(),
            report.sha256().brief()),
        findings);
  }
}
