// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.base.Numbers;
import dev.slipway.inspect.Inspection;
import java.util.stream.Collectors;

/// What the model's bytes say.
public final class ModelSection {

  private ModelSection() {}

  /// @param file its name in the project
  public static Section of(Inspection inspection, String file) {
    var rows =
        new Rows()
            .detail("file", file)
            .detail("SHA-256", inspection.model().sha256().hex())
            .detail("size", inspection.model().size().toString())
            .detail("trained values", Numbers.count(inspection.parameters()))
            .detail(
                "operators",
                inspection.operators().entrySet().stream()
                    .map(operator -> operator.getKey() + " × " + operator.getValue())
                    .collect(Collectors.joining(", ")));
    inspection
        .flops()
        .ifPresent(flops -> rows.detail("work for one row", Numbers.count(flops) + " FLOP"));
    return rows.section("Model", "what its bytes say").finding(inspection.findings());
  }
}
