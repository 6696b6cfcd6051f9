// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

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
            Words.count(each.rows(), "row") + ", " + Words.count(each.columns().size(), "column"),
            "SHA-256 " + each.sha256().brief()));
    return rows.section("Data", "reference and holdout")
        .finding(data.stream().flatMap(each -> each.findings().stream()).toList());
  }
}
