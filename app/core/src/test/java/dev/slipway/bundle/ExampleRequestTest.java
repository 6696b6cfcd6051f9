// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Altered;
import dev.slipway.bundle.render.ByteContent;
import dev.slipway.bundle.render.GeneratedFile;
import dev.slipway.data.DataContract;
import dev.slipway.data.DataContract.Bounds;
import dev.slipway.data.DataContract.Column;
import dev.slipway.data.DataContract.Input;
import dev.slipway.model.FeatureMap;
import dev.slipway.model.Signature;
import dev.slipway.objective.PlainProject;
import dev.slipway.objective.Project;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Callers see values of the project's own request, and none that may be personal.
final class ExampleRequestTest {

  private static final String GOLDEN =
      """
      {"cases": [
        {"id": "night-shift",
         "request": {"inputs": [
           {"name": "size", "datatype": "FP32", "shape": [1, 1], "data": [39.1]},
           {"name": "age", "datatype": "INT64", "shape": [1, 1], "data": [47]},
           {"name": "kind", "datatype": "BYTES", "shape": [1, 1], "data": ["oak"]}]},
         "response": {"outputs": []}}
      ]}
      """;

  private static final List<TensorSpec> NUMBERS =
      List.of(column("size", DataType.FP32), column("age", DataType.INT64));

  /// Of which the first is no column, so that callers send tensors.
  private static final String TENSORS =
      """
      {"cases": [
        {"id": "night-shift",
         "request": {"inputs": [
           {"name": "size", "datatype": "FP32", "shape": [1, 3], "data": [39.1, 2.5, 5.5]},
           {"name": "flag", "datatype": "BOOL", "shape": [1, 1], "data": [true]}]},
         "response": {"outputs": []}}
      ]}
      """;

