// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.serving.Client.Reply;
import dev.slipway.serving.onnx.TestModel;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.tensor.DataType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Rows by name are answered by name, however they come; what they lack is said where it lacks.
class RowsTest extends ServerFixture {

  private static final String ROWS = "/v1/rows";

  private static final String PREPARATION =
      """
      {"columns": [
        {"name": "size", "tensor": "size", "index": 0, "least": 0, "most": 10},
        {"name": "count", "tensor": "count", "index": 0},
        {"name": "is ripe", "tensor": "ripe", "index": 0},
        {"name": "kind", "tensor": "kind", "index": 0, "values": ["ash", "öak"]}],
       "labels": ["ash", "oak"]}
      """;

  private static final String ANSWER =
      """
      {"model_name":"model","model_version":"1","rows":[\
      {"size_out":1.5,"count_out":1,"count_out.class":"oak","ripe_out":true,"kind_out":"ash"},\
      {"size_out":null,"count_out":9007199254740993,"count_out.class":null,"ripe_out":false,"kind_out":"öak"}]}\
      """;

  /// An input of each type, given back.
  private static TestModel mixed() {
    TestModel model = new TestModel("mixed");
    Map<String, DataType> inputs = new LinkedHashMap<>();
    inputs.put("size", DataType.FP32);
    inputs.put("count", DataType.INT64);
    inputs.put("ripe", DataType.BOOL);
    inputs.put("kind", DataType.BYTES);
    inputs.forEach((name, type) -> {
      model.input(name, type, "n", 1).node("Identity", name, name + "_out");
      model.output(name + "_out", type, "n", 1);
    });
    return model;
  }

  private ServingServer startMixed(String... more) throws Exception {
    Path file = Files.writeString(folder.resolve("preparation.json"), PREPARATION);
    String[] options = {"rows.preparation", file.toString(), "output.non-finite", "null"};
    String[] all = new String[options.length + more.length];
    System.arraycopy(options, 0, all, 0, options.length);
    System.arraycopy(more, 0, all, options.length, more.length);
    return start(mixed(), all);
  }

  @Test
  void answersRecordsColumnsAndCsvAlikeInAnyOrder() throws Exception {
    List<String> bodies =
        List.of(
            """
            {"rows": [{"size": 1.5, "count": 1, "is ripe": true, "kind": "ash"},
                      {"size": null, "count": 9007199254740993, "is ripe": false, "kind": "öak"}]}
            """,
            """
            {"rows": [{"kind": "ash", "is\\u0020ripe": 1, "size": 1.5, "count": 1.0},
                      {"is ripe": 0, "count": 9007199254740993, "kind": "\\u00f6ak", "size": null}]}
            """,
            """
            {"rows":[{"size":1.5,"count":1,"is ripe":true,"kind":"ash"},
            {"size":null, "kind" : "öak","count": 9007199254740993,"is ripe":false}]}
            """,
            """
            {"columns": {"count": [1, 9007199254740993], "size": [1.5, null],
                         "kind": ["ash", "öak"], "is ripe": [true, false]}}
            """);
    List<String> csv =
        List.of(
            "size,count,is ripe,kind\n1.5,1,true,ash\n,9007199254740993,False,öak\n",
            "\uFEFF kind ;is ripe;\"count\";size\r\n\"ash\";1;1.0; 1.50 \r\n\r\n"
                + "öak;0;9007199254740993;NA");

    try (ServingServer server = startMixed();
        Client client = clientOf(server)) {
      for (String body : bodies) {
        assertEquals(ANSWER, client.post(ROWS, body).body());
      }
      for (String body : csv) {
        Reply reply =
            client.send(
                "POST",
                ROWS,
                body.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "text/csv; charset=utf-8");
        assertEquals(ANSWER, reply.body());
      }
    }
  }

