// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import dev.slipway.inspect.Inspection;
import dev.slipway.model.Origin;
import dev.slipway.model.Parity;
import dev.slipway.serving.tensor.TensorSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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

  @Parameters(paramLabel = "MODEL", description = "An ONNX or Tribuo file, or a project folder.")
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
        var origin = bench.workbench().inspect().origin(given);
        if (origin.isPresent()) {
          print(origin.get().parity(), terminal);
        }
        terminal.title("Findings");
        terminal.findings(inspection.findings());
      }
      return terminal.worst(inspection.findings()).code();
    }
  }

  private static void print(Inspection inspection, Terminal terminal) throws ProblemException {
    terminal.title(inspection.model().path().getFileName() + "  " + inspection.model().size());
    terminal.fact("sha256", inspection.model().sha256());
    terminal.fact("producer", inspection.producer());
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
    String origin = inspection.metadata().get(Origin.METADATA);
    if (origin != null) {
      terminal.title("Converted from");
      Json.tree(origin)
          .properties()
          .forEach(fact -> terminal.fact(fact.getKey(), fact.getValue().asText()));
    }
  }

  private static void print(Parity parity, Terminal terminal) {
    terminal.title("Compared with the original");
    terminal.fact("rows", parity.rows() + ": " + parity.rowsFrom());
    terminal.fact(
        "largest difference",
        String.format(Locale.ROOT, "%.2g, %.2g relative", parity.largest(), parity.relative()));
    terminal.fact("other classes", parity.otherClasses() + " rows, and " + parity.ties() + " ties");
  }

  private static void tensors(List<TensorSpec> specs, Terminal terminal) {
    specs.forEach(spec -> terminal.fact(spec.name(), Texts.tensor(spec)));
  }

  private static String pairs(java.util.Map<String, ?> map) {
    return map.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
