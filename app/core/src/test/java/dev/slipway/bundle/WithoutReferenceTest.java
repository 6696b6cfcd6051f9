// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Altered;
import dev.slipway.base.Json;
import dev.slipway.objective.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bundle of somebody who has labelled rows, but not what the model learned from.
final class WithoutReferenceTest {

  @TempDir Path folder;

  @Test
  void claimsNoDataThatNobodyHas() throws Exception {
    BundleInput input = AlteredInput.of(Voyager.input()).project(withoutReference()).input();

    Path bundle = Exported.in(folder, input, "github", "ml-bom", "model-card");

    String gates = Files.readString(bundle.resolve("pipelines/gates"));
    assertTrue(gates.contains("slipway evaluate"), gates);
    assertFalse(gates.contains("slipway data"), gates);
    JsonNode bom = Json.tree(Files.readString(bundle.resolve("ml-bom/bom.json")));
    assertEquals(
        List.of("data-holdout"),
        bom.path("components").findValuesAsText("bom-ref").stream()
            .filter(ref -> ref.startsWith("data-"))
            .toList());
    assertEquals(List.of("data-holdout"), dependenciesOfTheModel(bom));
    String card = Files.readString(bundle.resolve("docs/model-card.md"));
    assertTrue(card.contains("which data was the model trained on?"), card);
    assertFalse(card.contains("The reference data"), card);
  }

  private static List<String> dependenciesOfTheModel(JsonNode bom) {
    JsonNode model =
        bom.path("dependencies")
            .valueStream()
            .filter(each -> each.path("ref").asText().equals("model"))
            .findFirst()
            .orElseThrow();
    return model.path("dependsOn").valueStream().map(JsonNode::asText).toList();
  }

  private static Project withoutReference() {
    Project whole = Voyager.project(Voyager.TEXT, Map.of());
    Project.DataSource data = whole.data().orElseThrow();
    return Altered.of(whole, "data", Optional.of(Altered.of(data, "reference", Optional.empty())));
  }
}
