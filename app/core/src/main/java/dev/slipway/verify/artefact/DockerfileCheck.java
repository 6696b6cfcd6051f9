// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import dev.slipway.base.Problem;
import dev.slipway.base.Words;
import dev.slipway.verify.artefact.Dockerfile.Instruction;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Check;
import dev.slipway.verify.check.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The Dockerfile builds a lean, non-root image from what lies beside it.
public final class DockerfileCheck implements Check {

  private static final String CHECK = "The Dockerfile keeps the rules";
  private static final Set<String> KNOWN =
      Set.of(
          "FROM",
          "RUN",
          "CMD",
          "LABEL",
          "EXPOSE",
          "ENV",
          "ADD",
          "COPY",
          "ENTRYPOINT",
          "VOLUME",
          "USER",
          "WORKDIR",
          "ARG",
          "ONBUILD",
          "STOPSIGNAL",
          "HEALTHCHECK",
          "SHELL");
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)\\b\\w*(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|CREDENTIALS?|PRIVATE_?KEY)\\w*\\b");
  private static final Pattern NUMERIC_USER = Pattern.compile("[1-9][0-9]*(:[0-9]+)?");

  @Override
  public String title() {
    return "Dockerfile";
  }

  @Override
  public void look(BundleFolder bundle, Report report) {
    List<String> files = new Artefacts(bundle).dockerfiles();
    if (files.isEmpty()) {
      report.notRun(CHECK, "the bundle holds no Dockerfile");
      return;
    }
    List<Problem> problems = new ArrayList<>();
    int instructions = 0;
    for (String file : files) {
      Dockerfile dockerfile = Dockerfile.parse(bundle.text(file));
      instructions += dockerfile.instructions().size();
      for (Instruction instruction : dockerfile.instructions()) {
        one(file, instruction, problems);
      }
      stages(file, dockerfile, problems);
      image(file, dockerfile, problems);
      sources(bundle, file, dockerfile, problems);
    }
    report.judge(CHECK, Words.count(instructions, "instruction"), problems);
  }

  private static void one(String file, Instruction instruction, List<Problem> problems) {
    String arguments = instruction.arguments();
    if (!KNOWN.contains(instruction.name())) {
      problems.add(problem(file, instruction, "is no instruction.", "Correct its name."));
    }
    if (instruction.name().equals("ADD")) {
      problems.add(
          problem(file, instruction, "fetches or unpacks unseen.", "Use COPY of a local file."));
    }
    boolean named = instruction.name().equals("ENV") || instruction.name().equals("ARG");
    if (named && SECRET.matcher(arguments).find()) {
      problems.add(
          problem(
              file,
              instruction,
              "looks like a secret, which anybody can read from the image.",
              "Give secrets to the running container."));
    }
    boolean command =
        instruction.name().matches("ENTRYPOINT|CMD")
            || (instruction.name().equals("HEALTHCHECK") && !arguments.strip().equals("NONE"));
    if (command && !instruction.isExecForm()) {
      problems.add(
          problem(
              file,
              instruction,
              "needs a shell, which also keeps signals from the service.",
              "Write it as a JSON list."));
    }
    if (instruction.name().equals("WORKDIR") && !arguments.matches("[/$].*")) {
      problems.add(problem(file, instruction, "is relative.", "Write it from the root."));
    }
  }

  private static void stages(String file, Dockerfile dockerfile, List<Problem> problems) {
    List<String> stages = new ArrayList<>();
    for (Instruction from : dockerfile.all("FROM")) {
      List<String> words = from.words();
      String image = words.isEmpty() ? "" : words.getFirst();
      if (!stages.contains(image) && !isPinned(image)) {
        problems.add(
            problem(file, from, "names an image that moves.", "Name a version or a digest."));
      }
      if (words.size() == 3) {
        stages.add(words.get(2));
      }
    }
  }

  private static boolean isPinned(String image) {
    String last = image.substring(image.lastIndexOf('/') + 1);
    return image.contains("@sha256:")
        || image.equals("scratch")
        || (last.contains(":") && !last.endsWith(":latest"));
  }

  private static void image(String file, Dockerfile dockerfile, List<Problem> problems) {
    List<Instruction> users = dockerfile.last("USER");
    if (users.isEmpty() || !NUMERIC_USER.matcher(users.getLast().arguments().strip()).matches()) {
      problems.add(
          Problem.gate(
              "dockerfile.root",
              file + ": the image does not run as a numeric user other than root.",
              "An orchestrator can enforce runAsNonRoot only on a number.",
              "End with USER and a number, such as 65532:65532."));
    }
    if (dockerfile.last("ENTRYPOINT").size() + dockerfile.last("CMD").size() == 0) {
      problems.add(
          Problem.gate(
              "dockerfile.no-command",
              file + ": the image starts nothing of its own.",
              "It has neither ENTRYPOINT nor CMD.",
              "Add an ENTRYPOINT."));
    }
    for (String once : List.of("ENTRYPOINT", "CMD", "HEALTHCHECK")) {
      if (dockerfile.last(once).size() > 1) {
        problems.add(
            problem(
                file, dockerfile.last(once).getFirst(), "is overridden below.", "Keep only one."));
      }
    }
  }

  private static void sources(
      BundleFolder bundle, String file, Dockerfile dockerfile, List<Problem> problems) {
    String context = file.contains("/") ? file.substring(0, file.lastIndexOf('/') + 1) : "";
    for (Instruction copy : dockerfile.all("COPY")) {
      boolean fromStage = copy.options().stream().anyMatch(o -> o.startsWith("--from="));
      List<String> words = copy.words();
      if (fromStage || copy.isExecForm() || words.size() < 2) {
        continue;
      }
      for (String source : words.subList(0, words.size() - 1)) {
        if (!exists(bundle, context, source)) {
          problems.add(
              problem(file, copy, "copies " + source + ", which is not there.", "Add the file."));
        }
      }
    }
  }

  /// Variables and wildcards stand for any name.
  private static boolean exists(BundleFolder bundle, String context, String source) {
    StringBuilder pattern = new StringBuilder();
    for (String part : source.replaceFirst("^\\./", "").split("\\$\\{[^}]*}|\\$\\w+|\\*", -1)) {
      pattern.append(pattern.isEmpty() ? "" : "[^/]*").append(Pattern.quote(part));
    }
    Pattern wanted = Pattern.compile(Pattern.quote(context) + pattern + "(/.*)?");
    return source.equals(".")
        || bundle.files().stream().anyMatch(file -> wanted.matcher(file).matches());
  }

  private static Problem problem(String file, Instruction at, String what, String remedy) {
    String text = at.name() + " " + at.arguments();
    String shown = text.length() > 60 ? text.substring(0, 57) + "..." : text;
    return Problem.gate(
        "dockerfile.rule", file + ":" + at.line() + ": `" + shown + "` " + what, "", remedy);
  }
}
