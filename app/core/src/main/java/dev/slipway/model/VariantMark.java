// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.slipway.base.Sha256;
import java.util.Map;

/// Says in a form of a model which model it is a form of, so that it is not taken for a form of a
/// later one.
public final class VariantMark {

  private static final String KEY = "slipway.variant-of";

  private VariantMark() {}

  /// @param onnx a whole model that was made from another
  public static byte[] on(byte[] onnx, Sha256 of) throws InvalidProtocolBufferException {
    return ModelProto.parseFrom(onnx).toBuilder()
        .addMetadataProps(StringStringEntryProto.newBuilder().setKey(KEY).setValue(of.toString()))
        .build()
        .toByteArray();
  }

  /// @param metadata of a model's file
  public static boolean isOn(Map<String, String> metadata, Sha256 of) {
    return of.toString().equals(metadata.get(KEY));
  }
}
