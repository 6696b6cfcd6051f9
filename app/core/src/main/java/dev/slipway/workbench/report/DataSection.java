// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.base.Finding;
import dev.slipway.base.Numbers;
import dev.slipway.base.Words;
import dev.slipway.data.DataReport;
import java.util.List;

/// What the reference and the holdout data hold.
public final class DataSection {

  private DataSection() {}

  public static Section of(List<DataReport> data) {
    var rows = new Rows();
    data.forEach(each ->
        rows.detail(
            each.source(),
            each.columns().isEmpty()
                ? "not looked at"
                : Words.count(each.rows(), "row")
                    + ", "
                    + Words.count(each.columns().size(), "column"),
            "SHA-256 " + each.sha256().brief()));
    List<Finding> all = data.stream().flatMap(each -> each.findings().stream()).toList();
    long failed = all.stream().filter(Finding.Failed.class::isInstance).count();
    long open = all.stream().filter(Finding.NotRun.class::isInstance).count();
    rows.row(
        "checks",
        (failed == 0 ? "" : Numbers.count(failed) + " failed, ")
            + (open == 0 ? "" : Numbers.count(open) + " not run, ")
            + Numbers.count(all.size() - failed - open)
            + " passed",
        failed > 0 ? Section.Tone.BAD : open > 0 ? Section.Tone.OPEN : Section.Tone.GOOD,
        "");
    return rows.section("Data", "reference and holdout").finding(all);
  }
}
