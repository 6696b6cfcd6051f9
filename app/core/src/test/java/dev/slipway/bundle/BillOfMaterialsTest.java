// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.base.Altered;
import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import dev.slipway.bundle.target.TargetCatalogue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The bill of materials before CycloneDX's own validator.
final class BillOfMaterialsTest {

  private static String bill(BundleInput input) throws Exception {
    return new BundleRenderer(TargetCatalogue.builtIn())
        .render(input, List.of("ml-bom")).stream()
            .filter(file -> file.path().equals("ml-bom/bom.json"))
            .map(file -> new String(file.content().bytes(), UTF_8))
            .findFirst()
            .orElseThrow();
  }

  /// CycloneDX's validator knows no newer version than 1.6. Nothing that the bill has came since.
  private static List<String> faults(String bill) throws Exception {
    String older =
        bill.replace("bom-1.7.schema", "bom-1.6.schema")
            .replace("\"specVersion\": \"1.7\"", "\"specVersion\": \"1.6\"");
    return new JsonParser()
        .validate(older.getBytes(UTF_8), Version.VERSION_16).stream()
            .map(fault -> String.valueOf(fault.getMessage()))
            .toList();
  }

  static List<BundleInput> projects() throws Exception {
    BundleInput full = Voyager.input();
    BundleInput real = AlteredInput.served().input();
    return List.of(
        full, Voyager.bare(), real, Voyager.input("a\"b: {{x}} # é漢\ud83d\ude80\n`$(y)"));
  }

  @ParameterizedTest
  @MethodSource("projects")
  void cycloneDxTakesItAndEveryReferenceLeadsSomewhere(BundleInput input) throws Exception {
    String bill = bill(input);

    assertEquals(List.of(), faults(bill));
    JsonNode root = new ObjectMapper().readTree(bill);
    Set<String> known = new HashSet<>(root.findValuesAsText("bom-ref"));
    List<String> asked = new ArrayList<>(root.findValuesAsText("ref"));
    root.findValues("dependsOn").forEach(all -> all.forEach(each -> asked.add(each.asText())));
    assertTrue(known.containsAll(asked), () -> known + " does not hold all of " + asked);
  }

  @Test
  void everyFileOfTheRuntimeIsThereByItsHashAndVersion() throws Exception {
    BundleInput input = projects().get(2);

    JsonNode root = new ObjectMapper().readTree(bill(input));

    List<String> expected =
        input
            .served()
            .map(file -> file.name() + " " + file.content().sha256().hex())
            .sorted()
            .toList();
    List<String> found = new ArrayList<>();
    List<String> unversioned = new ArrayList<>();
    for (JsonNode component : root.path("components")) {
      if (component.path("type").asText().equals("library")) {
        String name = component.path("name").asText();
        found.add(name + " " + component.path("hashes").path(0).path("content").asText());
        if (component.path("version").isMissingNode()) {
          unversioned.add(name.replaceAll(".*\\.so$", "native"));
        }
      }
    }
    assertEquals(expected, found.stream().sorted().toList());
    assertEquals(List.of(), unversioned);
  }

  @Test
  void everyPartHasAPackageUrlByWhichFaultsInItAreFound() throws Exception {
    JsonNode root = new ObjectMapper().readTree(bill(projects().get(2)));

    Set<String> urls = new TreeSet<>(root.findValuesAsText("purl"));
    assertEquals(root.path("components").size() + 1 - data(root), root.findValues("purl").size());
    assertTrue(
        urls.containsAll(
            List.of(
                "pkg:generic/slipway-serving@0.1.0",
                "pkg:generic/slipway-health-check@0.1.0",
                "pkg:generic/wine-quality@1.4.0")),
        urls.toString());
    assertTrue(
        urls.stream()
            .anyMatch(url -> url.matches("pkg:maven/io\\.netty/netty-common@[0-9.A-Za-z]+")),
        urls.toString());
    assertTrue(
        urls.stream()
            .anyMatch(url ->
                url.matches(
                    "pkg:maven/com\\.microsoft\\.onnxruntime/onnxruntime@[0-9.]+#ai/onnxruntime/native/linux-x64/libonnxruntime\\.so")),
        urls.toString());
    assertTrue(root.findValuesAsText("group").contains("io.netty"));
  }

