// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.manifest;

import dev.slipway.base.Problem;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.tool.ToolCatalogue;
import dev.slipway.verify.tool.ToolResult;
import dev.slipway.verify.tool.ToolRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the bundle's chart makes of the team's own values.
final class ChartValues {

  private static final String FIT = "Values fit the chart's schema";
  private static final String VALUES = "(.*/)?[^/]*values[^/]*\\.ya?ml";

  private final ToolRunner tools;

  ChartValues(ToolRunner tools) {
    this.tools = tools;
  }

  /// The rendered chart for each file of values; a file that Helm refuses is a problem of its own.
  List<ManifestSet> rendered(BundleFolder bundle, Report report, List<Problem> unread)
      throws InterruptedException {
    List<ManifestSet> sets = new ArrayList<>();
    Optional<String> chart = bundle.named("Chart.yaml");
    for (String values : bundle.own().stream().filter(file -> file.matches(VALUES)).toList()) {
      String check = "The chart renders with " + values;
      if (chart.isEmpty()) {
        report.notRun(check, "the bundle holds no chart");
        continue;
      }
      String folder = chart.get().replaceFirst("/?Chart\\.yaml$", "");
      Optional<String> fetching = ChartSources.fetching(bundle, folder);
      if (fetching.isPresent()) {
        report.notRun(check, "Helm might fetch what " + fetching.get() + " names");
        continue;
      }
      List<Problem> unfit = unfit(new ValuesSchema(bundle, folder), values, report);
      if (!unfit.isEmpty()) {
        unread.addAll(unfit);
        continue;
      }
      String[] arguments = {
        "template",
        "model",
        BundleFolder.argument(folder),
        "--values",
        BundleFolder.argument(values)
      };
      switch (tools.run(bundle.root(), ToolCatalogue.HELM, arguments)) {
        case ToolResult.NotRun(String because) -> report.notRun(check, because);
        case ToolResult.Accepted(String output) -> {
          List<Manifest> manifests = Manifest.read("the chart with " + values, output);
          sets.add(new ManifestSet(values, ManifestSet.stageOf(values), manifests));
          report.passed(check, manifests.size() + " documents");
        }
        case ToolResult.Refused(String said) -> {
          Problem problem =
              Problem.gate(
                  "kubernetes.render",
                  "The chart cannot be rendered with " + values + ".",
                  said,
                  "Correct the value that it names.");
          report.failed(check, problem);
          unread.add(problem);
        }
      }
    }
    return sets;
  }

  /// What the chart's schema refuses, which Helm would refuse too.
  private static List<Problem> unfit(ValuesSchema schema, String values, Report report) {
    if (!schema.isThere()) {
      return List.of();
    }
    List<Problem> problems = new ArrayList<>();
    try {
      for (String error : schema.errors(values)) {
        problems.add(
            Problem.gate(
                "kubernetes.values",
                values + " does not fit the chart.",
                error,
                "Correct the value; the chart's values.yaml says what it is for."));
      }
    } catch (IllegalArgumentException unreadable) {
      // The check of YAML has told it.
      return List.of();
    }
    report.judge(FIT, values, problems);
    return problems;
  }
}
