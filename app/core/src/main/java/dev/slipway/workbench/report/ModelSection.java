// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.base.Numbers;
import dev.slipway.inspect.Inspection;
import dev.slipway.model.Origin;
import dev.slipway.workbench.project.OpenedProject;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the model's bytes say.
public final class ModelSection {

  private ModelSection() {}

  /// What is served, and what it was made of: a digest and a size stand only beside the file that
  /// has them.
  public static Section of(Inspection inspection, OpenedProject project) {
    String named = project.project().model().file();
    Optional<Origin> origin = project.imported().origin();
    var rows = new Rows();
    origin.ifPresent(was -> {
      rows.detail("file", named, was.format() + "; what is served is made of it");
      rows.detail("its SHA-256", was.sha256().hex());
    });
    String served =
        project
            .variant()
            .map(form -> "the form " + form + " of " + named)
            .or(() -> origin.map(was -> named + " as ONNX"))
            .orElse(named);
    rows.detail(served.equals(named) ? "file" : "served", served)
        .detail("SHA-256", inspection.model().sha256().hex())
        .detail("size", inspection.model().size().toString())
        .detail("trained values", Numbers.count(inspection.parameters()))
        .detail(
            "operators",
            inspection.operators().entrySet().stream()
                .map(operator -> operator.getKey() + " × " + operator.getValue())
                .collect(Collectors.joining(", ")));
    project.imported().provenance().forEach((key, value) -> rows.detail(key, value));
    inspection
        .flops()
        .ifPresent(flops -> rows.detail("work for one row", Numbers.count(flops) + " FLOP"));
    return rows.section("Model", "what its bytes say").finding(inspection.findings());
  }
}
