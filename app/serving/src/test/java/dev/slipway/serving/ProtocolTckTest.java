// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.serving.Client.Reply;
import dev.slipway.serving.onnx.TestModel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The Open Inference Protocol over REST, asked of any server: `-Dslipway.tck.url=http://host:8080`
/// and `-Dslipway.tck.model=NAME`; without them a server is started here.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtocolTckTest {

  private final AutoCloseable[] toClose = new AutoCloseable[2];
  private Client client = new Client("");
  private String model = "";
  private JsonNode metadata = Client.JSON.nullNode();

  @BeforeAll
  void connect(@TempDir Path folder) throws Exception {
    String url = System.getProperty("slipway.tck.url", "");
    model = System.getProperty("slipway.tck.model", "perceptron");
    if (url.isEmpty()) {
      Path file = TestModel.perceptron(4, 8, 3).writeTo(folder.resolve("perceptron.onnx"));
      Served served = serve(file);
      toClose[0] = served.server();
      url = served.url();
    }
    client = new Client(URI.create(url).toString());
    toClose[1] = client;
    metadata = client.get("/v2/models/" + model).json();
  }

  /// A server of the model under its file's name, and where it is.
  record Served(AutoCloseable server, String url) {}

  Served serve(Path file) throws Exception {
    ServingServer server = ServingServer.start(ServingConfig.inProcess(file, Map.of()));
    return new Served(server, "http://127.0.0.1:" + server.port());
  }

  /// What the server must offer beyond the protocol.
  List<String> extensions() {
    return List.of("binary_tensor_data");
  }

  @AfterAll
  void close() throws Exception {
    for (AutoCloseable closing : toClose) {
      if (closing != null) {
        closing.close();
      }
    }
  }

  private String infer() {
    return "/v2/models/" + model + "/infer";
  }

  /// A valid request of one row for whatever the model takes.
  private ObjectNode validRequest() {
    ObjectNode request = Client.JSON.createObjectNode();
    ArrayNode inputs = request.putArray("inputs");
    for (JsonNode spec : metadata.get("inputs")) {
      ObjectNode input = inputs.addObject();
      input.put("name", spec.get("name").asText());
      ArrayNode shape = input.putArray("shape");
      int elements = 1;
      for (JsonNode size : spec.get("shape")) {
        int known = Math.max(1, size.asInt());
        shape.add(known);
        elements *= known;
      }
      input.put("datatype", spec.get("datatype").asText());
      fill(input.putArray("data"), spec.get("datatype").asText(), elements);
    }
    return request;
  }

  private static void fill(ArrayNode data, String datatype, int elements) {
    for (int i = 0; i < elements; i++) {
      switch (datatype) {
        case "BOOL" -> data.add(true);
        case "BYTES" -> data.add("a");
        case "FP16", "BF16", "FP32", "FP64" -> data.add(0.5 * i);
        default -> data.add(1);
      }
    }
  }

  private ObjectNode firstInput(ObjectNode request) {
    return (ObjectNode) request.withArray("inputs").get(0);
  }

  @Test
  void livesAndIsReady() throws Exception {
    assertEquals(200, client.get("/v2/health/live").status());
    assertEquals(200, client.get("/v2/health/ready").status());
    assertEquals(200, client.get("/v2/models/" + model + "/ready").status());
    assertEquals(200, client.send("HEAD", "/v2/health/ready", new byte[0]).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2", "/v2/"})
  void describesTheServer(String path) throws Exception {
    Reply reply = client.get(path);

    assertEquals(200, reply.status());
    assertTrue(reply.json().get("name").isTextual());
    assertTrue(reply.json().get("version").isTextual());
    assertTrue(
        StreamSupport.stream(reply.json().get("extensions").spliterator(), false)
            .map(JsonNode::asText)
            .toList()
            .containsAll(extensions()));
  }

  @Test
  void describesTheModelWithAndWithoutVersion() throws Exception {
    String version = metadata.get("versions").get(0).asText();

    Reply versioned = client.get("/v2/models/" + model + "/versions/" + version);

    assertEquals(200, versioned.status());
    assertEquals(metadata, versioned.json());
    assertEquals(model, metadata.get("name").asText());
    assertTrue(metadata.get("inputs").size() > 0);
    assertTrue(metadata.get("outputs").size() > 0);
  }

  @Test
  void answersEveryOutputAndEchoesTheId() throws Exception {
    Reply reply = client.post(infer(), validRequest().put("id", "request 7 \"é\"").toString());

    assertEquals(200, reply.status(), reply.body());
    assertEquals("application/json", reply.header("content-type"));
    JsonNode answer = reply.json();
    assertEquals(model, answer.get("model_name").asText());
    assertEquals("request 7 \"é\"", answer.get("id").asText());
    assertEquals(names(metadata.get("outputs")), names(answer.get("outputs")));
    for (JsonNode output : answer.get("outputs")) {
      int elements = 1;
      for (JsonNode size : output.get("shape")) {
        elements *= size.asInt();
      }
      assertEquals(elements, output.get("data").size());
    }
  }

  private static List<String> names(JsonNode tensors) {
    return StreamSupport.stream(tensors.spliterator(), false)
        .map(tensor -> tensor.get("name").asText() + " " + tensor.get("datatype").asText())
        .toList();
  }

  @Test
  void answersTheSameWithAVersionAndInAnyKeyOrder() throws Exception {
    String version = metadata.get("versions").get(0).asText();
    ObjectNode backwards = Client.JSON.createObjectNode();
    ObjectNode request = validRequest();
    ArrayNode inputs = Client.JSON.createArrayNode();
    for (JsonNode input : request.get("inputs")) {
      ObjectNode reversed = inputs.addObject();
      for (String key : List.of("data", "datatype", "shape", "name")) {
        reversed.set(key, input.get(key));
      }
    }
    backwards.put("unknown", "ignored");
    backwards.set("inputs", inputs);

    JsonNode plain = client.post(infer(), request.toString()).json();
    JsonNode other =
        client
            .post("/v2/models/" + model + "/versions/" + version + "/infer", backwards.toString())
            .json();

    assertEquals(plain, other);
  }

  @Test
  void answersOnlyTheOutputsThatAreNamed() throws Exception {
    String last = names(metadata.get("outputs")).getLast();
    ObjectNode request = validRequest();
    request.putArray("outputs").addObject().put("name", last.substring(0, last.indexOf(' ')));

    JsonNode answer = client.post(infer(), request.toString()).json();

    assertEquals(List.of(last), names(answer.get("outputs")));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v2/models/absent, 404",
    "GET, /v2/models/absent/ready, 404",
    "POST, /v2/models/absent/infer, 404",
    "GET, /v2/models/MODEL/versions/none, 404",
    "GET, /nowhere, 404",
    "GET, /v2/models/MODEL/infer, 405",
    "POST, /v2/health/live, 405",
    "DELETE, /v2/models/MODEL, 405"
  })
  void refusesWrongPathsAndMethods(String method, String path, int status) throws Exception {
    byte[] body = method.equals("POST") ? "{}".getBytes(StandardCharsets.UTF_8) : new byte[0];

    assertError(status, client.send(method, path.replace("MODEL", model), body));
  }

  private static void assertError(int status, Reply reply) {
    assertAll(
        () -> assertEquals(status, reply.status(), reply.body()),
        () -> assertEquals("application/json", reply.header("content-type")),
        () -> assertTrue(reply.json().get("error").asText().length() > 3, reply.body()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "7",
        "{\"inputs\":[]}",
        "{\"inputs\":{}}",
        "{\"inputs\":[7]}",
        "{\"inputs\":[{}]}",
        "{\"inputs\":[{\"name\":1}]}",
        "{\"inputs\":[], \"inputs\":[]}",
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP32\"}]}",
        "{\"id\":7}",
        "{\"inputs\"",
        "{\"inputs\":[NaN]}",
        "not json at all",
        "{\"inputs\":[[[[[["
      })
  void refusesBodiesThatAreNoRequest(String body) throws Exception {
    assertError(400, client.post(infer(), body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[-1]",
        "[0.5]",
        "[true]",
        "\"1\"",
        "7",
        "[[1]]",
        "[9223372036854775808]",
        "[]",
        "[4611686018427387904,4]",
        "[2147483648,2147483648]",
        "[3037000500,3037000500]",
        "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]"
      })
  void refusesShapesThatFitNoInput(String shape) throws Exception {
    ObjectNode request = validRequest();
    firstInput(request).set("shape", Client.JSON.readTree(shape));

    assertError(400, client.post(infer(), request.toString()));
  }

  @Test
  void refusesInputsThatTheModelDoesNotTake() throws Exception {
    ObjectNode wrongType = validRequest();
    String type = firstInput(wrongType).get("datatype").asText();
    firstInput(wrongType).put("datatype", type.equals("INT8") ? "FP32" : "INT8");
    ObjectNode noType = validRequest();
    firstInput(noType).put("datatype", "FLOAT");
    ObjectNode unknown = validRequest();
    firstInput(unknown).put("name", "no such input");
    ObjectNode twice = validRequest();
    twice.withArray("inputs").add(firstInput(twice).deepCopy());
    ObjectNode tooMany = validRequest();
    firstInput(tooMany).withArray("data").add(firstInput(tooMany).get("data").get(0));
    ObjectNode tooFew = validRequest();
    firstInput(tooFew).withArray("data").remove(0);
    ObjectNode noData = validRequest();
    firstInput(noData).remove("data");
    ObjectNode nothing = validRequest();
    firstInput(nothing).withArray("data").setNull(0);
    ObjectNode unknownOutput = validRequest();
    unknownOutput.putArray("outputs").addObject().put("name", "no such output");

    for (ObjectNode request :
        List.of(
            wrongType, noType, unknown, twice, tooMany, tooFew, noData, nothing, unknownOutput)) {
      assertError(400, client.post(infer(), request.toString()));
    }
  }

  @Test
  void refusesInvalidUtf8() throws Exception {
    byte[] body = "{\"id\":\"?\"}".getBytes(StandardCharsets.UTF_8);
    body[7] = (byte) 0xFF;

    assertError(400, client.send("POST", infer(), body));
  }

  @Test
  void goesOnServingAfterAllThat() throws Exception {
    client.post(infer(), "{\"inputs\":[{{{");

    assertEquals(200, client.post(infer(), validRequest().toString()).status());
  }
}
