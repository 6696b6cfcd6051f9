// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import dev.slipway.base.Problem;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Check;
import dev.slipway.verify.check.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The model card has the nine sections that Mitchell and others (2019) ask for, none empty.
public final class ModelCardCheck implements Check {

  private static final String CHECK = "The model card has its nine headings";
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

  private static final Pattern PLACEHOLDER = Pattern.compile("(?m)^> \\*\\*To be filled in.*$");

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
    List<String> waiting = new ArrayList<>();
    for (String section : SECTIONS) {
      Optional<String> content = content(text, section);
      if (content.isEmpty()) {
        problems.add(
            Problem.gate(
                "modelcard.section",
                file.get() + " has no section \"" + section + "\" with text in it.",
                "Readers cannot judge what is not said.",
                "Add it under a heading of that name."));
      } else if (PLACEHOLDER.matcher(content.get()).replaceAll("").isBlank()) {
        waiting.add(section);
      }
    }
    report.judge(CHECK, file.get() + ": " + detail(waiting), problems);
    // A section that only says what people should write is not written: the checklist fails it.
    report.measure("modelcard.sections_missing", problems.size() + waiting.size(), "count");
  }

  /// What is there where no section is missing.
  ///
  /// @param waiting sections that only say what people should write
  private static String detail(List<String> waiting) {
    return waiting.isEmpty()
        ? "nine headings are there, none is empty"
        : "nine headings are there; %d %s empty until people write: %s"
            .formatted(
                waiting.size(), waiting.size() == 1 ? "is" : "are", String.join(", ", waiting));
  }

  /// The text below a section's heading; empty when there is no such heading or no text.
  private static Optional<String> content(String text, String section) {
    Pattern heading =
        Pattern.compile(
            "(?ims)^#{1,4}\\s+([0-9]+[.)]?\\s+)?"
                + Pattern.quote(section)
                + "[ \\t]*$(.*?)(?=^#{1,2}\\s|\\z)");
    Matcher found = heading.matcher(text);
    return found.find() ? Optional.of(found.group(2)).filter(t -> !t.isBlank()) : Optional.empty();
  }
}