  @Test
  void saysWhichFieldOfWhichRowIsWrong() throws Exception {
    String good = "{\"size\":1,\"count\":1,\"is ripe\":true,\"kind\":\"ash\"}";
    Map<String, String> refused = new LinkedHashMap<>();
    refused.put(
        "{\"rows\":[%s,%s]}".formatted(good, good.replace("\"size\":1", "\"size\":\"x\"")),
        "rows[1]: 'size' must be a number");
    refused.put(
        rows(good.replace("1,\"count", "11,\"count")), "rows[0]: 'size' must be from 0 to 10");
    refused.put(rows(good.replace("ash", "elm")), "rows[0]: 'kind' must be one of ash, öak");
    refused.put(rows(good.replace("\"ash\"", "3")), "rows[0]: 'kind' must be a text");
    refused.put(rows(good.replace("t\":1", "t\":1.5")), "rows[0]: 'count' must be a whole number");
    refused.put(rows(good.replace("t\":1", "t\":null")), "rows[0]: 'count' must be a whole number");
    refused.put(rows(good.replace("true", "2")), "rows[0]: 'is ripe' must be true or false");
    refused.put(rows(good.replace("true", "[true]")), "rows[0]: 'is ripe' must be true or false");
    refused.put(
        rows(good.replace("\"size\":1,", "")),
        "rows[0]: 'size' is missing; a value that is not known is null");
    refused.put(
        rows(good.replace("size", "width")),
        "rows[0]: no column 'width'; the model takes 'size', 'count', 'is ripe', 'kind'");
    refused.put(rows(good.replace("count", "size")), "rows[0]: 'size' is there twice");
    refused.put(
        rows(good + "," + good.replace("}", ",\"kind\":\"ash\"}")),
        "rows[1]: 'kind' is there twice");
    refused.put(
        rows(good + "," + good.replace("}", ",\"width\":1}")),
        "rows[1]: no column 'width'; the model takes 'size', 'count', 'is ripe', 'kind'");
    refused.put(
        rows(good + "," + good.replace(",\"is ripe\":true,\"kind\":\"ash\"", "")),
        "rows[1]: 'is ripe', 'kind' are missing; a value that is not known is null");
    refused.put(
        rows(good.replace("size", "si ze").replace("\"si ze\":", "?") + "," + good),
        "JSON, byte 10: expected a string, not '?'");
    refused.put(
        "{\"columns\":{\"size\":[1,2],\"count\":[1],\"is ripe\":[true],\"kind\":[\"ash\"]}}",
        "columns: 'count' has not as many values as the first column, 2");
    refused.put("{\"rows\":[]}", "there are no rows");
    refused.put("{}", "there are no rows");
    refused.put(rows(good).replace("]", "]]"), "JSON, byte 58: expected ',' or '}', not ']'");
    refused.put(
        "{\"inputs\":[]}",
        "only 'rows' or 'columns' and 'id' are taken here; tensors go to /v2/models/NAME/infer");

    try (ServingServer server = startMixed();
        Client client = clientOf(server)) {
      for (Map.Entry<String, String> each : refused.entrySet()) {
        Reply reply = client.post(ROWS, each.getKey());
        assertEquals(each.getValue(), reply.json().path("error").textValue());
        assertEquals(400, reply.status());
      }
      assertEquals(405, client.get(ROWS).status());
    }
  }

  private static String rows(String record) {
    return "{\"rows\":[" + record + "]}";
  }

  @Test
  void saysWhichLineOfCsvIsWrong() throws Exception {
    String header = "size,count,is ripe,kind\n";
    Map<String, String> refused = new LinkedHashMap<>();
    refused.put(
        header + "1,1,true,ash\n\n1,1,true\n", "line 4 has 3 values; the header has 4 columns");
    refused.put(header + "1,1,true,ash\n1,x,true,ash\n", "line 3: 'count' must be a number");
    refused.put(header + "1,1,true,\"ash\n", "line 2: a quote is not closed");
    refused.put(
        header + "1,1,true,\"ash\"x\n",
        "line 2: a quote is to be doubled inside of a value, and closes it otherwise");
    refused.put(
        header + "1,1,true,a\"sh\n", "line 2: a value with a quote in it is to be in quotes");
    refused.put(
        "size,count,kind\n1,1,ash\n",
        "line 1: 'is ripe' is missing; a value that is not known is null");
    refused.put(header, "there are no rows below the header");
    refused.put("", "line 1: no column ''; the model takes 'size', 'count', 'is ripe', 'kind'");

    try (ServingServer server = startMixed();
        Client client = clientOf(server)) {
      for (Map.Entry<String, String> each : refused.entrySet()) {
        Reply reply =
            client.send(
                "POST",
                ROWS,
                each.getKey().getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "text/csv");
        assertEquals(each.getValue(), reply.json().path("error").textValue());
        assertEquals(400, reply.status());
      }
    }
  }

