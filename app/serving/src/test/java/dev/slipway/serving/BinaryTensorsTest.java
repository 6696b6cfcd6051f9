// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.serving.onnx.TestModel;
import dev.slipway.serving.tensor.DataType;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The binary tensor extension, and each type in both forms, on a model that gives back its input.
class BinaryTensorsTest {

  private static final String INFER = "/v2/models/model/infer";
  private static final String LENGTH = "Inference-Header-Content-Length";

  @TempDir Path folder;

  private ServingServer identity(DataType datatype) throws Exception {
    Path file = TestModel.identity(datatype, "n").writeTo(folder.resolve("model.onnx"));
    return ServingServer.start(ServingConfig.inProcess(file, Map.of("output.non-finite", "null")));
  }

  private static Client clientOf(ServingServer server) {
    return new Client("http://127.0.0.1:" + server.port());
  }

  private static byte[] join(String json, byte[] raw) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(json.getBytes(StandardCharsets.UTF_8));
    all.writeBytes(raw);
    return all.toByteArray();
  }

  private static String header(DataType datatype, int elements, int size, String more) {
    return "{\"inputs\":[{\"name\":\"x\",\"shape\":[%d],\"datatype\":\"%s\",\"parameters\":{\"binary_data_size\":%d}}]%s}"
        .formatted(elements, datatype, size, more);
  }

  private static HttpResponse<byte[]> send(Client client, String json, byte[] raw)
      throws Exception {
    return client.sendRaw(INFER, join(json, raw), LENGTH, Integer.toString(json.length()));
  }

  private static void assertRaw(byte[] expected, HttpResponse<byte[]> response) throws Exception {
    assertEquals(200, response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
    int jsonLength = Integer.parseInt(response.headers().firstValue(LENGTH).orElse("-1"));
    JsonNode output = Client.JSON.readTree(response.body(), 0, jsonLength).get("outputs").get(0);
    assertEquals(expected.length, output.get("parameters").get("binary_data_size").asInt());
    assertArrayEquals(
        expected, Arrays.copyOfRange(response.body(), jsonLength, response.body().length));
  }

  @ParameterizedTest
  @EnumSource(value = DataType.class, mode = EnumSource.Mode.EXCLUDE, names = "BYTES")
  void carriesEveryBit(DataType datatype) throws Exception {
    byte[] raw = new byte[5 * datatype.byteSize()];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (byte) (datatype == DataType.BOOL ? i % 2 : 255 - 7 * i);
    }
    try (ServingServer server = identity(datatype);
        Client client = clientOf(server)) {
      String everything = ",\"parameters\":{\"binary_data_output\":true}";
      String named = ",\"outputs\":[{\"name\":\"y\",\"parameters\":{\"binary_data\":true}}]";

      assertRaw(raw, send(client, header(datatype, 5, raw.length, everything), raw));
      assertRaw(raw, send(client, header(datatype, 5, raw.length, named), raw));
      assertRaw(raw, client.sendRaw(INFER, raw, LENGTH, "0"));
    }
  }

  /// More than one read brings, and more than is copied into one buffer with its head.
  @Test
  void carriesALargeTensor() throws Exception {
    byte[] raw = new byte[4 * 150_528];
    new Random(5).nextBytes(raw);
    try (ServingServer server = identity(DataType.INT32);
        Client client = clientOf(server)) {
      String everything = ",\"parameters\":{\"binary_data_output\":true}";

      assertRaw(raw, send(client, header(DataType.INT32, 150_528, raw.length, everything), raw));
    }
  }

  /// The second begins where no float can.
  @Test
  void carriesATensorBehindOneOfOddLength() throws Exception {
    Path file =
        new TestModel("two")
            .input("a", DataType.BOOL, 3)
            .input("b", DataType.FP32, 2)
            .node("Identity", "a", "c")
            .node("Identity", "b", "d")
            .output("c", DataType.BOOL, 3)
            .output("d", DataType.FP32, 2)
            .writeTo(folder.resolve("model.onnx"));
    String json =
        "{\"inputs\":[{\"name\":\"a\",\"shape\":[3],\"datatype\":\"BOOL\",\"parameters\":{\"binary_data_size\":3}},"
            + "{\"name\":\"b\",\"shape\":[2],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":8}}]}";
    ByteBuffer raw = ByteBuffer.allocate(11).order(ByteOrder.LITTLE_ENDIAN);
    raw.put((byte) 1).put((byte) 0).put((byte) 1).putFloat(1.5f).putFloat(-2);
    try (ServingServer server = ServingServer.start(ServingConfig.inProcess(file, Map.of()));
        Client client = clientOf(server)) {
      JsonNode outputs =
          Client.JSON.readTree(send(client, json, raw.array()).body()).get("outputs");

      assertEquals("[true,false,true]", outputs.get(0).get("data").toString());
      assertEquals("[1.5,-2.0]", outputs.get(1).get("data").toString());
    }
  }

  @Test
  void carriesTexts() throws Exception {
    ByteBuffer raw = ByteBuffer.allocate(13).order(ByteOrder.LITTLE_ENDIAN);
    raw.putInt(0).putInt(5).put("Züri".getBytes(StandardCharsets.UTF_8));
    try (ServingServer server = identity(DataType.BYTES);
        Client client = clientOf(server)) {
      String everything = ",\"parameters\":{\"binary_data_output\":true}";

      assertRaw(raw.array(), send(client, header(DataType.BYTES, 2, 13, everything), raw.array()));
      assertEquals(
          "[\"\",\"Züri\"]", data(send(client, header(DataType.BYTES, 2, 13, ""), raw.array())));
    }
  }

  private static String data(HttpResponse<byte[]> response) throws Exception {
    assertEquals(200, response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
    return Client.JSON.readTree(response.body()).get("outputs").get(0).get("data").toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BOOL  | [true,false]
          UINT8 | [0,255]
          UINT16 | [0,65535]
          UINT32 | [0,4294967295]
          UINT64 | [0,18446744073709551615]
          INT8  | [-128,127]
          INT16 | [-32768,32767]
          INT32 | [-2147483648,2147483647]
          INT64 | [-9223372036854775808,9223372036854775807]
          FP16  | [0.5,-65504.0]
          BF16  | [1.0,-0.1875]
          FP32  | [1.4E-45,3.4028235E38]
          FP64  | [4.9E-324,0.1]
          BYTES | ["","é 日本 \\""]
          """)
  void carriesJsonNumbersExactly(DataType datatype, String values) throws Exception {
    try (ServingServer server = identity(datatype);
        Client client = clientOf(server)) {
      String request =
          "{\"inputs\":[{\"name\":\"x\",\"shape\":[2],\"datatype\":\"%s\",\"data\":%s}]}"
              .formatted(datatype, values);

      var reply = client.sendRaw(INFER, request.getBytes(StandardCharsets.UTF_8));

      assertEquals(Client.JSON.readTree(values).toString(), data(reply));
    }
  }

  @ParameterizedTest
  @CsvSource({"FP16", "BF16", "FP32", "FP64"})
  void aMissingRealNumberIsNullBothWays(DataType datatype) throws Exception {
    try (ServingServer server = identity(datatype);
        Client client = clientOf(server)) {
      String request =
          "{\"inputs\":[{\"name\":\"x\",\"shape\":[4],\"datatype\":\"%s\",\"data\":[null,1, null , 0.5]}]}"
              .formatted(datatype);

      var reply = client.sendRaw(INFER, request.getBytes(StandardCharsets.UTF_8));

      assertEquals("[null,1.0,null,0.5]", data(reply));
    }
  }

  @Test
  void aModelThatCannotTakeAMissingValueSaysThatItIsTheCallersFault() throws Exception {
    identity(DataType.FP32).close();
    Path file = folder.resolve("model.onnx");
    try (ServingServer server = ServingServer.start(ServingConfig.inProcess(file, Map.of()));
        Client client = clientOf(server)) {
      var reply =
          client.post(
              INFER,
              "{\"inputs\":[{\"name\":\"x\",\"shape\":[2],\"datatype\":\"FP32\",\"data\":[1,null]}]}");

      assertEquals(400, reply.status());
      assertTrue(reply.body().contains("a value is missing"), reply.body());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "INT64, 'null'",
    "BYTES, 'null'",
    "FP32, 'nil'",
    "BOOL, 1",
    "BOOL, 'null'",
    "UINT8, 256",
    "UINT8, -1",
    "UINT16, 65536",
    "UINT32, 4294967296",
    "UINT64, 18446744073709551616",
    "UINT64, -1",
    "INT8, 1.0",
    "INT64, 9223372036854775808",
    "FP16, 65520",
    "BF16, 3.4e38",
    "FP32, 3.5e38",
    "FP32, '\"1\"'",
    "FP64, 1e309",
    "BYTES, 1"
  })
  void refusesValuesThatDoNotFit(DataType datatype, String value) throws Exception {
    try (ServingServer server = identity(datatype);
        Client client = clientOf(server)) {
      var reply =
          client.post(
              INFER,
              "{\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"%s\",\"data\":[%s]}]}"
                  .formatted(datatype, value));

      assertEquals(400, reply.status(), reply.body());
    }
  }

  @Test
  void showsNonFiniteNumbersAsNullWhereConfigured() throws Exception {
    ByteBuffer raw = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    raw.putFloat(Float.NaN).putFloat(Float.NEGATIVE_INFINITY).putFloat(1);
    try (ServingServer server = identity(DataType.FP32);
        Client client = clientOf(server)) {
      assertEquals(
          "[null,null,1.0]", data(send(client, header(DataType.FP32, 3, 12, ""), raw.array())));
    }
    Path file = folder.resolve("model.onnx");
    raw.putFloat(0, 0);
    try (ServingServer server = ServingServer.start(ServingConfig.inProcess(file, Map.of()));
        Client client = clientOf(server)) {
      var reply = send(client, header(DataType.FP32, 3, 12, ""), raw.array());
      assertEquals(500, reply.statusCode());
      assertTrue(
          new String(reply.body(), StandardCharsets.UTF_8).contains("ask for binary output"));
    }
  }

  @ParameterizedTest
  @CsvSource({"9", "-1", "x", "99999999999"})
  void refusesHeaderLengthsThatAreNotWithinTheBody(String length) throws Exception {
    try (ServingServer server = identity(DataType.FP32);
        Client client = clientOf(server)) {
      assertEquals(400, client.sendRaw(INFER, new byte[8], LENGTH, length).statusCode());
    }
  }

  @Test
  void refusesRawBytesThatDoNotFitTheirHeader() throws Exception {
    try (ServingServer server = identity(DataType.FP32);
        Client client = clientOf(server)) {
      String fits = header(DataType.FP32, 2, 8, "");
      for (int size : new int[] {0, 4, 7, 9, 100}) {
        assertEquals(400, send(client, fits, new byte[size]).statusCode());
      }
      assertEquals(400, send(client, header(DataType.FP32, 3, 8, ""), new byte[8]).statusCode());
      assertEquals(200, send(client, fits, new byte[8]).statusCode());
    }
  }
}
