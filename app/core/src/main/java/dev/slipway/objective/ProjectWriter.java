// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import dev.slipway.base.ProblemException;
import java.util.regex.Pattern;

/// Writes the first `slipway.yaml` of a project: what the user answered, and every other key as a
/// comment that says what it is for.
public final class ProjectWriter {

  /// A text that YAML reads as itself, in a list and in a mapping.
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_./%+ -]*[A-Za-z0-9_./%]|[A-Za-z0-9_]");

  private static final String RUNTIME =
      """
      # runtime: {threads: 1, optimisation: all, batch-rows: 32}   # slipway search --use writes it

      """;

  private ProjectWriter() {}

  /// @throws ProblemException when the answers do not make a project, such as a negative budget
  public static String starter(ProjectAnswers answers) throws ProblemException {
    String yaml =
        """
        # What Slipway knows of this project: which model, which data, and what the service must
        # achieve. Lines that begin with # are not set yet.
        apiVersion: slipway.dev/v1

        name: %s
        version: 0.1.0

        # Who answers for what: a contact by role.
        # owners:
        #   data-scientist: you@example.org
        #   engineer: you@example.org
        #   product: you@example.org
        #   operations: you@example.org
        #   security: you@example.org

        model:
          file: %s
          # golden: golden.json        # requests with the answers that the service must repeat
          # variant: int8              # a form that is served instead; slipway variants --choose
          # image: {layout: NCHW, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225]}   # of pictures

        """
                .formatted(scalar(answers.name()), scalar(answers.modelFile()))
            + data(answers)
            + objectives(answers)
            + RUNTIME
            + release(answers);
    ProjectParser.parse(yaml, "slipway.yaml");
    return yaml;
  }

  private static String data(ProjectAnswers answers) {
    return answers
        .data()
        .map(data ->
            """
            data:
              reference: %s   # what the model learned from, and the baseline for drift
              holdout: %s     # rows that it never saw; quality is measured here
              label: %s       # the column that holds the truth
              # columns: {email: {class: personal}}

            """
                .formatted(scalar(data.reference()), scalar(data.holdout()), scalar(data.label())))
        .orElse(
            """
            # data:
            #   reference: data/train.csv   # what the model learned from, the baseline for drift
            #   holdout: data/holdout.csv   # rows that it never saw; quality is measured here
            #   label: species              # the column that holds the truth

            """);
  }

  private static String objectives(ProjectAnswers answers) {
    return "objectives:\n"
        + "  # decision: One sentence. Which decision does the prediction serve?\n"
        + "  # kpi: {name: cost per case, baseline: 4.20 USD, target: 3.50 USD}\n"
        + "  risk: limited                     # minimal, limited or high\n"
        + answers
            .latency()
            .map(limit -> "  latency: {p95: " + scalar(limit) + "}\n")
            .orElse("  # latency: {p95: 20 ms, p99: 50 ms}   # at the client\n")
        + answers
            .traffic()
            .map(traffic ->
                "  traffic: {average: %s, peak: %s, shape: flat}   # or office-hours, evening-peak\n"
                    .formatted(scalar(traffic.average()), scalar(traffic.peak())))
            .orElse("  # traffic: {average: 20/s, peak: 120/s, shape: office-hours}\n")
        + "  # availability: 99.9 %            # of requests get a good answer\n"
        + answers
            .quality()
            .map(quality ->
                "  quality: {metric: %s, floor: %s}   # slices: [column] scores groups apart\n"
                    .formatted(scalar(quality.metric()), quality.floor()))
            .orElse("  # quality: {metric: accuracy, floor: 0.92, slices: [region]}\n")
        + answers
            .budget()
            .map(budget -> "  budget: " + scalar(budget) + "\n")
            .orElse("  # budget: 400 USD/month\n")
        + "  # image: 250 MB                   # the largest image, unpacked\n\n";
  }

  private static String release(ProjectAnswers answers) {
    return "release:\n"
        + "  # registry: registry.example.org/team   # where images go\n"
        + "  targets: ["
        + String.join(", ", answers.targets().stream().map(ProjectWriter::scalar).toList())
        + "]\n";
  }

  /// A text so that YAML reads it back unchanged.
  private static String scalar(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !text.contains(" #") && !text.contains(": ");
    return plain ? text : "'" + text.replaceAll("\\p{Cntrl}", " ").replace("'", "''") + "'";
  }
}
