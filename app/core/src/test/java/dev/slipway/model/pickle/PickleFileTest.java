// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.model.MalformedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What pickles, joblib dumps and skops files say, as data; no Python is needed for these.
final class PickleFileTest {

  @TempDir Path folder;

  @Test
  void tellsAnEstimatorWithItsAttributes() throws Exception {
    PickleFile file = PickleFile.open(write(Samples.pipeline()));

    Instance pipeline = Instances.of("", file.value()).orElseThrow();
    List<Value> step = ((Value.Items) pipeline.items("steps").get(1)).values();
    Instance model = pipeline.within("steps[1].model", step.get(1)).orElseThrow();

    assertEquals("a pickle of protocol 4", file.format());
    assertEquals("sklearn.pipeline.Pipeline", pipeline.type().qualified());
    assertEquals("LinearRegression", model.type().name());
    assertEquals(List.of(0.25, 4.0), List.of(model.numbers("coef_")[0], model.numbers("coef_")[1]));
    assertEquals(
        List.of("sklearn.pipeline.Pipeline", "sklearn.preprocessing._data.StandardScaler"),
        file.imports().stream().map(each -> each.name().qualified()).limit(2).toList());
  }

  @Test
  void complexNumbersAreNoMatrix() throws Exception {
    byte[] model =
        new PickleWriter()
            .name("sklearn.dummy", "DummyRegressor")
            .ops(")\u0081}")
            .text("coef_")
            .array("c16", false, PickleWriter.doubles(1, 2), 1, 1)
            .ops("sb")
            .stop();
    Instance fitted = Instance.root(PickleFile.read(write(model))).orElseThrow();

    var e = assertThrows(MalformedException.class, () -> fitted.matrix("coef_"));

    assertEquals("coef_ of DummyRegressor holds no numbers", e.reason());
  }

  @Test
  void readsTheLettersOfProtocolZero() throws Exception {
    assertEquals(
        "{'name': 'äpfel', 'weights': [3fe0000000000000, -3, 123456789012345], 'äpfel': True,"
            + " 'made': copyreg._reconstructor(sklearn.dummy.DummyRegressor, builtins.object, None)"
            + ".{'constant_': 4004000000000000, '_sklearn_version': '0.24.2'}}",
        told(Samples.old()));
  }

  @Test
  void readsTheArraysOfJoblib() throws Exception {
    assertEquals(
        "{'weights': float64<2x3>[1 2 3 4 5 6], 'names': object<2>['a', None]}",
        told(Samples.joblib()));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void readsEveryCompressionOfJoblib(Packing packing) throws Exception {
    Path file = write(Samples.packed(packing, Samples.joblib()));

    assertTrue(PickleFile.recognise(file));
    assertEquals("a joblib dump (" + packing.word() + ")", PickleFile.open(file).format());
    assertEquals(told(Samples.joblib()), Told.of(PickleFile.read(file)));
  }

  @Test
  void readsSkopsAsThePickleOfTheSameModel() throws Exception {
    PickleFile file = PickleFile.open(write(Samples.skops()));

    assertEquals("a skops file", file.format());
    assertEquals(
        "sklearn.linear_model._ridge.Ridge()"
            + ".{'alpha': 3ff8000000000000, 'coef_': float64<2>[1 2], '_sklearn_version': '1.4.2'}",
        Told.of(file.value()));
  }

  @Test
  void readsTheNodesOfSkops() throws Exception {
    String none = "\"__class__\": \"x\", \"__module__\": \"y\", \"content\": \"null\"";
    String json = "{\"__loader__\": \"JsonNode\", " + none + "}";
    String numbers =
        "{\"__loader__\": \"TupleNode\", \"__class__\": \"tuple\", \"__module__\": \"builtins\","
            + " \"content\": [%s, %s]}".formatted(json, json.replace("null", "NaN"));

    assertEquals("(None, nan)", node(numbers));
    assertEquals(
        "{(None, nan)}", node(of("SetNode", "builtins", "set", "\"content\": [" + numbers + "]")));
    assertEquals(
        "sklearn.tree._tree.Tree(None, nan)",
        node(
            of(
                "TreeNode",
                "sklearn.tree._tree",
                "Tree",
                "\"__reduce__\": {\"args\": %s}, \"content\": null".formatted(numbers))));
    assertEquals(
        "frozen{None, nan}",
        node(
            of(
                "ConstructorFromReduceNode",
                "builtins",
                "frozenset",
                "\"content\": "
                    + of("TupleNode", "builtins", "tuple", "\"content\": [" + numbers + "]"))));
    assertEquals(
        "object<1x2>[None, nan]",
        node(
            of(
                "NdArrayNode",
                "numpy",
                "ndarray",
                "\"type\": \"json\", \"shape\": %s, \"content\": [%s]"
                    .formatted(numbers.replace("null", "1").replace("NaN", "2"), numbers))));
    assertEquals(
        "functools.partial(my.own, None, nan)",
        node(
            of(
                "PartialNode",
                "functools",
                "partial",
                "\"content\": {\"func\": %s, \"args\": %s, \"kwds\": %s}"
                    .formatted(of("FunctionNode", "my", "own", "\"a\": 1"), numbers, json))));
    assertEquals(
        "builtins.slice(1, None, None)",
        node(
            of(
                "SliceNode",
                "builtins",
                "slice",
                "\"content\": {\"start\": 1, \"stop\": null, \"step\": null}")));
  }

  @Test
  void aValueThatHoldsItselfIsWalkedOnce() throws Exception {
    Value circle =
        PickleFile.read(write(new PickleWriter().ops("]q\u0000h\u0000ah\u0000a").stop()));
    int[] count = {0};

    Walk.over(circle, value -> count[0]++);

    assertEquals(1, count[0]);
    assertEquals(2, ((Value.Items) circle).values().size());
  }

  @Test
  void knowsThemByTheirBytes() throws Exception {
    for (Map.Entry<String, byte[]> sample : Samples.all().entrySet()) {
      assertTrue(PickleFile.recognise(write(sample.getValue())), sample.getKey());
    }
    assertTrue(PickleFile.recognise(write(new PickleWriter().call("os", "system", "x").stop())));
    for (String other : List.of("", "length,width\n1,2\n", "{\"learner\":{}}", "ccc,ddd\n1,2\n")) {
      assertFalse(PickleFile.recognise(write(other.getBytes(StandardCharsets.UTF_8))), other);
    }
    assertFalse(PickleFile.recognise(write(Samples.zip(Map.of("model.onnx", new byte[9])))));
    assertFalse(PickleFile.recognise(folder));
  }

  private String node(String json) throws Exception {
    return told(Samples.zip(Map.of(SkopsFile.SCHEMA, json.getBytes(StandardCharsets.UTF_8))));
  }

  private static String of(String loader, String module, String type, String rest) {
    return "{\"__loader__\": \"%s\", \"__module__\": \"%s\", \"__class__\": \"%s\", %s}"
        .formatted(loader, module, type, rest);
  }

  private String told(byte[] bytes) throws Exception {
    return Told.of(PickleFile.read(write(bytes)));
  }

  private Path write(byte[] bytes) throws Exception {
    return Files.write(folder.resolve("file"), bytes);
  }
}
