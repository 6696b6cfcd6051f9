// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.artefact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.verify.SampleBundle;
import dev.slipway.verify.check.Yaml;
import dev.slipway.verify.tool.Tool;
import dev.slipway.verify.tool.ToolCatalogue;
import dev.slipway.verify.tool.ToolResult;
import dev.slipway.verify.tool.ToolRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// docs/rules.md is true: every rule of the linters is met by a property that the exported
/// artefacts have, and that a broken one has not.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LinterRulesTest {

  private static final String BROKEN = "/dev/slipway/verify/artefact/broken-manifests.csv";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Path bundle = Path.of("");

  @BeforeAll
  void export(@TempDir Path folder) throws Exception {
    bundle =
        SampleBundle.write(folder.resolve("bundle"), "retraining", "helm", "fastapi", "profile");
  }

  /// @param property names of properties, or `**waived**`
  private record Rule(String linter, String rule, String property, String how) {
    Stream<String> properties() {
      return property.equals("**waived**") ? Stream.of() : Stream.of(property.split(", "));
    }
  }

  private static List<Rule> rules() throws IOException {
    List<Rule> rules = new ArrayList<>();
    String linter = "";
    Path file = Path.of(System.getProperty("slipway.root", "../.."), "docs/rules.md");
    for (String line : Files.readAllLines(file)) {
      String[] cells = line.split("\\s*\\|\\s*", -1);
      if (line.startsWith("## ")) {
        linter = line.substring(3);
      } else if (line.startsWith("| ") && !line.matches("\\| (rule|---) .*")) {
        rules.add(new Rule(linter, cells[1], cells[2], cells[3]));
      }
    }
    return rules;
  }

  @Test
  void everyRuleIsMetByAPropertyThatIsCheckedOrWaivedWithAReason() throws Exception {
    Map<String, Integer> counts = new LinkedHashMap<>();
    Set<String> used = new TreeSet<>();
    Set<String> seen = new HashSet<>();
    for (Rule rule : rules()) {
      assertTrue(seen.add(rule.linter + " " + rule.rule), rule + " stands once");
      assertTrue(rule.how.length() > 2, () -> rule + " says how");
      counts.merge(rule.linter, 1, Integer::sum);
      var known =
          rule.linter.equals("hadolint") ? DockerfileProperties.ALL : ManifestProperties.ALL;
      rule.properties().forEach(name -> assertTrue(known.containsKey(name), rule + ": " + name));
      rule.properties().forEach(used::add);
    }
    Set<String> all = new TreeSet<>(ManifestProperties.ALL.keySet());
    all.addAll(DockerfileProperties.ALL.keySet());
    assertEquals(all, used);
    assertEquals(Map.of("kube-score", 33, "KubeLinter", 31, "Polaris", 44, "hadolint", 68), counts);
  }

  @Test
  void theManifestsHaveEveryProperty() throws Exception {
    assertEquals(List.of(), lacking(files()));
  }

  @Test
  @Tag("tools")
  void soHasProductionAsItIsRendered() throws Exception {
    ToolRunner tools = ToolRunner.onPath(System.getenv());
    assertEquals(
        List.of(), lacking(rendered(tools, ToolCatalogue.KUSTOMIZE, "deploy/envs/production")));
  }

  @Test
  @Tag("tools")
  void soHasOneWithAnIngressThatKedaScales(@TempDir Path folder) throws Exception {
    Path production =
        SampleBundle.write(
                folder.resolve("bundle"),
                Map.of("kubernetes", Map.of("entry", "ingress", "autoscaler", "keda")))
            .resolve("deploy/envs/production");
    ToolRunner tools = ToolRunner.onPath(System.getenv());
    List<JsonNode> documents = rendered(tools, ToolCatalogue.KUSTOMIZE, production.toString());

    assertEquals(List.of(), lacking(documents));
    List<String> kinds = documents.stream().map(d -> d.path("kind").asText()).toList();
    assertTrue(kinds.containsAll(List.of("Ingress", "ScaledObject")), kinds.toString());
  }

  @Test
  @Tag("tools")
  void soHasTheChart() throws Exception {
    String node = Objects.requireNonNull(System.getenv("SLIPWAY_NODE_TOOLS"), "packaging/dev/test");
    ToolRunner tools = new ToolRunner(List.of(Path.of(node, "helm4")), Duration.ofMinutes(1));
    String digest = "image.digest=sha256:" + "1".repeat(64);
    assertEquals(
        List.of(),
        lacking(rendered(tools, ToolCatalogue.HELM, "template", "r", "chart", "--set", digest)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker", "fastapi", "profile"})
  void theDockerfilesHaveEveryProperty(String folder) throws Exception {
    DockerfileProperties file = DockerfileProperties.of(dockerfile(folder));
    assertEquals(
        List.of(),
        DockerfileProperties.ALL.entrySet().stream()
            .filter(property -> !property.getValue().test(file))
            .map(Map.Entry::getKey)
            .sorted()
            .toList());
  }

  /// A value, put at a pointer of the first document of a kind; without one the field is removed;
  /// `+` adds a document.
  @ParameterizedTest
  @CsvFileSource(
      resources = BROKEN,
      delimiter = '|',
      quoteCharacter = '~',
      useHeadersInDisplayName = true)
  void aBrokenManifestLacksTheProperty(String property, String kind, String pointer, String value)
      throws Exception {
    List<JsonNode> documents = files();
    var holds = Objects.requireNonNull(ManifestProperties.ALL.get(property), property);
    assertTrue(holds.test(new ManifestProperties(documents)), "before");

    if (kind.equals("+")) {
      documents.add(JSON.readTree(value));
    } else {
      JsonNode document =
          documents.stream()
              .filter(d -> d.path("kind").asText().equals(kind))
              .findFirst()
              .orElseThrow();
      put(document, JsonPointer.compile(pointer), value);
    }

    assertFalse(holds.test(new ManifestProperties(documents)), "after");
  }

  @Test
  void everyPropertyOfManifestsHasABrokenOne() throws Exception {
    Set<String> broken = new TreeSet<>();
    try (var in = Objects.requireNonNull(LinterRulesTest.class.getResourceAsStream(BROKEN))) {
      new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .forEach(line -> broken.add(line.substring(0, line.indexOf('|')).strip()));
    }
    assertEquals(new TreeSet<>(ManifestProperties.ALL.keySet()), broken);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          no-pragma           | # 1. A Java     | # hadolint ignore=DL3000
          absolute-workdir    | WORKDIR /app    | WORKDIR app
          user-not-root       | USER 65532:65532 | USER 0:0
          base-tagged         | :25-jdk         | :latest
          copy-only           | WORKDIR /app    | ADD x.tar /x/
          copies-into-folder  | COPY --chown=65532:65532 app /app | COPY a b /app
          copies-to-absolute  | COPY --chown=65532:65532 app /app | COPY app app
          copies-from-earlier | --from=trained  | --from=later
          copies-from-earlier | COPY --from=runtime | COPY --from=service
          stages-distinct     | AS trained      | AS runtime
          stages-not-reserved | AS trained      | AS scratch
          commands-as-lists   | ENTRYPOINT ["/opt/java/bin/java" | ENTRYPOINT java "/opt/java/bin/java"
          no-platform         | FROM service AS | FROM --platform=linux/amd64 service AS
          one-health-check    | HEALTHCHECK     | LABEL x=y
          one-command         | ENTRYPOINT [    | CMD [
          no-maintainer       | WORKDIR /app    | MAINTAINER somebody
          no-on-build         | WORKDIR /app    | ONBUILD RUN x
          begins-with-base    | FROM eclipse    | ENV X=y\\nFROM eclipse
          valid-ports         | EXPOSE 8080     | EXPOSE 80800
          label-keys          | dev.slipway.model | Dev_Slipway
          no-own-variable     | MALLOC_ARENA_MAX=2 | A=1 B=$A
          one-run-a-stage     | RUN jlink       | RUN jlink --version\\nRUN jlink
          runs-without-tools  | RUN jlink       | RUN apt-get install -y
          runs-without-tools  | --no-man-pages  | --no-man-pages && tee log
          default-shell       | WORKDIR /app    | SHELL ["/bin/zsh"]
          """)
  void aBrokenDockerfileLacksTheProperty(String property, String old, String replacement)
      throws Exception {
    broken(property, dockerfile("docker"), old, replacement.replace("\\n", "\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "pip-pinned, '\"--requirement\", \"/tmp/requirements.txt\"', '\"fastapi\"'",
    "pip-without-cache, '\"--no-cache-dir\", ', ''"
  })
  void aBrokenInstallationOfPackagesLacksTheProperty(
      String property, String old, String replacement) throws Exception {
    broken(property, dockerfile("fastapi"), old, replacement);
  }

  private static void broken(String property, String text, String old, String replacement) {
    var holds = Objects.requireNonNull(DockerfileProperties.ALL.get(property), property);
    assertTrue(text.contains(old), old);
    assertFalse(holds.test(DockerfileProperties.of(text.replace(old, replacement))));
  }

  private String dockerfile(String folder) throws IOException {
    return Files.readString(bundle.resolve(folder).resolve("Dockerfile"));
  }

  /// The documents of the base, of the review's job and of the profile's, as they lie there.
  private List<JsonNode> files() throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    for (String folder : List.of("deploy/base", "retraining", "profile")) {
      try (Stream<Path> files = Files.list(bundle.resolve(folder))) {
        for (Path file : files.filter(LinterRulesTest::isManifest).sorted().toList()) {
          documents.addAll(Yaml.documents(Files.readString(file)));
        }
      }
    }
    documents.add(
        JSON.readTree(
            "{\"kind\":\"ConfigMap\",\"data\":"
                + JSON.writeValueAsString(
                    Map.of(
                        "serving.properties",
                        Files.readString(bundle.resolve("deploy/base/serving.properties"))))
                + "}"));
    return documents;
  }

  private static boolean isManifest(Path file) {
    return file.toString().endsWith(".yaml") && !file.endsWith("kustomization.yaml");
  }

  private List<JsonNode> rendered(ToolRunner tools, Tool tool, String... arguments)
      throws Exception {
    ToolResult result = tools.run(bundle, tool, arguments);
    if (result instanceof ToolResult.Accepted(String output)) {
      return Yaml.documents(output);
    }
    throw new AssertionError(result);
  }

  private static List<String> lacking(List<JsonNode> documents) {
    ManifestProperties properties = new ManifestProperties(documents);
    return ManifestProperties.ALL.entrySet().stream()
        .filter(property -> !property.getValue().test(properties))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static void put(
      JsonNode document, JsonPointer at, @org.jspecify.annotations.Nullable String value)
      throws IOException {
    JsonNode parent = document.at(at.head());
    String field = at.last().getMatchingProperty();
    switch (parent) {
      case ObjectNode object when value == null -> object.remove(field);
      case ObjectNode object -> object.set(field, JSON.readTree(value));
      case ArrayNode array -> array.set(Integer.parseInt(field), JSON.readTree(value));
      default -> throw new IllegalArgumentException(at + " is not there");
    }
  }
}
