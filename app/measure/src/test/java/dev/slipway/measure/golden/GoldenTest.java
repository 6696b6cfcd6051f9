// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.base.ProblemException;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GoldenTest {

  @ParameterizedTest
  @EnumSource(DataType.class)
  void everyTypeComesBackBitForBit(DataType type) throws ProblemException {
    Golden golden =
        new Golden(
            List.of(new Golden.Case("one", Map.of("x", some(type)), Map.of("y", some(type)))));

    assertEquals(golden, Golden.parse(golden.text("m"), "golden.json"));
  }

  @Test
  void writesTheProtocolsForm() {
    Golden golden =
        new Golden(
            List.of(
                new Golden.Case(
                    "a",
                    Map.of("x", Tensor.floats(new long[] {1, 2}, 0.1f, Float.NaN)),
                    Map.of("y", Tensor.strings(new long[] {1}, "ö")))));

    assertEquals(
        """
        {"cases": [
          {"id":"a","request":{"inputs":[{"name":"x","datatype":"FP32","shape":[1,2],\
        "data":[0.1,null]}]},"response":{"model_name":"m","outputs":[{"name":"y",\
        "datatype":"BYTES","shape":[1],"data":["ö"]}]}}
        ]}
        """,
        golden.text("m"));
  }

  @Test
  void readsNestedData() throws ProblemException {
    Golden golden =
        Golden.parse(
            """
            {"cases": [{"id": "a",
              "request": {"inputs": [{"name": "x", "datatype": "INT64", "shape": [2, 2], "data": [[1, 2], [3, 4]]}]},
              "response": {"outputs": [{"name": "y", "datatype": "BOOL", "shape": [1], "data": [true]}]}}]}
            """,
            "golden.json");

    assertEquals(
        Map.of("x", Tensor.longs(new long[] {2, 2}, 1, 2, 3, 4)),
        golden.cases().getFirst().request());
    assertEquals(
        Map.of("y", Tensor.bools(new long[] {1}, true)), golden.cases().getFirst().response());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"cases\": []}",
        "{\"cases\": [{}]}",
        "{\"cases\": [{\"id\": \"a\"}]}",
        "{\"cases\": [{\"id\": \"a\", \"request\": {\"inputs\": [{\"name\": \"x\", \"datatype\":"
            + " \"FP32\", \"shape\": [2], \"data\": [1]}]}}]}",
        "{\"cases\": [{\"id\": \"a\", \"request\": {\"inputs\": [{\"name\": \"x\", \"datatype\":"
            + " \"FP32\", \"shape\": [-1], \"data\": [\"one\"]}]}}]}",
        "{\"cases\": [{\"id\": \"a\", \"request\": {\"inputs\": [{\"name\": \"x\", \"datatype\":"
            + " \"float\", \"shape\": [1], \"data\": [1]}]}}]}",
        // null stands for a missing number in a list, and for nothing else.
        "{\"cases\": [{\"id\": \"a\", \"request\": {\"inputs\": [{\"name\": \"x\", \"datatype\":"
            + " \"FP32\", \"shape\": [1], \"data\": null}]}, \"response\": {\"outputs\":"
            + " [{\"name\": \"y\", \"datatype\": \"FP32\", \"shape\": [1], \"data\": [1]}]}}]}",
        "{\"cases\": [{\"id\": \"a\", \"request\": {\"inputs\": [{\"name\": \"x\", \"datatype\":"
            + " \"BYTES\", \"shape\": [1], \"data\": [null]}]}, \"response\": {\"outputs\":"
            + " [{\"name\": \"y\", \"datatype\": \"FP32\", \"shape\": [1], \"data\": [1]}]}}]}",
      })
  void refusesWhatIsNoCase(String json) {
    assertEquals(
        "golden.malformed",
        assertThrows(ProblemException.class, () -> Golden.parse(json, "golden.json"))
            .problem()
            .code()
            .id());
  }

  private static Tensor some(DataType type) {
    if (type == DataType.BYTES) {
      return Tensor.strings(new long[] {2}, "", "a\n\"b\" ☃");
    }
    if (type == DataType.BOOL) {
      return Tensor.bools(new long[] {2, 1}, true, false);
    }
    ByteBuffer bytes = ByteBuffer.allocateDirect(type.byteSize() * 3);
    for (int i = 0; i < bytes.capacity(); i++) {
      bytes.put((byte) (0x3b + 37 * i));
    }
    return Tensor.wrap(type, new long[] {3}, bytes.flip());
  }
}
