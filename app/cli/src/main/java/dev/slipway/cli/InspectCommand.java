// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.inspect.Inspection;
import dev.slipway.model.trees.TreeConversion;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Says what a model's bytes tell of it.
@Command(
    name = "inspect",
    description =
        "Say what a model file is: inputs, outputs, operators, sizes, and what stands in the way of"
            + " serving it.",
    footer = {"", "Example: slipway inspect model.onnx"})
final class InspectCommand implements Callable<Integer> {

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(
      paramLabel = "MODEL",
      description = {
        "An ONNX file, a project folder, or an XGBoost (JSON, UBJSON) or LightGBM (text) file,"
            + " which is converted to an ONNX file beside it."
      })
  private Path given;

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench()) {
      Inspection inspection = bench.workbench().inspect().inspect(given);
      if (terminal.json()) {
        terminal.result(inspection);
      } else {
        print(inspection, terminal);
      }
      return terminal.worst(inspection.findings()).code();
    }
  }

  private static void print(Inspection inspection, Terminal terminal) {
    terminal.title(inspection.model().path().getFileName() + "  " + inspection.model().size());
    terminal.fact("sha256", inspection.model().sha256());
    terminal.fact("producer", inspection.producer());
    converted(inspection.metadata(), terminal);
    terminal.fact(
        "ONNX", "IR " + inspection.irVersion() + ", opsets " + pairs(inspection.opsets()));
    terminal.fact("parameters", String.format("%,d", inspection.parameters()));
    inspection
        .flops()
        .ifPresent(flops -> terminal.fact("operations a row", String.format("%,d", flops)));
    terminal.fact("operators", pairs(inspection.operators()));
    terminal.title("Inputs");
    tensors(inspection.signature().inputs(), terminal);
    terminal.title("Outputs");
    tensors(inspection.signature().outputs(), terminal);
    if (!inspection.featureMap().features().isEmpty()) {
      terminal.title("Mapping");
      terminal.fact("columns", String.join(", ", inspection.featureMap().features()));
      terminal.fact("classes", String.join(", ", inspection.featureMap().labels()));
    }
    terminal.title("Findings");
    terminal.findings(inspection.findings());
  }

  /// What a converted model says of its original.
  private static void converted(Map<String, String> metadata, Terminal terminal) {
    String format = metadata.get(TreeConversion.SOURCE_FORMAT);
    if (format != null) {
      terminal.fact("converted from", format);
      terminal.fact("original", metadata.get(TreeConversion.SOURCE_HASH));
      terminal.fact(
          "same answers",
          "on %s rows, off by at most %s (relative %s)"
              .formatted(
                  metadata.get(TreeConversion.PARITY_ROWS),
                  metadata.get(TreeConversion.PARITY_ABSOLUTE),
                  metadata.get(TreeConversion.PARITY_RELATIVE)));
    }
  }

  private static void tensors(List<TensorSpec> specs, Terminal terminal) {
    specs.forEach(spec -> terminal.fact(spec.name(), Texts.tensor(spec)));
  }

  private static String pairs(Map<String, ?> map) {
    return map.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
