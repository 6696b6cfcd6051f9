// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Altered;
import dev.slipway.base.Json;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.data.DataContract;
import dev.slipway.data.DataContract.Bounds;
import dev.slipway.data.DataContract.Check;
import dev.slipway.data.DataContract.Column;
import dev.slipway.data.DataContract.Input;
import dev.slipway.model.FeatureMap;
import dev.slipway.model.Signature;
import dev.slipway.serving.preparation.Preparation;
import dev.slipway.serving.protocol.PreparationReader;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import dev.slipway.verify.check.Yaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bundle tells the service what rows are, where it is known; and callers too.
final class RowsPreparationTest {

  private static final String FILE = "docker/app/model/preparation.json";
  private static final Bounds OPEN = new Bounds(OptionalDouble.empty(), OptionalDouble.empty());

  private static final Signature SIGNATURE =
      new Signature(
          List.of(column("size", DataType.FP32), column("kind", DataType.BYTES)), List.of());

  private static final String TOLD =
      """
      {
        "columns" : [
          {
            "name" : "width",
            "tensor" : "size",
            "index" : 0,
            "least" : 0.0,
            "most" : 10.5
          },
          {
            "name" : "the kind",
            "tensor" : "kind",
            "index" : 0,
            "required" : true,
            "values" : [
              "ash",
              "oak"
            ]
          }
        ],
        "labels" : [
          "white",
          "red"
        ]
      }
      """;

  private static final String ROW =
      """
      {"type": "object", "required": ["width", "the kind"], "additionalProperties": false,
       "properties": {"width": {"type": ["number", "null"], "minimum": 0, "maximum": 10.5},
                      "the kind": {"enum": ["ash", "oak"]}}}
      """;

  @TempDir Path folder;

  @Test
  void theContractsNamesAndRulesWithoutExceptionReachTheService() throws Exception {
    Bounds bounds = new Bounds(OptionalDouble.of(0), OptionalDouble.of(10.5));
    DataContract contract =
        contract(
            stated("the kind", "kind", "string", List.of("ash", "oak"), true, OPEN, 0),
            stated("width", "size", "number", List.of(), false, bounds, 0));

    Map<String, String> files = rendered(Optional.of(contract));

    assertEquals(TOLD, files.getOrDefault(FILE, ""));
    Preparation read =
        PreparationReader.read(
            Files.writeString(folder.resolve("p.json"), files.getOrDefault(FILE, "")));
    assertEquals(List.of("width", "the kind"), read.columns(SIGNATURE.inputs()).names());
    assertTrue(
        files
            .getOrDefault("docker/app/conf/serving.properties", "")
            .endsWith("\nrows.preparation=/app/model/preparation.json\n"));
    assertTrue(
        files
            .getOrDefault("docs/consumer-guide.md", "")
            .contains("{\"rows\":[{\"width\":0.5,\"the kind\":\"ash\"}]}"),
        files.getOrDefault("docs/consumer-guide.md", ""));
    var openapi = Yaml.documents(files.getOrDefault("docs/openapi.yaml", "")).getFirst();
    assertEquals(Json.tree(ROW), openapi.path("components").path("schemas").path("Row"));
  }

  @Test
  void whatARuleAllowsToBeBrokenIsNotRefused() throws Exception {
    DataContract contract =
        contract(
            stated("kind", "kind", "string", List.of("ash"), false, OPEN, 2),
            stated("size", "size", "number", List.of(), false, OPEN, 0));

    assertFalse(rendered(Optional.of(contract)).getOrDefault(FILE, "").contains("values"));
  }

  @Test
  void withoutAContractColumnsAreCalledAsTheModelCallsThem() throws Exception {
    Preparation read =
        PreparationReader.read(
            Files.writeString(
                folder.resolve("p.json"), rendered(Optional.empty()).getOrDefault(FILE, "")));

    assertEquals(List.of("size", "kind"), read.columns(SIGNATURE.inputs()).names());
  }

  @Test
  void aModelOfPicturesTakesNoRows() throws Exception {
    BundleInput input =
        AlteredInput.of(
                AlteredInput.taking(
                    new Signature(
                        List.of(
                            new TensorSpec(
                                "image",
                                DataType.FP32,
                                List.of(
                                    new Dimension.Dynamic("n"),
                                    new Dimension.Fixed(3),
                                    new Dimension.Fixed(8),
                                    new Dimension.Fixed(8)))),
                        List.of()),
                    ByteContent.of("a model")))
            .data(Optional.empty())
            .input();

    assertFalse(texts(input).containsKey(FILE));
  }

  private static TensorSpec column(String name, DataType type) {
    return new TensorSpec(name, type, List.of(new Dimension.Dynamic("n"), new Dimension.Fixed(1)));
  }

  private static Column stated(
      String name,
      String tensor,
      String type,
      List<Object> values,
      boolean required,
      Bounds bounds,
      double percent) {
    List<String> texts = values.stream().map(Object::toString).toList();
    return new Column(
        name,
        Optional.of(type),
        "VARCHAR",
        false,
        Optional.of("none"),
        Optional.empty(),
        Optional.of(new Input(tensor, "", 0, type, !required, values)),
        required,
        false,
        bounds,
        List.of(new Check("invalidValues", percent, texts, OPEN, "a rule")));
  }

  private static DataContract contract(Column... columns) throws Exception {
    return Altered.of(SampleData.contract("t"), "columns", List.of(columns));
  }

  private static Map<String, String> rendered(Optional<DataContract> data) throws Exception {
    BundleInput taking = AlteredInput.taking(SIGNATURE, ByteContent.of("a model"));
    var inspection =
        Altered.of(
            taking.inspection(), "featureMap", new FeatureMap(List.of(), List.of("white", "red")));
    return texts(AlteredInput.of(taking).model(inspection, taking.model()).data(data).input());
  }

  private static SortedMap<String, String> texts(BundleInput input) throws Exception {
    SortedMap<String, String> texts = new TreeMap<>();
    for (GeneratedFile file : Exported.files(input, List.of("docker", "openapi", "handover"))) {
      texts.put(file.path(), new String(file.content().bytes(), UTF_8));
    }
    return texts;
  }
}
