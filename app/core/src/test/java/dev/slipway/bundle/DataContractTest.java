// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.bundle.target.TargetCatalogue;
import dev.slipway.data.DataContract;
import dev.slipway.request.Table;
import dev.slipway.request.TableReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The contract and the schema of a row, of the penguins' real data, before the standard's rules
/// and before the rows that they speak of.
final class DataContractTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static Schema rowSchema(String ranges) throws Exception {
    return schema(rendered(penguins(ranges), "data/request-row.schema.json"));
  }

  private static Schema schema(String text) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(text, InputFormat.JSON);
  }

  private static BundleInput penguins(String ranges) throws Exception {
    BundleInput input = Voyager.with(Voyager.input(), Penguins.contract());
    Map<String, Object> options = Map.of("ranges", ranges);
    return Voyager.with(input, Voyager.project(Voyager.TEXT, Map.of("data-contract", options)));
  }

  private static String rendered(BundleInput input, String path) throws Exception {
    for (GeneratedFile file :
        new BundleRenderer(TargetCatalogue.builtIn()).render(input, List.of("data-contract"))) {
      if (file.path().equals(path)) {
        return new String(file.content().bytes(), UTF_8);
      }
    }
    throw new IllegalStateException("the target makes " + path);
  }

  private static List<String> errors(Schema schema, String json) {
    return schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
  }

  /// The file's rows as a caller writes them.
  private static List<ObjectNode> rows(String file) throws Exception {
    Table table = TableReader.read(Penguins.SAMPLE.resolve(file));
    List<ObjectNode> rows = new ArrayList<>();
    for (List<String> values : table.rows()) {
      ObjectNode row = MAPPER.createObjectNode();
      for (String column : Penguins.FEATURES) {
        String value = values.get(table.indexOf(column).orElseThrow());
        row.put(column, Double.parseDouble(value));
      }
      rows.add(row);
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(strings = {"without-exceptions", "all"})
  void everyRowOfTheHoldoutFits(String ranges) throws Exception {
    Schema schema = rowSchema(ranges);
    List<ObjectNode> rows = rows("data/holdout.csv");

    assertEquals(114, rows.size());
    for (ObjectNode row : rows) {
      assertEquals(List.of(), errors(schema, row.toString()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "without-exceptions | /body_mass_g | \"heavy\" | type",
        "without-exceptions | /body_mass_g | null      | type",
        "without-exceptions | /species     | \"Adelie\"| additionalProperties",
        "all                | /body_mass_g | 90000     | maximum",
        "all                | /body_mass_g | -1        | minimum"
      })
  void aRowThatDoesNotFitIsRefused(String ranges, String at, String value, String because)
      throws Exception {
    ObjectNode row = rows("data/holdout.csv").getFirst();
    row.set(at.substring(1), MAPPER.readTree(value));

    List<String> errors = errors(rowSchema(ranges), row.toString());

    assertEquals(1, errors.size(), errors.toString());
    String keyword =
        rowSchema(ranges).validate(row.toString(), InputFormat.JSON).getFirst().getKeyword();
    assertEquals(because, keyword);
  }

  @Test
  void aRowWithoutAColumnIsRefusedAndAnUnusualOneIsNotWhereTheRuleAllowsExceptions()
      throws Exception {
    Schema schema = rowSchema("without-exceptions");
    ObjectNode row = rows("data/holdout.csv").getFirst();

    assertEquals(List.of(), errors(schema, row.deepCopy().put("body_mass_g", 90000).toString()));
    assertEquals(1, errors(schema, row.deepCopy().without("body_mass_g").toString()).size());
  }

  @Test
  void whatIsKnownOfTheDataStandsInTheContract() throws Exception {
    DataContract contract = Penguins.contract();
    JsonNode root = yaml(rendered(penguins("all"), "data/contract.odcs.yaml"));

    JsonNode properties = root.at("/schema/0/properties");
    assertEquals(contract.columns().size(), properties.size());
    JsonNode mass = properties.get(5);
    assertEquals("body_mass_g", mass.get("name").asText());
    assertEquals("measurements", mass.at("/customProperties/0/value").asText());
    assertEquals(3, mass.at("/customProperties/1/value").asInt());
    assertEquals("none", mass.get("classification").asText());
    assertTrue(mass.get("required").asBoolean());
    assertEquals("personal", properties.get(6).get("classification").asText());
    assertFalse(properties.get(1).has("classification"), "nobody has decided about the island");
    assertEquals(
        "Nobody has said whether 'island' is personal data.",
        root.at("/description/limitations").asText());
    assertEquals(
        "The truth that the model predicts.", properties.get(0).get("description").asText());
    assertEquals(114, root.at("/schema/0/quality/0/mustBeGreaterOrEqualTo").asInt());
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "bare", "penguins"})
  void theContractIsOneOfTheStandardAndTheSchemaIsASchema(String which) throws Exception {
    BundleInput input = input(which);
    JsonNode contract = yaml(rendered(input, "data/contract.odcs.yaml"));

    assertEquals(List.of(), errors(standard(), contract.toString()));
    Schema meta =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    assertEquals(List.of(), errors(meta, rendered(input, "data/request-row.schema.json")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: DataContract       | kind: Contract",
        "status: draft            |",
        "logicalType: number      | logicalType: float",
        "metric: nullValues       | metric: nullCount",
        "dimension: completeness  | dimension: fullness",
        "required: true           | required: perhaps",
        "mustBeLessOrEqualTo: 1   | atMost: 1",
        "- name: \"island\"       | - title: \"island\""
      })
  void aBrokenContractIsRefused(String from, String to) throws Exception {
    String contract = rendered(penguins("all"), "data/contract.odcs.yaml");
    assertTrue(contract.contains(from), from);

    String broken = contract.replace(from, to == null ? "" : to);

    assertFalse(errors(standard(), yaml(broken).toString()).isEmpty());
  }

  private static BundleInput input(String which) throws Exception {
    return switch (which) {
      case "full" -> Voyager.input();
      case "bare" -> Voyager.bare();
      default -> penguins("all");
    };
  }

  private static Schema standard() throws Exception {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2019_09)
        .getSchema(CrdSchema.extract("/schemas/odcs-3.1.0.json"));
  }

  private static JsonNode yaml(String text) {
    LoadSettings settings = LoadSettings.builder().setBufferSize(text.length() + 2).build();
    return MAPPER.valueToTree(new Load(settings).loadFromString(text));
  }
}