  private static final Bounds OPEN = new Bounds(OptionalDouble.empty(), OptionalDouble.empty());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // class of kind, class of age, whether age looks personal, most that size may be
        "none     | none      | false | 50 | {\"size\":39.1,\"age\":47,\"kind\":\"oak\"} | ''",
        "none     | personal  | false | 50 | {\"size\":39.1,\"age\":1,\"kind\":\"oak\"}  | is"
            + " `age`",
        "none     | sensitive | false | 50 | {\"size\":39.1,\"age\":1,\"kind\":\"oak\"}  | is"
            + " `age`",
        "none     | ''        | true  | 50 | {\"size\":39.1,\"age\":1,\"kind\":\"oak\"}  | is"
            + " `age`",
        "''       | ''        | false | 50 | {\"size\":39.1,\"age\":47,\"kind\":\"a\"}   | is"
            + " `kind`",
        "none     | none      | false | 10 | {\"size\":0.5,\"age\":47,\"kind\":\"oak\"}  | is"
            + " `size`",
        "personal | personal  | false | 50 | {\"size\":39.1,\"age\":1,\"kind\":\"a\"}    | are"
            + " `age`, `kind`"
      })
  void aRowIsOfTheGoldenRequestButForWhatMayBePersonal(
      String kind, String age, boolean looks, double most, String row, String made)
      throws Exception {
    Bounds bounds = new Bounds(OptionalDouble.empty(), OptionalDouble.of(most));
    DataContract contract =
        contract(
            column("size", "number", "none", false, bounds),
            column("age", "integer", age, looks, OPEN),
            column("kind", "string", kind, false, OPEN));

    String guide = guide(rows(contract), "docker", "handover");

    assertTrue(guide.contains("{\"rows\":[" + row + "]}"), guide);
    assertTrue(
        guide.contains(
            "Each example asks about a row of the project's golden request `night-shift`."),
        guide);
    assertEquals(!made.isEmpty(), guide.contains("Made up in it " + made), guide);
    assertFalse(guide.contains("made-up values"), guide);
  }

  /// Nobody knows what is personal in them; a column may also be called otherwise there than what
  /// the project says of it.
  @Test
  void nothingOfAGoldenRequestIsShownWhileNobodyLookedAtTheData() throws Exception {
    BundleInput rows = AlteredInput.of(rows(contract())).data(Optional.empty()).input();
    BundleInput tensors = AlteredInput.of(numbers(Map.of())).data(Optional.empty()).input();

    for (String guide : List.of(guide(rows, "docker", "handover"), guide(tensors, "handover"))) {
      assertFalse(guide.contains("39.1"), guide);
      assertFalse(guide.contains("47"), guide);
      assertTrue(guide.contains("one row of made-up values"), guide);
    }
  }

  @Test
  void allIsMadeUpWhereTheContractDoesNotKnowAnInput() throws Exception {
    String guide =
        guide(rows(contract(column("size", "number", "none", false, OPEN))), "docker", "handover");

    assertFalse(guide.contains("39.1"), guide);
    assertFalse(guide.contains("oak"), guide);
    assertTrue(guide.contains("one row of made-up values"), guide);
  }

  @Test
  void idsOfTokensAreMadeUp() throws Exception {
    TensorSpec ids =
        new TensorSpec(
            "input_ids",
            DataType.INT64,
            List.of(new Dimension.Dynamic("n"), new Dimension.Dynamic("length")));
    BundleInput input =
        AlteredInput.of(taking(List.of(ids), Map.of()))
            .golden(
                """
                {"cases": [{"id": "said", "request": {"inputs": [
                  {"name": "input_ids", "datatype": "INT64", "shape": [1, 3], "data": [101, 7592, 102]}]},
                 "response": {"outputs": []}}]}
                """)
            .data(Optional.of(contract(column("input_ids", "integer", "", false, OPEN))))
            .input();

    String guide = guide(input, "handover");

    assertFalse(guide.contains("7592"), guide);
    assertTrue(guide.contains("made-up values"), guide);
  }

  @Test
  void aRowOfTheHoldoutIsShownOnceItsColumnsWereLookedAt() throws Exception {
    DataContract looked =
        contract(
            column("size", "number", "none", false, OPEN),
            column("age", "integer", "", false, OPEN),
            column("kind", "string", "none", false, OPEN));
    BundleInput known = withoutGolden(rows(looked));
    BundleInput unknown = AlteredInput.of(known).data(Optional.empty()).input();

    String guide = guide(known, "docker", "handover");
    assertTrue(guide.contains("asks about a row of the project's holdout."), guide);
    assertTrue(guide.contains("{\"rows\":[{\"size\":39.1,\"age\":47,\"kind\":\"oak\"}]}"), guide);
    assertTrue(guide(unknown, "docker", "handover").contains("one row of made-up values"), guide);
  }

  @Test
  void tensorsAreThoseOfTheGoldenRequest() throws Exception {
    BundleInput input =
        AlteredInput.of(numbers(Map.of())).data(Optional.of(sizeAndFlag(false))).input();

    String guide = guide(input, "handover");

    assertTrue(
        guide.contains(
            "{\"inputs\":[{\"name\":\"size\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[39.1,2.5,5.5]},"
                + "{\"name\":\"flag\",\"datatype\":\"BOOL\",\"shape\":[1,1],\"data\":[true]}]}"),
        guide);
    assertTrue(guide.contains("            \"data\": [39.1, 2.5, 5.5],\n"), guide);
    assertTrue(guide.contains("            \"data\": [True],\n"), guide);
    assertTrue(guide.contains("\\\"data\\\":[true]}\"\n"), guide);
    assertFalse(guide.contains("Collections"), guide);
    assertTrue(
        guide.contains(
            "Each example has the values of the project's golden request `night-shift`."),
        guide);
  }

  @Test
  void tensorsOfWhichOneMayBePersonalAreMadeUp() throws Exception {
    BundleInput said =
        AlteredInput.of(numbers(Map.of("size", "personal")))
            .data(Optional.of(sizeAndFlag(false)))
            .input();
    BundleInput looks =
        AlteredInput.of(numbers(Map.of())).data(Optional.of(sizeAndFlag(true))).input();

    for (BundleInput input : List.of(said, looks)) {
      String guide = guide(input, "handover");
      assertFalse(guide.contains("39.1"), guide);
      assertFalse(guide.contains("5.5"), guide);
      assertTrue(guide.contains("one row of made-up values"), guide);
    }
  }

  private static TensorSpec column(String name, DataType type) {
    return new TensorSpec(name, type, List.of(new Dimension.Dynamic("n"), new Dimension.Fixed(1)));
  }

  /// @param said its class; empty where nobody said
  /// @param looks whether it looks personal
  private static Column column(
      String name, String type, String said, boolean looks, Bounds bounds) {
    return new Column(
        name,
        Optional.of(type),
        "VARCHAR",
        false,
        Optional.of(said).filter(text -> !text.isEmpty()),
        looks ? Optional.of("an age") : Optional.empty(),
        Optional.of(new Input(name, "", 0, type, true, List.of())),
        false,
        false,
        bounds,
        List.of());
  }

  private static DataContract contract(Column... columns) {
    return Altered.of(SampleData.contract("t"), "columns", List.of(columns));
  }

  /// @param looks whether one of them looks personal
  private static DataContract sizeAndFlag(boolean looks) {
    return contract(
        column("size", "number", "", looks, OPEN), column("flag", "boolean", "", false, OPEN));
  }

  private static BundleInput rows(DataContract contract) throws Exception {
    List<TensorSpec> inputs =
        List.of(NUMBERS.get(0), NUMBERS.get(1), column("kind", DataType.BYTES));
    return AlteredInput.of(taking(inputs, Map.of())).data(Optional.of(contract)).input();
  }

  private static BundleInput numbers(Map<String, String> classes) throws Exception {
    TensorSpec size =
        new TensorSpec(
            "size", DataType.FP32, List.of(new Dimension.Dynamic("n"), new Dimension.Fixed(3)));
    BundleInput input = taking(List.of(size, column("flag", DataType.BOOL)), classes);
    return AlteredInput.of(input).golden(TENSORS).input();
  }

  private static BundleInput taking(List<TensorSpec> inputs, Map<String, String> classes)
      throws Exception {
    BundleInput input =
        AlteredInput.taking(new Signature(inputs, List.of()), ByteContent.of("a model"));
    var inspection =
        Altered.of(
            input.inspection(), "featureMap", new FeatureMap(List.of(), List.of("white", "red")));
    Project project =
        Altered.of(
            input.project(),
            "data",
            Optional.of(PlainProject.data(Voyager.TEXT, new TreeMap<>(classes))));
    return AlteredInput.of(input)
        .project(project)
        .model(inspection, input.model())
        .golden(GOLDEN)
        .input();
  }

  private static BundleInput withoutGolden(BundleInput input) {
    Project project = input.project();
    var model = Altered.of(project.model(), "golden", Optional.empty());
    return AlteredInput.of(input).project(Altered.of(project, "model", model)).input();
  }

  private static String guide(BundleInput input, String... targets) throws Exception {
    for (GeneratedFile file : Exported.files(input, List.of(targets))) {
      if (file.path().equals("docs/consumer-guide.md")) {
        return new String(file.content().bytes(), UTF_8);
      }
    }
    return "";
  }
}
