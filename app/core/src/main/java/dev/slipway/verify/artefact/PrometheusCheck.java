// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import dev.slipway.base.Problem;
import dev.slipway.base.Words;
import dev.slipway.verify.artefact.RuleFiles.Rule;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Check;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.tool.ToolCatalogue;
import dev.slipway.verify.tool.ToolResult;
import dev.slipway.verify.tool.ToolRunner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Prometheus rules have their shape, and promtool accepts them and their tests.
public final class PrometheusCheck implements Check {

  private static final String CHECK = "Prometheus rules have their shape";
  private static final String CHECKED = "promtool accepts the rules";
  private static final String TESTED = "promtool's tests of the rules pass";
  private static final String OPERATED = "The operator's rules are those that promtool tests";
  private static final Set<String> KEYS =
      Set.of("alert", "record", "expr", "for", "keep_firing_for", "labels", "annotations");

  private final ToolRunner tools;

  public PrometheusCheck(ToolRunner tools) {
    this.tools = tools;
  }

  @Override
  public String title() {
    return "Prometheus rules";
  }

  @Override
  public void look(BundleFolder bundle, Report report) throws InterruptedException {
    List<Rule> rules = new RuleFiles(bundle).rules();
    Artefacts artefacts = new Artefacts(bundle);
    List<String> operated = artefacts.operatorRules();
    if (!operated.isEmpty()) {
      report.judge(OPERATED, String.join(", ", operated), otherwise(artefacts));
    }
    if (artefacts.rules().isEmpty()) {
      report.notRun(CHECK, "the bundle holds none");
      return;
    }
    List<Problem> problems = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Rule rule : rules) {
      shape(rule, seen, problems);
    }
    report.judge(CHECK, Words.count(rules.size(), "rule"), problems);
    for (String file : artefacts.rules()) {
      tell(report, CHECKED, file, promtool(bundle, file, "check", "rules"));
    }
    tests(bundle, artefacts.ruleTests(), report);
  }

  /// Rules in a cluster that no file of Prometheus holds: its tests would say nothing of them.
  private static List<Problem> otherwise(Artefacts artefacts) {
    return artefacts.operatorRules().stream()
        .filter(file ->
            artefacts.rules().stream()
                .noneMatch(rules ->
                    artefacts
                        .tree(rules)
                        .path("groups")
                        .equals(artefacts.tree(file).at("/spec/groups"))))
        .map(file ->
            Problem.gate(
                "prometheus.operator",
                file + " has other rules than those that promtool tests.",
                "The cluster would watch by rules that nobody tested.",
                "Export again, or make the same change in both files."))
        .toList();
  }

  private static void shape(Rule rule, Set<String> seen, List<Problem> problems) {
    String name = rule.alert().or(rule::record).orElse("a rule without a name");
    for (Map.Entry<String, ?> field : rule.tree().properties()) {
      if (!KEYS.contains(field.getKey())) {
        problems.add(problem(rule, name + " has the unknown key " + field.getKey() + "."));
      }
    }
    if (rule.alert().isPresent() == rule.record().isPresent()) {
      problems.add(problem(rule, name + " is neither an alert nor a record."));
    }
    if (rule.expression().isBlank()) {
      problems.add(problem(rule, name + " has no expression."));
    }
    if (!seen.add(name + rule.tree().path("labels"))) {
      problems.add(problem(rule, name + " is there twice with the same labels."));
    }
    if (rule.alert().isPresent() && rule.tree().at("/labels/severity").asText("").isEmpty()) {
      problems.add(problem(rule, name + " has no label severity, so nobody is told."));
    }
    if (rule.alert().isPresent() && rule.tree().at("/annotations/summary").asText("").isEmpty()) {
      problems.add(problem(rule, name + " has no summary."));
    }
  }

  private void tests(BundleFolder bundle, List<String> files, Report report)
      throws InterruptedException {
    if (files.isEmpty()) {
      report.notRun(TESTED, "the bundle holds no tests of its rules");
      return;
    }
    boolean ran = true;
    boolean passed = true;
    for (String file : files) {
      ToolResult result = promtool(bundle, file, "test", "rules");
      ran &= !(result instanceof ToolResult.NotRun);
      passed &= result instanceof ToolResult.Accepted;
      tell(report, TESTED, file, result);
    }
    if (ran) {
      report.measure("alerts.rule_tests_status", passed ? "passed" : "failed", "");
    }
  }

  private ToolResult promtool(BundleFolder bundle, String file, String... command)
      throws InterruptedException {
    return tools.run(
        bundle.root(), ToolCatalogue.PROMTOOL, command[0], command[1], BundleFolder.argument(file));
  }

  private static void tell(Report report, String check, String file, ToolResult result) {
    switch (result) {
      case ToolResult.NotRun(String because) -> report.notRun(check, because);
      case ToolResult.Accepted _ -> report.passed(check, file);
      case ToolResult.Refused(String said) ->
          report.failed(
              check,
              Problem.gate(
                  "prometheus.promtool",
                  "promtool refuses " + file + ".",
                  said,
                  "Correct the rule that it names."));
    }
  }

  private static Problem problem(Rule rule, String what) {
    return Problem.gate("prometheus.rule", rule.file() + ": " + what, "", "Correct the rule.");
  }
}
