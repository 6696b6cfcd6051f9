// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import dev.slipway.verify.artefact.Dockerfile.Instruction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// What hadolint asks for, as properties of a Dockerfile.
///
/// @param text with its comments
record DockerfileProperties(String text, Dockerfile parsed) {

  /// By the names that docs/rules.md uses.
  static final Map<String, Predicate<DockerfileProperties>> ALL =
      Map.ofEntries(
          Map.entry("no-pragma", d -> !d.text.contains("hadolint ignore")),
          Map.entry("absolute-workdir", d -> d.each("WORKDIR", i -> i.arguments().startsWith("/"))),
          Map.entry("user-not-root", d -> d.lastUser().matches("[1-9][0-9]*:[1-9][0-9]*")),
          Map.entry(
              "base-tagged", d -> d.bases().stream().allMatch(DockerfileProperties::isTagged)),
          Map.entry("copy-only", d -> d.none("ADD")),
          Map.entry(
              "copies-into-folder",
              d -> d.each("COPY", i -> i.words().size() == 2 || i.words().getLast().endsWith("/"))),
          Map.entry(
              "copies-to-absolute", d -> d.each("COPY", i -> i.words().getLast().startsWith("/"))),
          Map.entry("copies-from-earlier", DockerfileProperties::copiesFromEarlier),
          Map.entry("stages-distinct", d -> new HashSet<>(d.stages()).size() == d.stages().size()),
          Map.entry(
              "stages-not-reserved",
              d -> d.stages().stream().noneMatch(s -> s.matches("scratch|context"))),
          Map.entry(
              "commands-as-lists",
              d ->
                  List.of("CMD", "ENTRYPOINT", "HEALTHCHECK").stream()
                      .allMatch(n ->
                          d.each(n, i -> i.isExecForm() || i.arguments().strip().equals("NONE")))),
          Map.entry("no-platform", d -> d.each("FROM", i -> i.options().isEmpty())),
          Map.entry("one-health-check", d -> d.parsed.last("HEALTHCHECK").size() == 1),
          Map.entry("one-command", d -> d.parsed.last("ENTRYPOINT").size() == 1 && d.none("CMD")),
          Map.entry("no-maintainer", d -> d.none("MAINTAINER")),
          Map.entry("no-on-build", d -> d.none("ONBUILD")),
          Map.entry(
              "begins-with-base", d -> d.parsed.instructions().getFirst().name().equals("FROM")),
          Map.entry(
              "valid-ports",
              d ->
                  d.each("EXPOSE", i -> i.words().stream().allMatch(DockerfileProperties::isPort))),
          Map.entry(
              "label-keys",
              d ->
                  d.each(
                      "LABEL",
                      i ->
                          i.arguments()
                              .replaceAll("=(\"[^\"]*\"|\\S*)", "")
                              .matches("([a-z0-9.-]+\\s*)+"))),
          Map.entry("no-own-variable", DockerfileProperties::noOwnVariable),
          Map.entry("one-run-a-stage", DockerfileProperties::oneRun),
          Map.entry("runs-without-tools", d -> d.each("RUN", DockerfileProperties::isPlain)),
          Map.entry(
              "pip-pinned",
              d -> d.pip().stream().allMatch(i -> i.arguments().contains("\"--requirement\""))),
          Map.entry(
              "pip-without-cache",
              d -> d.pip().stream().allMatch(i -> i.arguments().contains("\"--no-cache-dir\""))),
          Map.entry("default-shell", d -> d.none("SHELL")));

  static DockerfileProperties of(String text) {
    return new DockerfileProperties(text, Dockerfile.parse(text));
  }

  private boolean each(String name, Predicate<Instruction> wanted) {
    return parsed.all(name).stream().allMatch(wanted);
  }

  private boolean none(String name) {
    return parsed.all(name).isEmpty();
  }

  private String lastUser() {
    List<Instruction> users = parsed.last("USER");
    return users.isEmpty() ? "" : users.getLast().arguments().strip();
  }

  private List<String> stages() {
    return parsed.all("FROM").stream()
        .map(Instruction::words)
        .filter(words -> words.size() == 3)
        .map(List::getLast)
        .toList();
  }

  private List<String> bases() {
    return parsed.all("FROM").stream()
        .map(from -> from.words().getFirst())
        .filter(image -> !stages().contains(image))
        .toList();
  }

  private static boolean isTagged(String image) {
    return image.contains("@sha256:") || image.matches(".*:(?!latest$)[^/:]+");
  }

  private boolean copiesFromEarlier() {
    List<String> earlier = new ArrayList<>();
    String own = "";
    for (Instruction instruction : parsed.instructions()) {
      if (instruction.name().equals("FROM")) {
        earlier.add(own);
        own = instruction.words().size() == 3 ? instruction.words().getLast() : "";
      }
      for (String option : instruction.options()) {
        if (option.startsWith("--from=") && !earlier.contains(option.substring(7))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isPort(String port) {
    return port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= 65535;
  }

  private boolean noOwnVariable() {
    for (Instruction env : parsed.all("ENV")) {
      Set<String> names = new HashSet<>();
      env.words().forEach(word -> names.add(word.replaceAll("=.*", "")));
      if (names.stream().anyMatch(name -> env.arguments().matches(".*\\$\\{?" + name + "\\b.*"))) {
        return false;
      }
    }
    return true;
  }

  private boolean oneRun() {
    Set<Integer> stages = new HashSet<>();
    return each("RUN", run -> stages.add(run.stage()));
  }

  /// Java's linker, the service itself or pip; no package manager, no variable, no other tool, and
  /// nothing that a shell would have to join.
  private static boolean isPlain(Instruction run) {
    return run.arguments()
            .matches(
                "(?s)(jlink |\\[\"chmod\", |\\[\"/opt/java/bin/java\", |\\[\"python\", \"-m\","
                    + " \"pip\", ).*")
        && !run.arguments().matches("(?s).*[|&;<>$`].*");
  }

  private List<Instruction> pip() {
    return parsed.all("RUN").stream().filter(run -> run.arguments().contains("\"pip\"")).toList();
  }
}
