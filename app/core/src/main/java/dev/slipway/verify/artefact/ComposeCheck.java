// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Problem;
import dev.slipway.base.Words;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Check;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.tool.ToolCatalogue;
import dev.slipway.verify.tool.ToolResult;
import dev.slipway.verify.tool.ToolRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The Compose file is one, and its service is limited and hardened.
public final class ComposeCheck implements Check {

  private static final String CHECK = "The Compose file keeps the rules";
  private static final Set<String> TOP =
      Set.of("name", "services", "volumes", "networks", "configs", "secrets", "include", "version");
  private static final Set<String> SERVICE =
      Set.of(
          "image",
          "build",
          "ports",
          "user",
          "read_only",
          "cap_drop",
          "cap_add",
          "security_opt",
          "tmpfs",
          "restart",
          "stop_grace_period",
          "stop_signal",
          "healthcheck",
          "deploy",
          "profiles",
          "command",
          "entrypoint",
          "volumes",
          "environment",
          "env_file",
          "depends_on",
          "networks",
          "network_mode",
          "expose",
          "labels",
          "mem_limit",
          "cpus",
          "pids_limit",
          "init",
          "logging",
          "container_name",
          "configs",
          "secrets",
          "extra_hosts",
          "hostname",
          "ulimits",
          "working_dir",
          "platform",
          "pull_policy",
          "tty",
          "stdin_open");

  private final ToolRunner tools;

  public ComposeCheck(ToolRunner tools) {
    this.tools = tools;
  }

  @Override
  public String title() {
    return "Compose file";
  }

  @Override
  public void look(BundleFolder bundle, Report report) throws InterruptedException {
    Artefacts artefacts = new Artefacts(bundle);
    List<String> files = artefacts.composeFiles();
    if (files.isEmpty()) {
      report.notRun(CHECK, "the bundle holds none");
      return;
    }
    List<Problem> problems = new ArrayList<>();
    int services = 0;
    for (String file : files) {
      JsonNode tree = artefacts.tree(file);
      keys(file, "it", tree, TOP, problems);
      for (Map.Entry<String, JsonNode> service : tree.path("services").properties()) {
        service(file, service.getKey(), service.getValue(), problems);
      }
      if (tree.path("services").isEmpty()) {
        problems.add(problem(file, "it has no service.", "Add one."));
      }
      services += tree.path("services").size();
    }
    report.judge(CHECK, Words.count(services, "service"), problems);
    for (String file : files) {
      real(bundle, file, report);
    }
  }

  private static void keys(
      String file, String who, JsonNode node, Set<String> known, List<Problem> problems) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!known.contains(field.getKey()) && !field.getKey().startsWith("x-")) {
        problems.add(
            problem(file, who + " has the unknown key " + field.getKey() + ".", "Correct it."));
      }
    }
  }

  private static void service(String file, String name, JsonNode service, List<Problem> problems) {
    keys(file, "service " + name, service, SERVICE, problems);
    if (!service.has("image") && !service.has("build")) {
      problems.add(problem(file, "service " + name + " has neither image nor build.", "Add one."));
    }
    String image = service.path("image").asText("");
    if (!service.has("build") && image.matches("[^@]*(:latest|/[^:/@]+)|[^:/@]+")) {
      problems.add(
          problem(
              file, "service " + name + " uses " + image + ", which moves.", "Name a version."));
    }
    boolean dropsAll =
        service.path("cap_drop").valueStream().anyMatch(c -> c.asText().equals("ALL"));
    if (!service.path("read_only").asBoolean(false) || !dropsAll) {
      problems.add(
          problem(
              file,
              "service " + name + " may write to its files or keeps kernel capabilities.",
              "Write read_only: true and cap_drop: [ALL]."));
    }
    if (service.path("privileged").asBoolean(false)) {
      problems.add(problem(file, "service " + name + " is privileged.", "Remove privileged."));
    }
    if (service.has("build")) {
      JsonNode limits = service.at("/deploy/resources/limits");
      if (!limits.has("memory") && !service.has("mem_limit")) {
        problems.add(
            problem(file, "service " + name + " has no memory limit.", "Write limits.memory."));
      }
      if (!limits.has("cpus") && !service.has("cpus")) {
        problems.add(problem(file, "service " + name + " has no CPU limit.", "Write limits.cpus."));
      }
    }
    for (JsonNode port : service.path("ports")) {
      String text = port.isObject() ? port.path("target").asText() : port.asText();
      if (!text.matches("([^:]*:|\\[[^]]*]:)?([0-9-]+:)?[0-9-]+(/(tcp|udp))?") || !inRange(text)) {
        problems.add(
            problem(file, "service " + name + " has the bad port " + port + ".", "Correct it."));
      }
    }
  }

  private static boolean inRange(String port) {
    String number = port.replaceFirst("/.*", "").replaceFirst(".*[:-]", "");
    return number.length() <= 5
        && Integer.parseInt(number) >= 1
        && Integer.parseInt(number) < 65536;
  }

  private void real(BundleFolder bundle, String file, Report report) throws InterruptedException {
    String check = "docker compose accepts the Compose file";
    Optional<String> elsewhere = elsewhere(bundle, file);
    if (elsewhere.isPresent()) {
      report.notRun(check, elsewhere.get());
      return;
    }
    String named = BundleFolder.argument(file);
    // What must be said when it is run is not known here.
    String[] arguments =
        bundle.text(file).contains(":?")
            ? new String[] {"-f", named, "config", "--no-interpolate", "-q"}
            : new String[] {"-f", named, "config", "-q"};
    switch (tools.run(bundle.root(), ToolCatalogue.COMPOSE, arguments)) {
      case ToolResult.NotRun(String because) -> report.notRun(check, because);
      case ToolResult.Accepted _ -> report.passed(check, file);
      case ToolResult.Refused(String said) ->
          report.failed(
              check,
              Problem.gate(
                  "compose.refused",
                  "docker compose refuses " + file + ".",
                  said,
                  "Correct what it names."));
    }
  }

  /// Why Compose is not asked: it takes parts and settings from files and addresses, with the
  /// rights of whoever verifies.
  private static Optional<String> elsewhere(BundleFolder bundle, String file) {
    List<JsonNode> documents = new Artefacts(bundle).trees(file);
    if (documents.size() != 1 || !documents.getFirst().isObject()) {
      return Optional.of(file + " is not one document that can be read");
    }
    JsonNode all = documents.getFirst();
    boolean takes =
        all.has("include") || all.findValues("extends").stream().anyMatch(JsonNode::isObject);
    if (takes) {
      return Optional.of(
          file + " takes parts from elsewhere (include, extends), which Compose might fetch");
    }
    for (String key : List.of("env_file", "label_file")) {
      if (!all.findValues(key).isEmpty()) {
        return Optional.of(
            file + " takes values from files (" + key + "), which Compose would read");
      }
    }
    return bundle.files().stream()
        .filter(other -> other.matches("(.*/)?\\.env"))
        .findFirst()
        .map(other -> other + " would give Compose settings");
  }

  private static Problem problem(String file, String what, String remedy) {
    return Problem.gate("compose.rule", file + ": " + what, "", remedy);
  }
}
