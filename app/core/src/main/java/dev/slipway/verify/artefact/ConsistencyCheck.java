// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Problem;
import dev.slipway.base.Sha256;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Check;
import dev.slipway.verify.check.Report;
import dev.slipway.verify.check.Yaml;
import dev.slipway.verify.manifest.Quantities;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What several artefacts say of the same thing is the same: ports, names, image, model, limits.
public final class ConsistencyCheck implements Check {

  private static final String CHECK = "Artefacts agree with each other";
  private static final Pattern LABEL =
      Pattern.compile("dev\\.slipway\\.model\\.sha256=\"?([0-9a-f]{64})");
  private static final String UNRELEASED = "@sha256:" + "0".repeat(64);
  private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1 << 20);

  /// What each source says, by thing.
  private final Map<String, Map<String, String>> said = new LinkedHashMap<>();

  @Override
  public String title() {
    return "agreement between artefacts";
  }

  @Override
  public void look(BundleFolder bundle, Report report) {
    said.clear();
    Artefacts artefacts = new Artefacts(bundle);
    index(bundle);
    settings(bundle, artefacts);
    artefacts.dockerfile().ifPresent(file -> dockerfile(file, bundle.text(file)));
    artefacts.deployment().ifPresent(this::deployment);
    artefacts
        .compose()
        .ifPresent(file ->
            Artefacts.served(artefacts.tree(file)).ifPresent(service -> compose(file, service)));
    releases(bundle);
    List<Problem> problems = new ArrayList<>();
    said.forEach((thing, bySource) -> disagreement(thing, bySource).ifPresent(problems::add));
    long compared = said.values().stream().filter(sources -> sources.size() > 1).count();
    if (compared == 0) {
      report.notRun(CHECK, "no two artefacts say anything of the same thing");
      return;
    }
    report.judge(CHECK, compared + " things compared", problems);
  }

  private void say(String thing, String source, String value) {
    if (!value.isBlank()) {
      said.computeIfAbsent(thing, key -> new TreeMap<>()).put(source, value);
    }
  }

  private void index(BundleFolder bundle) {
    JsonNode index = bundle.index();
    say("model name", "bundle.json", index.path("project").asText(""));
    say("version", "bundle.json", index.path("version").asText(""));
    say("model SHA-256", "bundle.json", index.path("model").asText(""));
    for (String file : bundle.matching(f -> f.endsWith("/model.onnx"))) {
      try {
        say("model SHA-256", file, Sha256.of(bundle.path(file)).hex());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    reason(bundle, "service.port", "prediction port");
    reason(bundle, "service.management-port", "management port");
    reason(bundle, "runtime.threads", "threads");
    reason(bundle, "resources.cpu-limit", "CPU limit in millicores");
    reason(bundle, "resources.memory-limit", "memory limit in MiB");
    reason(bundle, "termination.grace", "grace in seconds");
  }

  private void reason(BundleFolder bundle, String key, String thing) {
    String value = bundle.index().path("reasons").path(key).path("value").asText("");
    say(thing, "bundle.json", value.replaceFirst("\\.0+$", ""));
  }

  private void settings(BundleFolder bundle, Artefacts artefacts) {
    for (String file : bundle.matching(f -> f.endsWith("serving.properties"))) {
      Map<String, String> values = artefacts.properties(file);
      say("prediction port", file, values.getOrDefault("http.port", ""));
      say("management port", file, values.getOrDefault("management.port", ""));
      say("model name", file, values.getOrDefault("model.name", ""));
      say("version", file, values.getOrDefault("model.version", ""));
      say("threads", file, values.getOrDefault("model.threads", ""));
      say(
          "settings",
          file,
          Sha256.of(values.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)).brief());
    }
  }

  private void dockerfile(String file, String text) {
    Matcher label = LABEL.matcher(text);
    if (label.find()) {
      say("model SHA-256", file, label.group(1));
    }
    for (Dockerfile.Instruction expose : Dockerfile.parse(text).last("EXPOSE")) {
      say("ports", file, String.join(" ", expose.words().stream().sorted().toList()));
    }
  }

  private void deployment(JsonNode deployment) {
    String source = "deployment";
    JsonNode container = deployment.at("/spec/template/spec/containers/0");
    for (JsonNode port : container.path("ports")) {
      String thing =
          port.path("name").asText().equals("http") ? "prediction port" : "management port";
      say(thing, source, port.path("containerPort").asText());
    }
    say(
        "ports",
        source,
        String.join(
            " ",
            container
                .path("ports")
                .valueStream()
                .map(port -> port.path("containerPort").asText())
                .sorted()
                .toList()));
    say("image", source, container.path("image").asText());
    say("model name", source, deployment.at("/metadata/name").asText());
    limit("CPU limit in millicores", source, container.at("/resources/limits/cpu"), 1000);
    Quantities.value(container.at("/resources/limits/memory"))
        .ifPresent(bytes -> say("memory limit in MiB", source, plain(bytes.divide(MEBIBYTE))));
    say(
        "grace in seconds",
        source,
        deployment.at("/spec/template/spec/terminationGracePeriodSeconds").asText(""));
  }

  private void limit(String thing, String source, JsonNode quantity, int times) {
    Quantities.value(quantity)
        .ifPresent(value -> say(thing, source, plain(value.multiply(BigDecimal.valueOf(times)))));
  }

  private void compose(String file, JsonNode service) {
    say("image", file, service.path("image").asText(""));
    limit("CPU limit in millicores", file, service.at("/deploy/resources/limits/cpus"), 1000);
    String memory = service.at("/deploy/resources/limits/memory").asText("");
    if (memory.matches("[0-9]+[mM][bB]?")) {
      say("memory limit in MiB", file, memory.replaceAll("[^0-9]", ""));
    }
    String grace = service.path("stop_grace_period").asText("");
    if (grace.matches("[0-9]+s")) {
      say("grace in seconds", file, grace.replace("s", ""));
    }
    for (JsonNode port : service.path("ports")) {
      say("prediction port", file, port.asText().replaceFirst(".*:", ""));
    }
  }

  private void releases(BundleFolder bundle) {
    for (String file : bundle.matching(f -> f.endsWith("release.yaml"))) {
      try {
        for (JsonNode document : Yaml.documents(bundle.text(file))) {
          String image = document.at("/spec/template/spec/containers/0/image").asText("");
          if (image.endsWith(UNRELEASED)) {
            // What is released already may hold an earlier model.
            say(
                "model SHA-256",
                file,
                document.at("/metadata/annotations/slipway.dev~1model-sha256").asText(""));
          }
          say("image's repository", file, image.replaceFirst("[@:][^/]*$", ""));
        }
      } catch (IllegalArgumentException reportedWithAllYaml) {
        return;
      }
    }
    Map<String, String> images = said.getOrDefault("image", Map.of());
    images.forEach(
        (source, image) -> say("image's repository", source, image.replaceFirst("[@:][^/]*$", "")));
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }

  private static Optional<Problem> disagreement(String thing, Map<String, String> bySource) {
    if (bySource.values().stream().distinct().count() < 2) {
      return Optional.empty();
    }
    List<String> lines =
        bySource.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList();
    return Optional.of(
        Problem.gate(
            "bundle.disagreement",
            "Artefacts disagree on the " + thing + ".",
            String.join("; ", lines),
            "Export the bundle again, or make the edited file agree."));
  }
}
