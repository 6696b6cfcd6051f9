// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.predict;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Translates between our tensors and ONNX Runtime's.
final class OrtValues {

  private OrtValues() {}

  /// Wraps the tensor's own buffer: the tensor must outlive the value.
  static OnnxTensor wrap(Tensor tensor) throws OrtException, InferenceException {
    return switch (tensor.datatype()) {
      case BYTES -> OnnxTensor.createTensor(OrtBoot.environment(), texts(tensor), tensor.shape());
      case UINT16, UINT32, UINT64 -> OrtUnsigned.wrap(tensor);
      default ->
          OnnxTensor.createTensor(
              OrtBoot.environment(), tensor.data(), tensor.shape(), javaType(tensor.datatype()));
    };
  }

  static Tensor copy(OnnxTensor value) throws OrtException, InferenceException {
    TensorInfo info = value.getInfo();
    DataType datatype = datatype(info);
    if (datatype == DataType.BYTES) {
      return Tensor.strings(info.getShape(), flatTexts(value.getValue()));
    }
    ByteBuffer bytes = value.getByteBuffer();
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.remaining());
    direct.put(bytes).flip();
    return Tensor.wrap(datatype, info.getShape(), direct);
  }

  static DataType datatype(TensorInfo info) throws InferenceException {
    return switch (info.onnxType) {
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> DataType.BOOL;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> DataType.UINT8;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 -> DataType.UINT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 -> DataType.UINT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> DataType.UINT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> DataType.INT8;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> DataType.INT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> DataType.INT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> DataType.INT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> DataType.FP16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> DataType.BF16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> DataType.FP32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> DataType.FP64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING -> DataType.BYTES;
      default ->
          throw new InferenceException(
              InferenceException.Kind.UNSUPPORTED, "The protocol has no type for " + info.onnxType);
    };
  }

  static List<Dimension> dimensions(TensorInfo info) {
    long[] sizes = info.getShape();
    String[] names = info.getDimensionNames();
    List<Dimension> dimensions = new ArrayList<>(sizes.length);
    for (int axis = 0; axis < sizes.length; axis++) {
      dimensions.add(
          sizes[axis] >= 0 ? new Dimension.Fixed(sizes[axis]) : new Dimension.Dynamic(names[axis]));
    }
    return dimensions;
  }

  /// Whether a tensor of this type can be made over our buffer.
  static boolean canBeCreated(DataType datatype) {
    return datatype != DataType.BYTES;
  }

  private static OnnxJavaType javaType(DataType datatype) {
    return switch (datatype) {
      case BOOL -> OnnxJavaType.BOOL;
      case UINT8 -> OnnxJavaType.UINT8;
      case INT8 -> OnnxJavaType.INT8;
      case INT16 -> OnnxJavaType.INT16;
      case INT32 -> OnnxJavaType.INT32;
      case INT64 -> OnnxJavaType.INT64;
      case FP16 -> OnnxJavaType.FLOAT16;
      case BF16 -> OnnxJavaType.BFLOAT16;
      case FP32 -> OnnxJavaType.FLOAT;
      case FP64 -> OnnxJavaType.DOUBLE;
      case BYTES, UINT16, UINT32, UINT64 ->
          throw new IllegalArgumentException(datatype + " is wrapped otherwise");
    };
  }

  /// The binding passes Java's modified UTF-8, which differs from UTF-8 for NUL and beyond U+FFFF:
  /// refused, since the model would see other characters than the caller sent.
  private static String[] texts(Tensor tensor) throws InferenceException {
    List<byte[]> elements = tensor.elements();
    String[] texts = new String[elements.size()];
    for (int i = 0; i < texts.length; i++) {
      try {
        texts[i] =
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(elements.get(i))).toString();
      } catch (CharacterCodingException notText) {
        throw new InferenceException(
            InferenceException.Kind.INVALID_ARGUMENT, "string element " + i + " is not UTF-8");
      }
      if (texts[i].chars().anyMatch(c -> c == 0 || Character.isSurrogate((char) c))) {
        throw new InferenceException(
            InferenceException.Kind.UNSUPPORTED,
            "string element " + i + " has a character that ONNX Runtime's Java binding garbles");
      }
    }
    return texts;
  }

  private static String[] flatTexts(Object value) {
    if (value instanceof Object[] array) {
      return Arrays.stream(array)
          .flatMap(part -> Arrays.stream(flatTexts(part)))
          .toArray(String[]::new);
    }
    return new String[] {String.valueOf(value)};
  }
}
