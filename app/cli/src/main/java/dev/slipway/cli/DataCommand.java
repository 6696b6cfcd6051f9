// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.data.ColumnDrift;
import dev.slipway.data.DataReport;
import dev.slipway.data.DataStudy;
import dev.slipway.data.DriftReference;
import dev.slipway.data.Leakage;
import dev.slipway.data.ModelColumns;
import dev.slipway.data.ModelFit;
import dev.slipway.data.RuleOutcome;
import dev.slipway.data.Suspicion;
import dev.slipway.data.TableProfile;
import dev.slipway.objective.Project;
import dev.slipway.workbench.DecideColumns;
import dev.slipway.workbench.InspectData;
import dev.slipway.workbench.KeepBaseline;
import dev.slipway.workbench.project.OpenedProject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "data",
    description =
        "Look at the reference and the holdout: columns, quality rules, repeated and leaked rows,"
            + " and what may be personal data.",
    footer = {
      "",
      "Example: slipway data sample-projects/penguin-species",
      "         slipway data . --suggest                       writes rules to edit",
      "         slipway data . --baseline                      for the drift monitor",
      "         slipway data . --contract bundle/data/contract.odcs.yaml",
      "         slipway data . --entity patient_id --time seen_at     what no two files may share",
      "         slipway data . --class email=personal --map body_mass=body_mass_g"
    })
final class DataCommand implements Callable<Integer> {

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(paramLabel = "PROJECT", defaultValue = ".", description = "The project's folder.")
  private Path folder;

  @Option(
      names = "--suggest",
      description = "Write a file of quality rules that the reference keeps to, for you to edit.")
  private boolean suggest;

  @Option(names = "--replace", description = "With --suggest: replace an existing rules file.")
  private boolean replace;

  @Option(
      names = "--class",
      paramLabel = "COLUMN=CLASS",
      description =
          "Classify a column: none, public, internal, personal or sensitive. slipway.yaml keeps the"
              + " class. May be repeated. '*=none' classifies every column that raised no"
              + " suspicion.")
  private Map<String, String> classes = new LinkedHashMap<>();

  @Option(
      names = "--map",
      paramLabel = "COLUMN=INPUT",
      description =
          "Name the input of the model that a column fills, where the names differ. slipway.yaml"
              + " keeps it. May be repeated.")
  private Map<String, String> inputs = new LinkedHashMap<>();

  @Mixin private SplitOptions split;

  @Option(
      names = "--contract",
      paramLabel = "FILE",
      description =
          "Check both files against a data contract, such as data/contract.odcs.yaml of a bundle. A"
              + " broken contract is a gate that is not met.")
  private @Nullable Path contract;

  @Option(
      names = "--baseline",
      description =
          "Write the distributions of inputs and answers to drift-baseline.json, for the drift"
              + " monitor.")
  private boolean baseline;

  @Option(
      names = "--window",
      paramLabel = "ROWS",
      defaultValue = "" + KeepBaseline.WINDOW,
      description = "With --baseline: the rows of a window, for which alarms are calibrated.")
  private int window;

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    if (baseline && contract != null) {
      throw Problem.input(
              "data.two-tasks",
              "--baseline and --contract are two tasks",
              "--baseline does not check the data against a contract.",
              "Run slipway data twice, with one of them each.")
          .asException();
    }
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      OpenedProject opened = decided(bench, bench.workbench().open().open(folder, progress));
      if (baseline) {
        DriftReference kept = bench.workbench().baseline().keep(opened, window, progress);
        progress.clear();
        if (terminal.json()) {
          terminal.result(kept);
        } else {
          new DataPage(terminal).baseline(kept);
        }
        return ExitCode.DONE.code();
      }
      InspectData data = bench.workbench().data();
      // Rules that are to be written may be missing, or wrong.
      DataStudy study =
          suggest ? data.withoutRules(opened, progress) : data.inspect(opened, progress);
      if (classes.containsKey("*")) {
        bench.workbench().columns().classifyRest(opened, study, classes.getOrDefault("*", "none"));
      }
      if (suggest) {
        Path file = data.suggest(opened, study, replace, progress);
        progress.clear();
        terminal.err().println("wrote " + file);
      }
      if (suggest || classes.containsKey("*")) {
        opened = bench.workbench().open().open(folder, progress);
        study = data.inspect(opened, progress);
      }
      List<Finding> contracted =
          contract == null ? List.of() : data.against(opened, contract, study, progress);
      progress.clear();
      return shown(opened, study, contracted, terminal).code();
    }
  }

  private OpenedProject decided(OpenBench bench, OpenedProject opened) throws ProblemException {
    DecideColumns columns = bench.workbench().columns();
    for (var decision : classes.entrySet()) {
      if (!decision.getKey().equals("*")) {
        columns.classify(opened, decision.getKey(), decision.getValue());
      }
    }
    if (!inputs.isEmpty()) {
      columns.map(opened, new TreeMap<>(inputs));
    }
    split.state(bench.workbench().data(), opened);
    return bench.workbench().open().open(folder);
  }

  private static ExitCode shown(
      OpenedProject opened, DataStudy study, List<Finding> contracted, Terminal terminal) {
    Project.DataSource source = opened.project().data().orElseThrow();
    List<DataReport> reports = study.reports(source.label(), source.columnClasses());
    if (terminal.json()) {
      terminal.result(contracted.isEmpty() ? study : ContractResult.to(contracted, study));
      for (Finding finding : contracted) {
        if (finding instanceof Finding.Failed(String _, Problem problem)) {
          terminal.problem(problem);
        }
      }
    } else {
      var page = new DataPage(terminal);
      page.table(study.reference(), "Reference");
      page.table(study.holdout(), "Holdout");
      page.drift(study);
      for (DataReport report : reports) {
        terminal.title("Findings, " + report.source());
        terminal.findings(report.findings());
      }
      rules(study, terminal);
      if (!contracted.isEmpty()) {
        terminal.title("Contract");
        contracted.forEach(terminal::finding);
      }
    }
    List<Finding> gates = new ArrayList<>(contracted);
    study.rules().stream().map(RuleOutcome::finding).forEach(gates::add);
    study.fits().stream().flatMap(List::stream).map(ModelFit::finding).forEach(gates::add);
    gates.addAll(study.leakage().findings());
    return terminal.worst(gates);
  }

  /// A study, and what its data keeps of a contract.
  private record ContractResult(
      TableProfile reference,
      TableProfile holdout,
      ModelColumns model,
      Leakage leakage,
      List<Suspicion> suspicions,
      List<RuleOutcome> rules,
      List<ColumnDrift> drift,
      List<ModelFit> fits,
      List<Finding> contract) {
    static ContractResult to(List<Finding> contract, DataStudy study) {
      return new ContractResult(
          study.reference(),
          study.holdout(),
          study.model(),
          study.leakage(),
          study.suspicions(),
          study.rules(),
          study.drift(),
          study.fits().orElse(List.of()),
          contract);
    }
  }

  private static void rules(DataStudy study, Terminal terminal) {
    if (study.rules().isEmpty()) {
      terminal.title("Rules");
      terminal.line(
          terminal.said(
              "  none yet; slipway data --suggest writes some that the reference keeps to"));
      return;
    }
    for (var file : List.of(study.reference(), study.holdout())) {
      terminal.title("Rules, " + file.source());
      terminal.mostlyPassed(
          study.rules().stream()
              .filter(outcome -> outcome.source().equals(file.source()))
              .map(RuleOutcome::finding)
              .toList(),
          "rules");
    }
  }
}
