// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.onnx;

import dev.slipway.serving.tensor.DataType;

/// The numbers that ONNX gives to element types.
final class OnnxType {

  private OnnxType() {}

  static int of(DataType datatype) {
    return switch (datatype) {
      case FP32 -> 1;
      case UINT8 -> 2;
      case INT8 -> 3;
      case UINT16 -> 4;
      case INT16 -> 5;
      case INT32 -> 6;
      case INT64 -> 7;
      case BYTES -> 8;
      case BOOL -> 9;
      case FP16 -> 10;
      case FP64 -> 11;
      case UINT32 -> 12;
      case UINT64 -> 13;
      case BF16 -> 16;
    };
  }
}
