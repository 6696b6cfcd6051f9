// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import dev.slipway.model.MalformedException;
import dev.slipway.model.ProtoCursor;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// Whether bytes have the outer form of what Tribuo's `serializeToFile` writes: a version, a class
/// name, and the data of an object of that class.
public final class TribuoFile {

  private static final int VERSION = 1;
  private static final int CLASS = 2;
  private static final int DATA = 3;
  private static final int LONGEST_NAME = 300;

  private static final byte[] TYPE =
      "type.googleapis.com/tribuo.".getBytes(StandardCharsets.US_ASCII);

  private TribuoFile() {}

  /// True also for classes of others that Tribuo would load: the name must only look like one, and
  /// the data be of Tribuo's kind or the class be.
  public static boolean matches(MemorySegment bytes) {
    try {
      var cursor = new ProtoCursor(bytes);
      boolean named = false;
      boolean tribuo = false;
      boolean data = false;
      while (cursor.next()) {
        switch (cursor.field()) {
          case VERSION -> {
            if (!cursor.isNumber()) {
              return false;
            }
          }
          case CLASS -> {
            if (!cursor.isBytes() || cursor.bytes().byteSize() > LONGEST_NAME) {
              return false;
            }
            String name = cursor.text();
            named = name.matches("[\\w$]+(\\.[\\w$]+)+");
            tribuo |= name.startsWith("org.tribuo.");
          }
          case DATA -> {
            if (!cursor.isBytes()) {
              return false;
            }
            data = true;
            tribuo |= isTribuos(cursor.bytes());
          }
          default -> {
            return false;
          }
        }
      }
      return named && data && tribuo;
    } catch (MalformedException e) {
      return false;
    }
  }

  /// The data is an `Any`: its type's address comes first.
  private static boolean isTribuos(MemorySegment data) {
    int at = 2;
    return data.byteSize() > at + TYPE.length
        && data.asSlice(at, TYPE.length).mismatch(MemorySegment.ofArray(TYPE)) < 0;
  }
}