  /// Every type of column meets every kind of value, well and badly written.
  @Test
  void answersOrBlamesTheCallerWhateverTheValue() throws Exception {
    Random random = new Random(40);
    List<String> values =
        List.of(
            "1",
            "0",
            "-0.0",
            "2.5",
            "1e2",
            "9007199254740993",
            "9223372036854775808",
            "1e400",
            "true",
            "false",
            "null",
            "nul",
            "\"ash\"",
            "\"\"",
            "\"\\ud800\"",
            "\"öak\"",
            "[1]",
            "{}",
            "NaN",
            "",
            "-",
            "\"1\"");
    Map<Integer, Integer> statuses = new TreeMap<>();
    try (ServingServer server = startMixed();
        Client client = clientOf(server)) {
      for (int i = 0; i < 2_000; i++) {
        List<String> picked =
            Stream.generate(() -> values.get(random.nextInt(values.size()))).limit(5).toList();
        String body =
            switch (i % 3) {
              case 0 ->
                  "{\"rows\":[{\"size\":1,\"count\":1,\"is"
                      + " ripe\":true,\"kind\":\"ash\"},{\"size\":%s,\"count\":%s,\"is"
                      + " ripe\":%s,\"kind\":%s}]}";
              case 1 ->
                  "{\"columns\":{\"size\":[%s],\"count\":[%s],\"is ripe\":[%s],\"kind\":[%s,%s]}}";
              default -> "size,count,is ripe,kind\n%s,%s,%s,%s\n";
            };
        Reply reply =
            client.send(
                "POST",
                ROWS,
                body.formatted(picked.toArray()).getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                i % 3 == 2 ? "text/csv" : "application/json");
        statuses.merge(reply.status(), 1, Integer::sum);
      }
    }

    assertEquals(Set.of(200, 400), statuses.keySet(), statuses.toString());
  }

  @Test
  void refusesMoreRowsThanAreAllowed() throws Exception {
    try (ServingServer server = startMixed("rows.max", "2");
        Client client = clientOf(server)) {
      String good = "{\"size\":1,\"count\":1,\"is ripe\":true,\"kind\":\"ash\"}";

      Reply two = client.post(ROWS, rows(good + "," + good));
      Reply three = client.post(ROWS, rows(good + "," + good + "," + good));

      assertEquals(200, two.status());
      assertEquals(413, three.status());
      assertEquals("{\"error\":\"a request may have 2 rows at most\"}", three.body());
    }
  }

