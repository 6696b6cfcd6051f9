// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import dev.slipway.base.Problem;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Check;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.check.Yaml;
import java.util.ArrayList;
import java.util.List;

/// Every YAML file parses, and no key in it is there twice.
public final class YamlCheck implements Check {

  @Override
  public String title() {
    return "YAML";
  }

  @Override
  public void look(BundleFolder bundle, Report report) {
    List<String> files = bundle.everywhere(f -> f.matches(".*\\.ya?ml") && !isChart(bundle, f));
    if (files.isEmpty()) {
      report.notRun("YAML parses without a key twice", "the bundle holds none");
      return;
    }
    List<Problem> problems = new ArrayList<>();
    for (String file : files) {
      try {
        var _ = Yaml.documents(bundle.text(file));
      } catch (IllegalArgumentException e) {
        problems.add(
            Problem.gate(
                "yaml.malformed",
                file + " is not valid YAML.",
                String.valueOf(e.getMessage()),
                "Correct it at that place."));
      }
    }
    report.judge("YAML parses without a key twice", files.size() + " files", problems);
  }

  /// A chart's templates become YAML only when they are rendered.
  private static boolean isChart(BundleFolder bundle, String file) {
    int at = file.indexOf("/templates/");
    return at >= 0 && bundle.has(file.substring(0, at) + "/Chart.yaml");
  }
}
