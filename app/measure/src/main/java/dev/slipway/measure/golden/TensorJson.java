// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Tensors as the Open Inference Protocol writes them in JSON.
final class TensorJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private TensorJson() {}

  static ObjectNode write(String name, Tensor tensor) {
    ObjectNode node = NODES.objectNode();
    node.put("name", name);
    node.put("datatype", tensor.datatype().name());
    ArrayNode shape = node.putArray("shape");
    for (long size : tensor.shape()) {
      shape.add(size);
    }
    node.set("data", data(tensor));
    return node;
  }

  private static ArrayNode data(Tensor tensor) {
    ArrayNode data = NODES.arrayNode();
    switch (tensor.datatype()) {
      case BYTES -> tensor.asStrings().forEach(data::add);
      case FP64 -> {
        for (double value : tensor.toDoubles()) {
          addReal(data, value);
        }
      }
      case FP32, FP16, BF16 -> {
        for (double value : tensor.toDoubles()) {
          addReal(data, (float) value);
        }
      }
      case BOOL -> {
        for (double value : tensor.toDoubles()) {
          data.add(value != 0);
        }
      }
      case INT64 -> {
        for (int i = 0; i < tensor.size(); i++) {
          data.add(tensor.asLongs().get(i));
        }
      }
      case UINT64 -> {
        for (int i = 0; i < tensor.size(); i++) {
          data.add(new BigInteger(Long.toUnsignedString(tensor.asLongs().get(i))));
        }
      }
      case UINT8, UINT16, UINT32, INT8, INT16, INT32 -> {
        for (double value : tensor.toDoubles()) {
          data.add((long) value);
        }
      }
    }
    return data;
  }

  /// JSON has no NaN and no infinity: a missing number is `null`, an infinity is written as a text.
  private static void addReal(ArrayNode data, double value) {
    if (Double.isFinite(value)) {
      data.add(value);
    } else if (Double.isNaN(value)) {
      data.addNull();
    } else {
      data.add(Double.toString(value));
    }
  }

  private static void addReal(ArrayNode data, float value) {
    if (Float.isFinite(value)) {
      data.add(value);
    } else if (Float.isNaN(value)) {
      data.addNull();
    } else {
      data.add(Float.toString(value));
    }
  }

  /// @throws IllegalArgumentException when the node is no tensor; the message says why
  static Tensor read(JsonNode node) {
    String named = node.path("datatype").asText();
    DataType type =
        DataType.named(named)
            .orElseThrow(() -> new IllegalArgumentException("no datatype '" + named + "'"));
    List<Long> sizes = new ArrayList<>();
    for (JsonNode size : node.path("shape")) {
      if (!size.canConvertToLong()) {
        throw new IllegalArgumentException("shape holds " + size);
      }
      sizes.add(size.asLong());
    }
    long[] shape = sizes.stream().mapToLong(Long::longValue).toArray();
    List<JsonNode> values = new ArrayList<>();
    if (node.path("data").isNull()) {
      throw new IllegalArgumentException("data is null; null stands for a number in a list only");
    }
    flatten(node.path("data"), values);
    if (type == DataType.BYTES) {
      if (values.stream().anyMatch(JsonNode::isNull)) {
        throw new IllegalArgumentException("null is no text");
      }
      return Tensor.strings(shape, values.stream().map(JsonNode::asText).toArray(String[]::new));
    }
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(values.size() * type.byteSize()).order(ByteOrder.LITTLE_ENDIAN);
    values.forEach(value -> put(bytes, type, value));
    return Tensor.wrap(type, shape, bytes.flip());
  }

  private static void flatten(JsonNode data, List<JsonNode> values) {
    if (data.isArray()) {
      data.forEach(element -> flatten(element, values));
    } else if (!data.isMissingNode()) {
      values.add(data);
    }
  }

  private static void put(ByteBuffer bytes, DataType type, JsonNode value) {
    switch (type) {
      case BOOL -> bytes.put((byte) (whole(value) != 0 ? 1 : 0));
      case UINT8, INT8 -> bytes.put((byte) whole(value));
      case UINT16, INT16 -> bytes.putShort((short) whole(value));
      case UINT32, INT32 -> bytes.putInt((int) whole(value));
      case UINT64, INT64 -> bytes.putLong(whole(value));
      case FP16 -> bytes.putShort(Float.floatToFloat16((float) real(value)));
      case BF16 -> bytes.putShort((short) (Float.floatToRawIntBits((float) real(value)) >>> 16));
      case FP32 -> bytes.putFloat((float) real(value));
      case FP64 -> bytes.putDouble(real(value));
      case BYTES -> throw new IllegalStateException("texts are not packed");
    }
  }

  private static long whole(JsonNode value) {
    if (value.isBoolean()) {
      return value.asBoolean() ? 1 : 0;
    }
    if (!value.isIntegralNumber()) {
      throw new IllegalArgumentException("not a whole number: " + value);
    }
    return value.bigIntegerValue().longValue();
  }

  private static double real(JsonNode value) {
    if (value.isNull()) {
      return Double.NaN;
    }
    if (value.isTextual()) {
      return Double.parseDouble(value.asText());
    }
    if (!value.isNumber()) {
      throw new IllegalArgumentException("not a number: " + value);
    }
    return value.asDouble();
  }
}
