// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.base.Words;
import dev.slipway.model.pickle.Component;
import dev.slipway.model.pickle.PickleReport;
import dev.slipway.model.pickle.PickleReport.Named;
import dev.slipway.model.pickle.Trust;
import dev.slipway.workbench.report.Section.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What a pickle, a joblib dump or a skops file is, and what loading it in Python would run.
public final class PickleSections {

  private static final String IMPORTS = "Loading it imports nothing that is known to do harm";
  private static final String KNOWN = "Loading it imports only what is known to do none";
  private static final int MOST_ROWS = 40;
  private static final int MOST_NAMES = 8;

  private PickleSections() {}

  public static List<Section> of(PickleReport report) {
    List<Section> sections = new ArrayList<>();
    sections.add(file(report));
    if (!report.components().isEmpty()) {
      sections.add(estimators(report));
    }
    sections.add(imports(report));
    if (!report.obstacles().isEmpty()) {
      var rows = new Rows();
      report.obstacles().forEach(obstacle -> rows.row("", obstacle, Tone.BAD, ""));
      sections.add(rows.section("What stands in the way of ONNX", "by the path in the file"));
    }
    return sections;
  }

  private static Section file(PickleReport report) {
    var rows = new Rows();
    report.components().stream()
        .findFirst()
        .ifPresent(first -> rows.fact("estimator", first.type(), at(first)));
    if (!report.libraries().isEmpty()) {
      rows.fact("written with", String.join(", ", report.libraries()), "");
    }
    rows.fact("size", report.size().toString(), "")
        .fact("SHA-256", report.sha256().hex(), "")
        .fact("run", "nothing", "Slipway reads the file as data: it imports and calls nothing");
    return rows.section(report.file(), report.format());
  }

  private static Section estimators(PickleReport report) {
    var rows = new Rows();
    List<Component> all = report.components();
    for (Component each : all.subList(0, Math.min(MOST_ROWS, all.size()))) {
      rows.fact(
          each.path().isEmpty() ? "the file's object" : each.path(),
          each.type() + (each.count() == 1 ? "" : " × " + each.count()),
          each.version().map(version -> "scikit-learn " + version).orElse(""));
    }
    more(all.size(), rows);
    return rows.section("Estimators", "their classes, by where they are");
  }

  private static Section imports(PickleReport report) {
    var rows = new Rows();
    List<Named> notable = new ArrayList<>(report.imports(Trust.DANGEROUS));
    notable.addAll(report.imports(Trust.UNKNOWN));
    for (Named each : notable.subList(0, Math.min(MOST_ROWS, notable.size()))) {
      rows.row(
          each.name(),
          Words.of(each.trust()),
          each.trust() == Trust.DANGEROUS ? Tone.BAD : Tone.OPEN,
          each.called() ? "imported and called" : "imported");
    }
    more(notable.size(), rows);
    List<Named> harmless = report.imports(Trust.HARMLESS);
    if (!harmless.isEmpty()) {
      rows.row(
          "known to be harmless", Words.count(harmless.size(), "name"), Tone.GOOD, names(harmless));
    }
    return rows.section("What loading it in Python would import", "and call, to make its values")
        .finding(findings(report));
  }

  /// What the imports come to: a gate that is not met, or a question to whoever made the file.
  public static List<Finding> findings(PickleReport report) {
    List<Named> dangerous = report.imports(Trust.DANGEROUS);
    List<Named> unknown = report.imports(Trust.UNKNOWN);
    List<Finding> findings = new ArrayList<>();
    findings.add(
        dangerous.isEmpty()
            ? new Finding.Passed(IMPORTS, "")
            : new Finding.Failed(
                IMPORTS,
                Problem.gate(
                    "model.pickle-dangerous",
                    "Loading " + report.file() + " in Python would run what may do harm",
                    "It imports " + names(dangerous) + ".",
                    "Do not load it in Python. Ask whoever made it why it needs that.")));
    if (!unknown.isEmpty()) {
      findings.add(
          new Finding.NotRun(
              KNOWN,
              "what these do is not known, their code is not in the file: " + names(unknown)));
    }
    return findings;
  }

  private static String at(Component component) {
    return component.path().isEmpty() ? "" : "at " + component.path();
  }

  private static String names(List<Named> all) {
    String some = all.stream().limit(MOST_NAMES).map(Named::name).collect(Collectors.joining(", "));
    return all.size() > MOST_NAMES ? some + " and " + (all.size() - MOST_NAMES) + " more" : some;
  }

  private static void more(int size, Rows rows) {
    if (size > MOST_ROWS) {
      rows.fact("", "and " + (size - MOST_ROWS) + " more", "each of them: --json");
    }
  }
}
