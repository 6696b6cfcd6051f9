// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import dev.slipway.base.ProblemException;
import dev.slipway.bundle.Beside;
import dev.slipway.bundle.BundleReader;
import dev.slipway.bundle.BundleSnapshot;
import dev.slipway.bundle.Stray;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Check;
import dev.slipway.verify.check.Report;
import java.util.List;

/// Shows what the team added, and what of it no rule can judge.
public final class OwnCheck implements Check {

  private static final String CHECK = "The team's own files in " + Beside.OWN;

  @Override
  public String title() {
    return "the team's own files";
  }

  @Override
  public void look(BundleFolder bundle, Report report) {
    if (bundle.own().isEmpty()) {
      return;
    }
    try {
      BundleSnapshot snapshot = new BundleReader().snapshot(bundle.root());
      List<String> since = snapshot.ownSinceExport();
      report.passed(
          CHECK,
          named(bundle.own())
              + (since.isEmpty() ? "" : "; changed since the export: " + named(since)));
    } catch (ProblemException e) {
      report.failed(CHECK, e.problem());
    }
    List<String> others =
        bundle.own().stream().filter(file -> !file.matches(".*\\.(ya?ml|json|md)")).toList();
    if (!others.isEmpty()) {
      report.notRun(
          "Rules for what is neither YAML nor JSON in " + Beside.OWN,
          "nothing here judges " + named(others));
    }
  }

  private static String named(List<String> files) {
    return String.join(", ", files.stream().map(Stray::visible).toList());
  }
}
