// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import dev.slipway.base.Problem;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Check;
import dev.slipway.verify.check.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The model card has the nine sections that Mitchell and others (2019) ask for, none empty.
public final class ModelCardCheck implements Check {

  private static final String CHECK = "The model card has its nine sections";
  private static final List<String> SECTIONS =
      List.of(
          "model details",
          "intended use",
          "factors",
          "metrics",
          "evaluation data",
          "training data",
          "quantitative analyses",
          "ethical considerations",
          "caveats and recommendations");

  @Override
  public String title() {
    return "model card";
  }

  @Override
  public void look(BundleFolder bundle, Report report) {
    Optional<String> file = bundle.named("model-card.md");
    if (file.isEmpty()) {
      report.notRun(CHECK, "the bundle holds none");
      return;
    }
    String text = bundle.text(file.get());
    List<Problem> problems = new ArrayList<>();
    for (String section : SECTIONS) {
      if (isMissing(text, section)) {
        problems.add(
            Problem.gate(
                "modelcard.section",
                file.get() + " has no section \"" + section + "\" with text in it.",
                "Readers cannot judge what is not said.",
                "Add it under a heading of that name."));
      }
    }
    report.judge(CHECK, file.get(), problems);
    report.measure("modelcard.sections_missing", problems.size(), "count");
  }

  private static boolean isMissing(String text, String section) {
    Pattern filled =
        Pattern.compile(
            "(?m)^#{1,4}\\s+([0-9]+[.)]?\\s+)?" + Pattern.quote(section) + "\\s*$(?=\\s+[^#\\s])");
    return !filled.matcher(text.toLowerCase(Locale.ROOT)).find();
  }
}
