// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.render.QuotingTest;
import dev.slipway.bundle.target.Target;
import dev.slipway.bundle.target.TargetCatalogue;
import dev.slipway.objective.Project;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Free texts that would break out of careless templates, through every target.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostileTextTest {

  private static final int OF_EACH_BUILD = 10;
  private static final int OF_THE_NIGHT = 30;
  private static final String PLAIN = "words of a person";

  private BundleRenderer withoutLabels;
  private SortedMap<String, String> benign = new TreeMap<>();
  private SortedMap<String, String> plain = new TreeMap<>();
  private SortedMap<String, String> plainWithGateway = new TreeMap<>();

  static List<String> hostile() {
    return picked(OF_EACH_BUILD);
  }

  static List<String> more() {
    List<String> more = picked(OF_THE_NIGHT);
    more.removeAll(hostile());
    return more;
  }

  /// Of all pieces, one at a time and mixed, and 10 kB of them.
  private static List<String> picked(int count) {
    List<String> all = QuotingTest.hostile().filter(text -> !text.isBlank()).toList();
    List<String> picked = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      picked.add(all.get(i * (all.size() - 1) / (count - 1)));
    }
    return picked;
  }

  @Test
  void everyTargetTakesPart() throws Exception {
    assertEquals(
        TargetCatalogue.builtIn().targets().stream()
            .filter(target -> target.needs().isEmpty())
            .map(Target::id)
            .sorted()
            .toList(),
        Voyager.ALL.stream().sorted().toList());
  }

  @BeforeAll
  void renderWithoutThem(@TempDir Path scratch) throws Exception {
    withoutLabels = new BundleRenderer(withoutLabels(scratch));
    benign = render(Voyager.input());
    plain = render(Voyager.input(PLAIN));
    plainWithGateway = render(WayIn.GATEWAY.input(PLAIN));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void everyArtefactStillParses(String text) throws Exception {
    parses(text);
  }

  @ParameterizedTest
  @MethodSource("more")
  @Tag("nightly")
  void everyArtefactStillParsesWithMoreTexts(String text) throws Exception {
    parses(text);
  }

  /// To the same shape, and what is data carries the text unchanged.
  private void parses(String text) throws Exception {
    SortedMap<String, String> made = render(Voyager.input(text));

    assertEquals(benign.keySet(), made.keySet());
    for (Map.Entry<String, String> file : made.entrySet()) {
      String path = file.getKey();
      String before = benign.getOrDefault(path, "");
      assertEquals(
          structure(path, before, Voyager.TEXT), structure(path, file.getValue(), text), path);
    }
    carriesUnchanged(text, plain, made);
    carriesUnchanged(text, plainWithGateway, render(WayIn.GATEWAY.input(text)));
  }

  private static void carriesUnchanged(
      String text, SortedMap<String, String> plain, SortedMap<String, String> made)
      throws Exception {

    for (Map.Entry<String, String> file : made.entrySet()) {
      String path = file.getKey();
      List<String> wanted =
          texts(path, plain.getOrDefault(path, "")).stream()
              .map(leaf -> leaf.replace(PLAIN, text))
              .sorted()
              .toList();
      List<String> found = texts(path, file.getValue()).stream().sorted().toList();
      assertEquals(wanted, found, path);
    }
  }

  /// Every text in a file of data, its keys and values.
  private static List<String> texts(String path, String text) throws Exception {
    List<String> leaves = new ArrayList<>();
    if (path.startsWith("chart/templates/")) {
      return leaves;
    }
    if (path.endsWith(".json")) {
      collect(new ObjectMapper().readValue(text, Object.class), leaves);
    } else if (path.endsWith(".yaml") || path.endsWith(".yml")) {
      yamls(text).forEach(document -> collect(document, leaves));
    } else if (path.endsWith(".properties")) {
      Properties properties = new Properties();
      properties.load(new StringReader(text));
      collect(properties, leaves);
    }
    return leaves;
  }

  private static void collect(Object value, List<String> leaves) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> {
        if (!isAboutNumbers(key, inner)) {
          leaves.add(String.valueOf(key));
          collect(inner, leaves);
        }
      });
    } else if (value instanceof List<?> list) {
      list.forEach(inner -> collect(inner, leaves));
    } else if (!String.valueOf(value).matches("[0-9a-f]{64}|urn:uuid:[0-9a-f-]{36}")) {
      // Hashes, and the number of a bill of materials that is one, are of the texts, which differ.
      leaves.add(unquoted(String.valueOf(value)));
    }
  }

  /// A text as it is; of a query, what its quoted texts stand for.
  private static String unquoted(String value) {
    if (!value.contains("feature=\"")) {
      return value;
    }
    return Pattern.compile("\\\\(u[0-9a-f]{4}|.)", Pattern.DOTALL)
        .matcher(value)
        .replaceAll(found ->
            Matcher.quoteReplacement(
                switch (found.group(1)) {
                  case "n" -> "\n";
                  case "r" -> "\r";
                  case "t" -> "\t";
                  case String code when code.length() == 5 ->
                      Character.toString(Integer.parseInt(code.substring(1), 16));
                  case String quoted -> quoted;
                }));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void namesAndRegistriesReachEveryArtefactUnchanged(String text) throws Exception {
    reachesEveryArtefact(text);
  }

  @ParameterizedTest
  @MethodSource("more")
  @Tag("nightly")
  void moreNamesAndRegistriesReachEveryArtefactUnchanged(String text) throws Exception {
    reachesEveryArtefact(text);
  }

  private void reachesEveryArtefact(String text) throws Exception {
    BundleInput input = Voyager.input();
    Project released =
        input
            .project()
            .released(new Project.Release(Optional.of(text), List.of(), WayIn.GATEWAY.options()));
    BundleInput named = Voyager.named(Voyager.with(input, released), text, "1.4.0");

    // A Dockerfile cannot hold every text; it has its own test.
    SortedMap<String, String> made =
        texts(withoutLabels.render(named, List.of("kubernetes", "prometheus")));

    Object deployment = yaml(made.getOrDefault("deploy/base/deployment.yaml", ""));
    assertEquals(text, at(deployment, "metadata", "name"));
    assertEquals(text + "-settings", ofVolume(deployment));
    Object release = yaml(made.getOrDefault("deploy/envs/staging/release.yaml", ""));
    assertTrue(imageOf(release).startsWith(text + "/" + text + "@sha256:0000"), imageOf(release));
    Properties settings = new Properties();
    settings.load(new StringReader(made.getOrDefault("docker/app/conf/serving.properties", "")));
    assertEquals(text, settings.getProperty("model.name"));
    Object rules = yaml(made.getOrDefault("prometheus/rules.yaml", ""));
    assertEquals(text + ".records", at(((List<?>) at(rules, "groups")).getFirst(), "name"));
    Object operated = yaml(made.getOrDefault("prometheus/operator/rules.yaml", ""));
    assertEquals(rules, at(operated, "spec"));
    Object scaler = yaml(made.getOrDefault("deploy/base/autoscaler.yaml", ""));
    assertEquals(text, at(scaler, "spec", "scaleTargetRef", "name"));
    Object route = yaml(made.getOrDefault("deploy/envs/production/entry.yaml", ""));
    Object rule = ((List<?>) at(route, "spec", "rules")).getFirst();
    assertEquals(text, at(((List<?>) at(rule, "backendRefs")).getFirst(), "name"));
  }

  /// The built-in targets with a Dockerfile that names nothing of the project.
  private static TargetCatalogue withoutLabels(Path folder) throws Exception {
    Files.createDirectories(folder.resolve("docker"));
    Files.writeString(folder.resolve("docker/Dockerfile"), "FROM scratch\n");
    return TargetCatalogue.with(List.of(folder));
  }

  private static SortedMap<String, String> render(BundleInput input) throws Exception {
    return texts(Exported.files(input, Voyager.ALL));
  }

  private static SortedMap<String, String> texts(List<GeneratedFile> files) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (GeneratedFile file : files) {
      if (!file.template().isEmpty() || file.path().equals(BundleManifest.FILE)) {
        texts.put(file.path(), new String(file.content().bytes(), UTF_8));
      }
    }
    return texts;
  }

  /// What must not depend on a free text: keys and kinds of values, settings, lines, headings.
  private static Object structure(String path, String text, String free) throws Exception {
    if (path.startsWith("chart/templates/")) {
      // Helm's own templates: no text reaches them but through values.yaml.
      return text;
    }
    if (path.endsWith(".json")) {
      Object value = new ObjectMapper().readValue(text, Object.class);
      return shape(path.endsWith("request-row.schema.json") ? renamed(value, free) : value);
    }
    if (path.endsWith(".yaml") || path.endsWith(".yml")) {
      return shape(yaml(text));
    }
    if (path.endsWith(".properties")) {
      Properties properties = new Properties();
      properties.load(new StringReader(text));
      return properties.stringPropertyNames();
    }
    if (path.endsWith(".md")) {
      return text.lines()
          .map(line -> line.startsWith("|") ? "|" + line.split("(?<!\\\\)\\|").length : head(line))
          .toList();
    }
    if (path.equals("CODEOWNERS")) {
      // A contact that is no handle stands in a comment.
      return text.lines().map(line -> line.replaceAll("^(?:# )?([/*]\\S*) .*$", "$1")).toList();
    }
    if (path.endsWith(".pbtxt")) {
      return text.lines().map(HostileTextTest::withoutTexts).toList();
    }
    return text.lines().map(line -> line.startsWith("#") ? "#" : line).toList();
  }

  /// With a fixed name for the column that is named by the free text.
  private static Object renamed(Object schema, String free) {
    Map<String, Object> properties = new TreeMap<>();
    ((Map<?, ?>) at(schema, "properties"))
        .forEach((name, value) ->
            properties.put(name.equals(free) ? "free text" : String.valueOf(name), value));
    assertTrue(
        properties.containsKey("free text"), () -> "the column's name is unchanged: " + free);
    Map<String, Object> all = new TreeMap<>();
    ((Map<?, ?>) schema).forEach((key, value) -> all.put(String.valueOf(key), value));
    all.put("properties", properties);
    return all;
  }

  /// A line of protobuf's text format, its texts and comments left out.
  private static String withoutTexts(String line) {
    String plain = line.replace("\\\\", "").replace("\\\"", "");
    return plain.strip().startsWith("#") ? "#" : plain.replaceAll("\"[^\"]*\"", "text");
  }

  private static String head(String line) {
    return line.replaceAll("^(#+ |> |- |```|\\*\\*)?.*$", "$1");
  }

  private static Object shape(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        SortedMap<String, Object> shapes = new TreeMap<>();
        map.forEach((key, inner) -> {
          if (!isAboutNumbers(key, inner)) {
            shapes.put(String.valueOf(key), shape(inner));
          }
        });
        yield shapes;
      }
      case List<?> list -> list.stream().map(HostileTextTest::shape).toList();
      case null -> "null";
      default -> value.getClass().getSimpleName();
    };
  }

  /// What `bundle.json` says of a file's numbers: where and whether there are any depends on the
  /// texts, which have digits of their own. (A step of a workflow `uses` one action, not a list.)
  private static boolean isAboutNumbers(Object key, Object value) {
    return key.equals("numbers")
        || key.equals("sources")
        || (key.equals("uses") && value instanceof List<?>);
  }

  private static Object yaml(String text) {
    return yamls(text).getFirst();
  }

  private static List<Object> yamls(String text) {
    List<Object> documents = new ArrayList<>();
    new Load(
            LoadSettings.builder()
                .setAllowDuplicateKeys(false)
                .setBufferSize(text.length() + 2)
                .build())
        .loadAllFromString(text)
        .forEach(documents::add);
    return documents;
  }

  private static Object at(Object root, String... keys) {
    Object value = root;
    for (String key : keys) {
      value = java.util.Objects.requireNonNull(((Map<?, ?>) value).get(key), key);
    }
    return value;
  }

  private static Object podOf(Object deployment) {
    return at(deployment, "spec", "template", "spec");
  }

  private static String imageOf(Object deployment) {
    return String.valueOf(at(((List<?>) at(podOf(deployment), "containers")).getFirst(), "image"));
  }

  private static Object ofVolume(Object deployment) {
    return at(((List<?>) at(podOf(deployment), "volumes")).getFirst(), "configMap", "name");
  }
}
