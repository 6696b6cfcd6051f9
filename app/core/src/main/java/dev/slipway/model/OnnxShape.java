// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Checks whether bytes have the outer form of an ONNX model, by its top-level fields.
final class OnnxShape {

  private OnnxShape() {}

  /// True when every topmost field is one that an ONNX model has, and a graph is among them.
  static boolean matches(MemorySegment bytes) throws MalformedException {
    var cursor = new ProtoCursor(bytes);
    boolean graph = false;
    while (cursor.next()) {
      boolean known =
          switch (cursor.field()) {
            case 1, 5 -> cursor.isNumber();
            case 2, 3, 4, 6, 8, 14, 20, 25, 26 -> cursor.isBytes();
            case 7 -> cursor.isBytes();
            default -> cursor.field() < 100;
          };
      if (!known) {
        return false;
      }
      graph |= cursor.field() == 7;
    }
    return graph;
  }

  /// True when the first bytes are an IR version, as every exporter writes it.
  static boolean begins(MemorySegment bytes) {
    return bytes.byteSize() >= 2
        && bytes.get(ValueLayout.JAVA_BYTE, 0) == 8
        && bytes.get(ValueLayout.JAVA_BYTE, 1) > 0
        && bytes.get(ValueLayout.JAVA_BYTE, 1) < 64;
  }
}
