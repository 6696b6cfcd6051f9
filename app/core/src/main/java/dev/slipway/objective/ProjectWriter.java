// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.request.StatedShapes;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes the first `slipway.yaml` of a project: what the user answered, and every other key as a
/// comment that says what it is for.
public final class ProjectWriter {

  /// A text that YAML reads as itself, in a list and in a mapping.
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_./%+ -]*[A-Za-z0-9_./%]|[A-Za-z0-9_]");

  /// What is set or could be, and a comment behind it; what is quoted may look like one.
  private static final Pattern COMMENTED = Pattern.compile("([^'\"]*[^'\" ]) {2,}(# [^'\"]+)");

  private static final int WIDEST = 72;

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
        %s%s%s  # variant: int8              # a form that is served instead; slipway variants --choose
        %s
        """
                .formatted(
                    scalar(answers.name()),
                    scalar(answers.modelFile()),
                    inputs(answers.inputs()),
                    features(answers.known().features()),
                    labels(answers.known().labels()),
                    image(answers.known().image()))
            + data(answers)
            + objectives(answers)
            + RUNTIME
            + release(answers);
    List<ProjectError> errors = ProjectParser.errorsIn(yaml);
    if (!errors.isEmpty()) {
      throw refused(errors);
    }
    return aligned(yaml);
  }

  /// No line is named: the file is not written.
  private static ProblemException refused(List<ProjectError> errors) {
    return Problem.input(
            errors.size() == 1 ? "project." + errors.getFirst().code() : "project.invalid",
            errors.size() == 1
                ? errors.getFirst().message()
                : "These answers make no project: " + errors.size() + " are wrong",
            errors.stream()
                .map(error -> error.path() + (errors.size() == 1 ? "" : ": " + error.message()))
                .collect(Collectors.joining("\n", errors.size() == 1 ? "It goes into " : "", ".")),
            "Correct what was given; nothing was written.")
        .asException();
  }

  /// Comments behind what is set begin in one column, within lines that belong together.
  private static String aligned(String yaml) {
    StringBuilder all = new StringBuilder();
    for (String paragraph : yaml.split("(?<=\n)(?=\n)")) {
      List<Matcher> lines = paragraph.lines().map(COMMENTED::matcher).toList();
      int column =
          lines.stream()
              .filter(Matcher::matches)
              .mapToInt(line -> line.group(1).length())
              .filter(length -> length <= WIDEST)
              .max()
              .orElse(0);
      paragraph
          .lines()
          .map(line -> aligned(line, column))
          .forEach(line -> all.append(line).append('\n'));
    }
    return all.toString();
  }

  private static String aligned(String line, int column) {
    Matcher commented = COMMENTED.matcher(line);
    if (!commented.matches()) {
      return line;
    }
    String set = commented.group(1);
    return set + " ".repeat(Math.max(0, column - set.length()) + 3) + commented.group(2);
  }

  /// Empty where the model leaves no size open.
  private static String inputs(ProjectAnswers.Inputs inputs) {
    if (!inputs.stated().isEmpty()) {
      return "  inputs: " + shapes(inputs.stated()) + "   # how large requests are\n";
    }
    return inputs.suggested().isEmpty()
        ? ""
        : "  # inputs: "
            + shapes(inputs.suggested())
            + "   # how large requests are; the model leaves it open\n";
  }

  private static String labels(List<String> labels) {
    return labels.isEmpty()
        ? "  # labels: [healthy, ill]     # of classes, where the file cannot name them\n"
        : "  labels: " + list(labels) + "   # of classes, in the order of the scores\n";
  }

  /// Nothing where none are known: most files name their columns.
  private static String features(List<String> features) {
    return features.isEmpty()
        ? ""
        : "  features: " + list(features) + "   # columns, in the order of the input\n";
  }

  private static String list(List<String> texts) {
    return texts.stream().map(ProjectWriter::scalar).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String image(SortedMap<String, String> settings) {
    return settings.isEmpty()
        ? "  # image: {layout: NCHW, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225]}   #"
            + " of pictures\n"
        : "  image: {"
            + settings.entrySet().stream()
                .map(each -> each.getKey() + ": " + setting(each.getValue()))
                .collect(Collectors.joining(", "))
            + "}   # how pictures become numbers\n";
  }

  /// `[0.485, 0.456]` of several numbers.
  private static String setting(String written) {
    return written.contains(",") ? "[" + written.replace(",", ", ") + "]" : scalar(written);
  }

  private static String shapes(StatedShapes shapes) {
    return shapes.byInput().entrySet().stream()
        .map(
            each -> scalar(each.getKey()) + ": {shape: " + StatedShapes.yaml(each.getValue()) + "}")
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String data(ProjectAnswers answers) {
    return answers
        .data()
        .map(data ->
            """
            data:
              %s
              holdout: %s     # rows that it never saw; quality is measured here
              label: %s       # the column that holds the truth
              %s
              %s
              # columns: {email: {class: personal}}

            """
                .formatted(
                    reference(data.reference()),
                    scalar(data.holdout()),
                    scalar(data.label()),
                    column("entity", "patient_id", data.entity())
                        + "   # whose a row is; none where each is its own",
                    column("time", "seen_at", data.time())
                        + "   # when a row is from; none where that does not matter"))
        .orElse(
            """
            # data:
            #   reference: data/train.csv   # what the model learned from, the baseline for drift
            #   holdout: data/holdout.csv   # rows that it never saw; quality is measured here
            #   label: species              # the column that holds the truth
            #   entity: none                # or the column that says whose a row is
            #   time: none                  # or the column that says when it is from

            """);
  }

  private static String reference(Optional<String> file) {
    return file.map(name -> "reference: " + scalar(name)).orElse("# reference: data/train.csv")
        + "   # what the model learned from, and the baseline for drift";
  }

  private static String column(String key, String such, Optional<String> stated) {
    return stated.map(name -> key + ": " + scalar(name)).orElse("# " + key + ": " + such);
  }

  private static String objectives(ProjectAnswers answers) {
    return "objectives:\n"
        + answers
            .aim()
            .decision()
            .map(decision -> "  decision: " + scalar(decision) + "\n")
            .orElse("  # decision: One sentence. Which decision does the prediction serve?\n")
        + "  # kpi: {name: cost per case, baseline: 4.20 USD, target: 3.50 USD}\n"
        + "  risk: limited                     # minimal, limited or high\n"
        + answers
            .latency()
            .map(limit -> "  latency: {p95: " + scalar(limit) + "}\n")
            .orElse("  # latency: {p95: 20 ms, p99: 50 ms}   # at the client\n")
        + answers
            .traffic()
            .map(traffic ->
                "  traffic: {average: %s, peak: %s, shape: flat}   # or office-hours, evening-peak, bursty\n"
                    .formatted(scalar(traffic.average()), scalar(traffic.peak())))
            .orElse("  # traffic: {average: 20/s, peak: 120/s, shape: office-hours}\n")
        + answers
            .aim()
            .batch()
            .map(batch ->
                "  batch: {rows: %s, every: %s, within: %s}   # without a service\n"
                    .formatted(scalar(batch.rows()), scalar(batch.every()), scalar(batch.within())))
            .orElse(
                "  # batch: {rows: 50 million, every: day, within: 2 h}   # without a service\n")
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
        + "  # image: 250 MB                   # the largest image, unpacked\n"
        + "  # fairness: {max-gap: 0.05}       # where it decides about people: between their"
        + " groups\n\n";
  }

  private static String release(ProjectAnswers answers) {
    return "release:\n"
        + "  # registry: registry.example.org/team   # where images go\n"
        + where(answers.aim())
        + "  # access: {exposure: public}   # who can reach it; tokens and TLS follow\n"
        + "  # options: {prometheus: {runbook-url: https://wiki.example.org/runbook}}   # alerts"
        + " link there\n"
        + "  targets: ["
        + String.join(", ", answers.targets().stream().map(ProjectWriter::scalar).toList())
        + "]\n";
  }

  private static String where(ProjectAnswers.Aim aim) {
    boolean stated = aim.cloud().isPresent() || aim.region().isPresent();
    String cloud = aim.cloud().map(name -> "cloud: " + scalar(name)).orElse("");
    String regions = aim.region().map(code -> "regions: [" + scalar(code) + "]").orElse("");
    String both = cloud + (cloud.isEmpty() || regions.isEmpty() ? "" : ", ") + regions;
    return (stated ? "  where: {" + both + "}" : "  # where: {cloud: aws, regions: [eu-central-1]}")
        + "   # where it runs, and is priced\n";
  }

  /// A text so that YAML reads it back unchanged.
  private static String scalar(String text) {
    boolean plain =
        PLAIN.matcher(text).matches()
            && !text.contains(" #")
            && !text.contains(": ")
            && !text.equalsIgnoreCase("null");
    return plain ? text : "'" + text.replaceAll("\\p{Cntrl}", " ").replace("'", "''") + "'";
  }
}
