// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.target.Target;
import dev.slipway.bundle.target.TargetCatalogue;
import dev.slipway.plan.PlanKeys;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// "Why this number?" for every number of every file of every target: each stands in `bundle.json`
/// with the key of the plan, the statement, the measurement or the rule that it comes from.
final class EveryNumberExplainedTest {

  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9]+(\\.[0-9]+)?(m|Ki|Mi|Gi|ms|s|h|d|%)?");

  private static List<String> targets() throws Exception {
    return TargetCatalogue.builtIn().targets().stream().map(Target::id).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "bare", "gateway", "ingress"})
  void everyNumberInAFileForMachinesHasAReason(String which) throws Exception {
    BundleInput input =
        switch (which) {
          case "full" -> Voyager.input();
          case "bare" -> Voyager.bare();
          default -> WayIn.valueOf(which.toUpperCase(Locale.ROOT)).input();
        };
    List<GeneratedFile> files =
        new BundleRenderer(TargetCatalogue.builtIn()).render(input, targets());
    BundleManifest manifest = manifest(files);
    List<String> unexplained = new ArrayList<>();
    int numbers = 0;
    for (GeneratedFile file : files) {
      BundleManifest.Entry entry = manifest.files().get(file.path());
      if (entry == null || file.template().isEmpty()) {
        continue;
      }
      for (Found found : numbers(file.path(), new String(file.content().bytes(), UTF_8))) {
        numbers++;
        if (!isExplained(found, entry)) {
          unexplained.add(file.path() + ":" + found.line() + "  " + found.text());
        }
      }
    }
    assertEquals("", String.join("\n", unexplained));
    assertTrue(numbers > 50, "the numbers were looked at: " + numbers);
  }

  @Test
  void everyReasonThatAFileNamesIsThere() throws Exception {
    BundleManifest manifest =
        manifest(new BundleRenderer(TargetCatalogue.builtIn()).render(Voyager.input(), targets()));
    Set<String> keys = PlanKeys.ALL.stream().map(key -> key.name()).collect(Collectors.toSet());
    Set<String> unknown = new TreeSet<>();
    manifest
        .files()
        .forEach((path, entry) ->
            entry.numbers().stream()
                .flatMap(number -> number.origins().stream())
                .filter(origin -> !isKnown(origin, keys))
                .forEach(origin -> unknown.add(path + ": " + origin)));
    assertEquals(Set.of(), unknown);
    assertEquals(keys, manifest.reasons().keySet());
  }

  private static boolean isKnown(String origin, Set<String> keys) {
    return keys.contains(origin)
        || origin.matches(
            "(rule|assumed): .{10,}"
                + "|(project|objectives|variant|evaluation|profile|estimate|inspection|model|data|baseline"
                + "|release\\.options)\\..+");
  }

  private static boolean isExplained(Found found, BundleManifest.Entry entry) {
    return entry.numbers().stream()
        .anyMatch(number ->
            number.line() == found.line()
                && number.text().contains(found.digits())
                && !(number.origins().isEmpty() && entry.uses().isEmpty()));
  }

  private static BundleManifest manifest(List<GeneratedFile> files) throws Exception {
    GeneratedFile last = files.getLast();
    assertEquals(BundleManifest.FILE, last.path());
    return ManifestJson.read(last.content().bytes(), "the bundle");
  }

  /// @param line from 1
  private record Found(int line, String text) {
    String digits() {
      return text.replaceAll("[^0-9.]", "");
    }
  }

  /// Scenarios of rules' tests are made up, prose is for people, scripts are code.
  private static List<Found> numbers(String path, String text) throws Exception {
    if (path.endsWith(".properties")) {
      return settings(text);
    }
    if (path.startsWith("chart/templates/")) {
      return List.of(); // Helm fills them in from values.yaml.
    }
    boolean structured = path.endsWith(".yaml") || path.endsWith(".yml") || path.endsWith(".json");
    return structured && !path.endsWith(".test.yaml") ? scalars(text) : List.of();
  }

  private static List<Found> settings(String text) throws Exception {
    List<Found> found = new ArrayList<>();
    String[] lines = text.split("\n");
    for (int i = 0; i < lines.length; i++) {
      Properties one = new Properties();
      one.load(new StringReader(lines[i]));
      for (String name : one.stringPropertyNames()) {
        String value = one.getProperty(name);
        if (NUMBER.matcher(value).matches()) {
          found.add(new Found(i + 1, value));
        }
      }
    }
    return found;
  }

  private static List<Found> scalars(String text) {
    LoadSettings settings = LoadSettings.builder().setBufferSize(text.length() + 2).build();
    List<Found> found = new ArrayList<>();
    new Compose(settings).composeAllFromString(text).forEach(node -> look(node, found));
    return found;
  }

  /// Values, not keys: those are names, such as the status codes of an interface.
  private static void look(Node node, List<Found> found) {
    switch (node) {
      case MappingNode map -> map.getValue().forEach(entry -> look(entry.getValueNode(), found));
      case SequenceNode list -> list.getValue().forEach(inner -> look(inner, found));
      case ScalarNode scalar when NUMBER.matcher(scalar.getValue()).matches() ->
          found.add(
              new Found(scalar.getStartMark().orElseThrow().getLine() + 1, scalar.getValue()));
      default -> {}
    }
  }
}