  private static long data(JsonNode root) {
    return root.findValuesAsText("type").stream().filter("data"::equals).count();
  }

  @Test
  void itsNumberFollowsFromWhatItSays() throws Exception {
    JsonNode one = new ObjectMapper().readTree(bill(Voyager.input()));
    JsonNode again = new ObjectMapper().readTree(bill(Voyager.input()));
    JsonNode other =
        new ObjectMapper().readTree(bill(Voyager.named(Voyager.input(), "wine-quality", "1.5.0")));
    var finding =
        new Finding.Failed("A rule", Problem.gate("data.rules", "A rule is broken.", "So.", "Do."));
    JsonNode failed =
        new ObjectMapper()
            .readTree(
                bill(
                    Altered.of(
                        Voyager.input(),
                        "checks",
                        Optional.of(new DataChecks(List.of(), List.of(finding))))));

    String number = one.path("serialNumber").asText();
    assertTrue(
        number.matches(
            "urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
        number);
    assertEquals(number, again.path("serialNumber").asText());
    assertNotEquals(number, other.path("serialNumber").asText());
    assertNotEquals(number, failed.path("serialNumber").asText());
    assertEquals("1.7", one.path("specVersion").asText());
    assertTrue(one.path("metadata").path("timestamp").asText().endsWith("Z"), one.toString());
  }

  @Test
  void anOlderReaderGetsAnOlderForm() throws Exception {
    Map<String, Map<String, Object>> options = Map.of("ml-bom", Map.of("specification", "1.6"));
    String bill = bill(Voyager.with(Voyager.input(), Voyager.project(Voyager.TEXT, options)));

    assertEquals(List.of(), faults(bill));
    assertEquals("1.6", new ObjectMapper().readTree(bill).path("specVersion").asText());
  }

  /// Each cluster of the G7 is there, and what nobody stated is named.
  @Test
  void aPageGradesItByTheSevenClusters() throws Exception {
    String full = page(Voyager.input());
    String bare = page(Voyager.bare());

    assertEquals(
        List.of(
            "Metadata",
            "The system",
            "Models",
            "Data",
            "Infrastructure",
            "Security",
            "Key figures"),
        full.lines().filter(l -> l.startsWith("## ")).map(l -> l.substring(3)).toList());
    assertTrue(full.contains("| quality | there | modelCard.quantitativeAnalysis"), full);
    assertTrue(bare.contains("| quality | missing | the model was not judged yet"), bare);
    assertTrue(bare.contains("| timestamp | missing | nothing was measured yet"), bare);
    assertTrue(bare.contains("| licence | missing |"), bare);
  }

  private static String page(BundleInput input) throws Exception {
    return new BundleRenderer(TargetCatalogue.builtIn())
        .render(input, List.of("ml-bom")).stream()
            .filter(file -> file.path().equals("ml-bom/README.md"))
            .map(file -> new String(file.content().bytes(), UTF_8))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void theCardHoldsEachGroupsScoreWithItsInterval() throws Exception {
    JsonNode card = new ObjectMapper().readTree(bill(Voyager.input())).path("components").path(0);

    JsonNode metric =
        card.path("modelCard").path("quantitativeAnalysis").path("performanceMetrics").path(1);
    assertEquals(
        "{\"type\":\"accuracy\",\"value\":\"0.95\",\"slice\":\"type = red\",\"confidenceInterval\":"
            + "{\"lowerBound\":\"0.919\",\"upperBound\":\"0.97\"}}",
        metric.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"machine-learning-model\" | \"model\"",
        "\"SHA-256\" | \"SHA-257\"",
        "\"modelCard\" | \"modelcard\"",
        "\"confidenceInterval\" | \"interval\"",
        "\"bomFormat\": \"CycloneDX\" | \"bomFormat\": \"SPDX\"",
        "\"version\": 1 | \"version\": \"1\""
      })
  void cycloneDxRefusesABrokenOne(String good, String bad) throws Exception {
    String bill = bill(Voyager.input());
    assertTrue(bill.contains(good), good);

    assertNotEquals(List.of(), faults(bill.replace(good, bad)));
  }
}
