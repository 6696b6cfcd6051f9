// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.bundle.target.TargetCatalogue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

  private static List<String> faults(String bill) throws Exception {
    return new JsonParser()
        .validate(bill.getBytes(UTF_8), Version.VERSION_16).stream()
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
    assertEquals(Set.of("native", "slipway-serving.jar"), Set.copyOf(unversioned));
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
