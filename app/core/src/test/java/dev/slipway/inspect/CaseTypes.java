// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import static dev.slipway.model.TinyOnnx.message;

import dev.slipway.inspect.OnnxModel.ValueType;
import dev.slipway.inspect.OnnxModel.ValueType.OptionalType;
import dev.slipway.inspect.OnnxModel.ValueType.SequenceType;
import dev.slipway.inspect.OnnxModel.ValueType.TensorType;
import dev.slipway.model.TinyOnnx;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Types and small values as an ONNX file has them.
final class CaseTypes {

  private CaseTypes() {}

  static TinyOnnx written(ValueType type) {
    return switch (type) {
      case TensorType tensor -> message().bytes(1, message().number(1, tensor.element().number()));
      case SequenceType sequence -> message().bytes(4, message().bytes(1, written(sequence.of())));
      case OptionalType optional -> message().bytes(9, message().bytes(1, written(optional.of())));
      default -> throw new IllegalArgumentException(type.text());
    };
  }

  static CaseValue.Numbers scalar(long value) {
    ByteBuffer slot = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
    return new CaseValue.Numbers(ElementType.INT64, new long[0], slot, List.of());
  }
}
