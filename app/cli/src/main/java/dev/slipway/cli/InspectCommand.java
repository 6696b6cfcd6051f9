// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Numbers;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Shell;
import dev.slipway.inspect.Inspection;
import dev.slipway.inspect.OperatorCost;
import dev.slipway.model.FeatureDomain;
import dev.slipway.model.FeatureMap;
import dev.slipway.model.Origin;
import dev.slipway.model.Parity;
import dev.slipway.model.pickle.PickleReport;
import dev.slipway.model.pickle.Trust;
import dev.slipway.serving.tensor.TensorSpec;
import dev.slipway.workbench.report.PickleSections;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Shows what a model file holds.
@Command(
    name = "inspect",
    description =
        "Say what a model file is: inputs, outputs, operators, sizes, and what stands in the way of"
            + " serving it. Of a pickle, a joblib dump or a skops file: what loading it in Python"
            + " would run; nothing of it is run.",
    footer = {
      "",
      "Example: slipway inspect model.onnx",
      "         slipway inspect model.joblib       exit code 1 where loading it may do harm"
    })
final class InspectCommand implements Callable<Integer> {

  private static final int OPERATORS_A_LINE = 6;
  private static final int LONGEST = 100;
  private static final int MOST_COSTS = 12;
  private static final String COST_LINE = "%6s %22s %8s %18s";
  private static final int MOST_DOMAINS = 20;

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(
      paramLabel = "MODEL",
      description =
          "An ONNX, Tribuo, XGBoost, LightGBM, CatBoost, H2O, pickle, joblib or skops file, a"
              + " folder of MLflow or of Hugging Face, or a project folder.")
  private Path given;

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      Optional<PickleReport> pickle = bench.workbench().inspect().pickle(given, progress);
      if (pickle.isPresent()) {
        progress.clear();
        return show(pickle.get(), terminal).code();
      }
      Inspection inspection = bench.workbench().inspect().inspect(given, progress);
      progress.clear();
      if (terminal.json()) {
        terminal.result(inspection);
      } else {
        Optional<Origin> origin = bench.workbench().inspect().origin(given, Progress.NONE);
        terminal.title(
            origin.map(Origin::file).orElse(inspection.model().path().getFileName().toString())
                + "  "
                + inspection.model().size()
                + (origin.isPresent() ? " as ONNX" : ""));
        print(inspection, terminal);
        if (origin.isPresent()) {
          print(origin.get(), terminal);
        }
        Map<String, String> beside = bench.workbench().inspect().provenance(given);
        if (!beside.isEmpty()) {
          terminal.title("What its folder says");
          beside.forEach((key, value) -> terminal.fact(shortened(key), shortened(value)));
        }
        terminal.title("Findings");
        terminal.findings(inspection.findings());
      }
      return terminal.worst(inspection.findings()).code();
    }
  }

  /// What loading it would run; nothing of it is a model that can be served as it is.
  private ExitCode show(PickleReport report, Terminal terminal) {
    if (terminal.json()) {
      terminal.result(report);
    } else {
      PickleSections.of(report).forEach(terminal::section);
      next(report).ifPresent(terminal::line);
    }
    return terminal.worst(PickleSections.findings(report));
  }

  /// How a model becomes one that has inputs and outputs to be shown.
  private Optional<String> next(PickleReport report) {
    if (report.components().isEmpty() || !report.imports(Trust.DANGEROUS).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        report.obstacles().isEmpty()
            ? "Next: "
                + Shell.line("slipway", "init", given)
                + "   begins a project with it as ONNX; slipway inspect of the project says its"
                + " inputs and outputs"
            : "Next: "
                + Shell.line("slipway", "import", given, "--python", ".venv/bin/python")
                + "   lets your own Python convert it");
  }

  private static void print(Inspection inspection, Terminal terminal) {
    terminal.fact("sha256", inspection.model().sha256());
    terminal.fact("producer", shortened(inspection.producer()));
    terminal.fact(
        "ONNX",
        shortened("IR " + inspection.irVersion() + ", opsets " + pairs(inspection.opsets())));
    terminal.fact(
        "parameters", Numbers.count(inspection.parameters()) + sizes(inspection.parameterBytes()));
    inspection.flops().ifPresent(flops -> terminal.fact("operations a row", Numbers.count(flops)));
    operators(inspection.operators(), terminal);
    costs(inspection, terminal);
    terminal.title("Inputs");
    tensors(inspection.signature().inputs(), terminal);
    terminal.title("Outputs");
    tensors(inspection.signature().outputs(), terminal);
    FeatureMap map = inspection.featureMap();
    if (!map.features().isEmpty() || !map.labels().isEmpty()) {
      print(map, terminal);
    }
    Map<String, String> metadata = new TreeMap<>(inspection.metadata());
    // What a converter of ours wrote there stands below, in words.
    metadata.keySet().removeIf(key -> key.startsWith("slipway."));
    if (!metadata.isEmpty()) {
      terminal.title("Metadata");
      metadata.forEach((key, value) -> terminal.fact(shortened(key), shortened(value)));
    }
  }

  private static void print(FeatureMap map, Terminal terminal) {
    terminal.title("Mapping");
    if (!map.features().isEmpty()) {
      terminal.fact("columns", Texts.clean(String.join(", ", map.features())));
    }
    if (!map.labels().isEmpty()) {
      terminal.fact("classes", Texts.clean(String.join(", ", map.labels())));
    }
    if (!map.domains().isEmpty()) {
      terminal.title("Seen in training");
    }
    for (int i = 0; i < Math.min(map.domains().size(), MOST_DOMAINS); i++) {
      FeatureDomain seen = map.domains().get(i);
      terminal.fact(
          shortened(map.features().get(i)),
          "%s to %s%s"
              .formatted(
                  seen.least(),
                  seen.most(),
                  seen.values().isEmpty() ? "" : ", " + seen.values().size() + " values"));
    }
    more(map.domains().size() - MOST_DOMAINS, terminal);
  }

  static void print(Origin origin, Terminal terminal) {
    terminal.title("Converted from " + origin.format());
    terminal.fact("sha256", origin.sha256());
    origin.facts().forEach((key, value) -> terminal.fact(shortened(key), shortened(value)));
    Parity parity = origin.parity();
    terminal.title("Compared with the original");
    terminal.fact("rows", Numbers.count(parity.rows()) + ": " + Texts.clean(parity.rowsFrom()));
    terminal.fact(
        "largest difference",
        parity.largest() == 0
            ? "none"
            : Numbers.digits(parity.largest(), 2)
                + ", "
                + Numbers.digits(parity.relative(), 2)
                + " relative");
    terminal.fact("other classes", parity.otherClasses() + " rows, and " + parity.ties() + " ties");
  }

  private static void tensors(List<TensorSpec> specs, Terminal terminal) {
    terminal.facts(
        specs.stream()
            .<Map.Entry<String, ?>>map(
                spec -> Map.entry(shortened(spec.name()), Texts.clean(Texts.tensor(spec))))
            .toList());
  }

  /// The most frequent ones first, a few a line.
  private static void operators(Map<String, Integer> counts, Terminal terminal) {
    List<String> sorted =
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .map(e -> e.getKey() + " " + e.getValue())
            .toList();
    for (int i = 0; i < sorted.size(); i += OPERATORS_A_LINE) {
      List<String> part = sorted.subList(i, Math.min(sorted.size(), i + OPERATORS_A_LINE));
      terminal.fact(i == 0 ? "operators" : "", Texts.clean(String.join(", ", part)));
    }
  }

  /// The dearest operators, with their part of the whole where that is known.
  private static void costs(Inspection inspection, Terminal terminal) {
    List<OperatorCost> worth =
        inspection.costs().stream()
            .filter(cost -> cost.flops().isPresent() || cost.parameters() > 0)
            .toList();
    if (worth.isEmpty()) {
      return;
    }
    terminal.title("Cost by operator");
    List<Map.Entry<String, ?>> lines = new ArrayList<>();
    lines.add(Map.entry("", COST_LINE.formatted("nodes", "operations a row", "", "parameters")));
    for (OperatorCost cost : worth.subList(0, Math.min(worth.size(), MOST_COSTS))) {
      String operations = "not counted";
      String part = "";
      if (cost.flops().isPresent()) {
        operations = Numbers.count(cost.flops().getAsLong());
      }
      if (cost.flops().isPresent() && inspection.flops().orElse(0) > 0) {
        part = Numbers.percent((double) cost.flops().getAsLong() / inspection.flops().getAsLong());
      }
      String parameters = Numbers.count(cost.parameters());
      lines.add(
          Map.entry(
              shortened(cost.operator()),
              COST_LINE.formatted(cost.nodes(), operations, part, parameters)));
    }
    terminal.facts(lines);
    more(worth.size() - MOST_COSTS, terminal);
  }

  private static void more(int left, Terminal terminal) {
    if (left > 0) {
      terminal.fact("", "and " + left + " more: see --json");
    }
  }

  /// ` (FLOAT 90 MB, INT64 4.8 kB)`
  private static String sizes(Map<String, ?> bytesByType) {
    return bytesByType.isEmpty() ? "" : " (in memory " + pairs(bytesByType) + ")";
  }

  /// Names and values come from the file: one line, without control characters.
  private static String shortened(String text) {
    String line = Texts.clean(text.replaceAll("\\p{Cntrl}+", " ").strip());
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
  }

  private static String pairs(Map<String, ?> map) {
    return map.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
