// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.grpc;

import com.google.protobuf.ByteString;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Shapes;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorMemory;
import inference.InferTensorContents;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Translates between tensors and the protocol's typed contents.
final class GrpcTensors {

  private GrpcTensors() {}

  static Tensor read(
      String name, DataType datatype, long[] shape, InferTensorContents in, TensorMemory memory)
      throws InferenceException {
    int given = count(datatype, in);
    int expected = Shapes.elements(shape);
    if (given != expected) {
      throw InferenceException.invalid(
          "input '%s' of shape %s needs %d elements of %s, but has %d"
              .formatted(name, Shapes.text(shape), expected, datatype, given));
    }
    if (datatype == DataType.BYTES) {
      return Tensor.bytes(
          shape, in.getBytesContentsList().stream().map(ByteString::toByteArray).toList());
    }
    ByteBuffer out = memory.allocate(Shapes.bytes(datatype, shape)).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < given; i++) {
      put(name, datatype, in, i, out);
    }
    return Tensor.wrap(datatype, shape, out);
  }

  private static int count(DataType datatype, InferTensorContents in) throws InferenceException {
    return switch (datatype) {
      case BOOL -> in.getBoolContentsCount();
      case INT8, INT16, INT32 -> in.getIntContentsCount();
      case INT64 -> in.getInt64ContentsCount();
      case UINT8, UINT16, UINT32 -> in.getUintContentsCount();
      case UINT64 -> in.getUint64ContentsCount();
      case FP32 -> in.getFp32ContentsCount();
      case FP64 -> in.getFp64ContentsCount();
      case BYTES -> in.getBytesContentsCount();
      case FP16, BF16 ->
          throw InferenceException.invalid(datatype + " can be sent as raw_input_contents only");
    };
  }

  private static void put(
      String name, DataType datatype, InferTensorContents in, int i, ByteBuffer out)
      throws InferenceException {
    switch (datatype) {
      case BOOL -> out.put(i, (byte) (in.getBoolContents(i) ? 1 : 0));
      case INT8 -> out.put(i, (byte) signed(name, i, in.getIntContents(i), 8));
      case INT16 -> out.putShort(2 * i, (short) signed(name, i, in.getIntContents(i), 16));
      case INT32 -> out.putInt(4 * i, in.getIntContents(i));
      case INT64 -> out.putLong(8 * i, in.getInt64Contents(i));
      case UINT8 -> out.put(i, (byte) unsigned(name, i, in.getUintContents(i), 8));
      case UINT16 -> out.putShort(2 * i, (short) unsigned(name, i, in.getUintContents(i), 16));
      case UINT32 -> out.putInt(4 * i, in.getUintContents(i));
      case UINT64 -> out.putLong(8 * i, in.getUint64Contents(i));
      case FP32 -> out.putFloat(4 * i, in.getFp32Contents(i));
      case FP64 -> out.putDouble(8 * i, in.getFp64Contents(i));
      case FP16, BF16, BYTES -> throw new IllegalStateException("not put one by one");
    }
  }

  private static int signed(String name, int i, int value, int bits) throws InferenceException {
    if (value << (32 - bits) >> (32 - bits) != value) {
      throw tooLarge(name, i, bits);
    }
    return value;
  }

  private static int unsigned(String name, int i, int value, int bits) throws InferenceException {
    if (value >>> bits != 0) {
      throw tooLarge(name, i, bits);
    }
    return value;
  }

  private static InferenceException tooLarge(String name, int i, int bits) {
    return InferenceException.invalid(
        "element %d of input '%s' does not fit %d bits".formatted(i, name, bits));
  }

  /// Whether typed contents can carry the type.
  static boolean hasContents(DataType datatype) {
    return datatype != DataType.FP16 && datatype != DataType.BF16;
  }

  static InferTensorContents write(Tensor tensor) {
    InferTensorContents.Builder out = InferTensorContents.newBuilder();
    ByteBuffer in = tensor.data();
    for (int i = 0; i < tensor.size(); i++) {
      switch (tensor.datatype()) {
        case BOOL -> out.addBoolContents(in.get(i) != 0);
        case INT8 -> out.addIntContents(in.get(i));
        case INT16 -> out.addIntContents(in.getShort(2 * i));
        case INT32 -> out.addIntContents(in.getInt(4 * i));
        case INT64 -> out.addInt64Contents(in.getLong(8 * i));
        case UINT8 -> out.addUintContents(in.get(i) & 0xFF);
        case UINT16 -> out.addUintContents(in.getShort(2 * i) & 0xFFFF);
        case UINT32 -> out.addUintContents(in.getInt(4 * i));
        case UINT64 -> out.addUint64Contents(in.getLong(8 * i));
        case FP32 -> out.addFp32Contents(in.getFloat(4 * i));
        case FP64 -> out.addFp64Contents(in.getDouble(8 * i));
        case BYTES -> out.addBytesContents(ByteString.copyFrom(tensor.elements().get(i)));
        case FP16, BF16 -> throw new IllegalStateException("sent raw");
      }
    }
    return out.build();
  }
}
