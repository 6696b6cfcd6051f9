// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The rollout before the schema that a cluster with Argo Rollouts holds it to.
final class RolloutSchemaTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static String rollout(BundleInput input) throws Exception {
    for (GeneratedFile file :
        new BundleRenderer(TargetCatalogue.builtIn()).render(input, List.of("argo"))) {
      if (file.path().equals("argo/production/rollout.yaml")) {
        return new String(file.content().bytes(), UTF_8);
      }
    }
    throw new IllegalStateException("the target argo makes a rollout");
  }

  private static JsonNode yaml(String text) {
    LoadSettings settings =
        LoadSettings.builder().setBufferSize(text.length() + 2).setCodePointLimit(1 << 28).build();
    return MAPPER.valueToTree(new Load(settings).loadFromString(text));
  }

  /// The schema is data that lies beside the project, not in it.
  private static Schema schema() throws Exception {
    Path file =
        Optional.ofNullable(System.getenv("SLIPWAY_SCHEMAS"))
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("slipway.root"), "..", "shared", "schemas"))
            .resolve("crd/argo-rollouts.yaml")
            .normalize();
    assumeTrue(
        Files.isRegularFile(file), "not run: no schema of Argo Rollouts (set SLIPWAY_SCHEMAS)");
    JsonNode schema =
        yaml(Files.readString(file)).at("/spec/versions/0/schema/openAPIV3Schema").deepCopy();
    assertTrue(schema.isObject(), "the schema is where it is looked for");
    closed(schema);
    ((ObjectNode) schema.at("/properties/metadata")).removeAll();
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema);
  }

  /// As a cluster does: what is not named is refused.
  private static void closed(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.has("x-kubernetes-int-or-string")) {
        object.remove("type");
      }
      boolean isOpen = object.path("x-kubernetes-preserve-unknown-fields").asBoolean();
      if (object.path("properties").isObject()
          && object.path("type").asText().equals("object")
          && !isOpen) {
        object.put("additionalProperties", false);
      }
    }
    node.forEach(RolloutSchemaTest::closed);
  }

  private static List<String> errors(String rollout) throws Exception {
    return schema().validate(yaml(rollout).toString(), InputFormat.JSON).stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void theSchemaOfArgoRolloutsTakesIt() throws Exception {
    assertEquals(List.of(), errors(rollout(Voyager.input())));
    assertEquals(List.of(), errors(rollout(Voyager.bare())));
  }

  @ParameterizedTest
  @CsvSource({
    "setWeight: 25, setShare: 25",
    "setWeight: 25, setWeight: most",
    "workloadRef:, workload:",
    "podTemplateHashValue: Latest, podTemplateHash: Latest",
  })
  void theSchemaOfArgoRolloutsRefusesABrokenOne(String good, String bad) throws Exception {
    String rollout = rollout(Voyager.input());
    assertTrue(rollout.contains(good), rollout);

    assertFalse(errors(rollout.replace(good, bad)).isEmpty());
  }
}