  @Test
  void aModelOfOneVectorAnswersAsItAnswersTensors() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("preparation.json"),
            """
            {"columns": [{"name": "d", "tensor": "input", "index": 3},
                         {"name": "a", "tensor": "input", "index": 0},
                         {"name": "b", "tensor": "input", "index": 1},
                         {"name": "c", "tensor": "input", "index": 2}],
             "labels": ["ash", "oak", "elm"]}
            """);
    try (ServingServer server = start("rows.preparation", file.toString());
        Client client = clientOf(server)) {
      Reply tensors = client.post("/v2/models/model/infer", ROW);
      Reply rows = client.post(ROWS, "{\"id\":\"7\",\"rows\":[{\"a\":1,\"b\":2,\"c\":3,\"d\":4}]}");

      var data = tensors.json().path("outputs").path(0).path("data");
      assertEquals(
          "{\"model_name\":\"model\",\"model_version\":\"1\",\"id\":\"7\",\"rows\":[{\"probabilities.ash\":%s,\"probabilities.oak\":%s,\"probabilities.elm\":%s}]}"
              .formatted(data.path(0).asText(), data.path(1).asText(), data.path(2).asText()),
          rows.body());
      assertEquals(
          "{\"error\":\"row 0: the model answers 'probabilities.ash' with no finite number: a value"
              + " is missing that it needs, or is beyond what it can compute with\"}",
          client.post(ROWS, "{\"rows\":[{\"a\":null,\"b\":2,\"c\":3,\"d\":4}]}").body());
      assertEquals(
          "{\"error\":\"rows[0]: 'a' must be a number that FP32 holds\"}",
          client.post(ROWS, "{\"rows\":[{\"a\":1e39,\"b\":2,\"c\":3,\"d\":4}]}").body());
    }
  }

  @Test
  void countsDriftAsForTensors() throws Exception {
    Path drift =
        Files.writeString(
            folder.resolve("drift.json"),
            "{\"features\":[{\"name\":\"size\",\"tensor\":\"size\",\"column\":0,\"bounds\":[2],\"expected\":[0.5,0.5]}]}");
    try (ServingServer server = startMixed("drift.baseline", drift.toString());
        Client client = clientOf(server);
        Client management = managementOf(server)) {
      client.post(
          ROWS,
          "{\"columns\":{\"size\":[1,3,null],\"count\":[1,2,3],\"is"
              + " ripe\":[true,true,true],\"kind\":[\"ash\",null,\"ash\"]}}");

      String counted =
          "feature_drift_observations_total{bin=\"%s\",feature=\"size\",model_name=\"model\",model_version=\"1\"}"
              + " 1.0";
      assertEquals(
          List.of(
              counted.formatted("+Inf"), counted.formatted("2.0"), counted.formatted("missing")),
          management
              .get("/metrics")
              .body()
              .lines()
              .filter(line -> line.startsWith("feature_drift_observations_total"))
              .toList());
    }
  }

  @Test
  void isNotOfferedWithoutAPreparation() throws Exception {
    try (ServingServer server = start();
        Client client = clientOf(server)) {
      Reply reply = client.post(ROWS, "{\"rows\":[{\"a\":1}]}");

      assertEquals(404, reply.status());
      assertEquals(
          "this service was not told how rows become its inputs (rows.preparation): ask it with"
              + " tensors",
          reply.json().path("error").textValue());
    }
  }

  @Test
  void refusesToStartWithAPreparationThatDoesNotFit() {
    Map<String, String> wrong = new LinkedHashMap<>();
    String one = "{\"columns\":[{\"name\":\"a\",\"tensor\":\"input\",\"index\":0}]}";
    wrong.put(
        one,
        "the preparation does not fit the model: the input 'input' cannot be filled from 1"
            + " column(s)");
    wrong.put(
        one.replace("input", "image"),
        "the preparation does not fit the model: the model has no input 'image', which the column"
            + " 'a' is to fill");
    wrong.put("{}", "the preparation does not fit the model: there are no columns");
    wrong.put(
        one.replace("}]", "},{\"name\":\"a\",\"tensor\":\"input\",\"index\":1}]"),
        "the preparation does not fit the model: there are two columns 'a'");
    wrong.put(
        one.replace("0}]", "2}]"),
        "the preparation does not fit the model: the columns of the input 'input' do not fill it"
            + " one by one");
    wrong.put(
        one.replace("0}]", "0,\"least\":2,\"most\":1}]"),
        "preparation FILE: JSON, byte 70: nothing lies between the bounds of 'a'");
    wrong.put(
        one.replace(",\"index\":0", ""),
        "preparation FILE: JSON, byte 41: a column has no name or no index");
    wrong.put("[", "preparation FILE: JSON, byte 0: expected '{', not '['");

    wrong.forEach((text, why) -> {
      Path file = folder.resolve("preparation.json");
      InferenceException refused =
          assertThrows(
              InferenceException.class,
              () -> start("rows.preparation", Files.writeString(file, text).toString()));
      assertEquals(why.replace("FILE", file.toString()), refused.reason());
    });
  }
}
