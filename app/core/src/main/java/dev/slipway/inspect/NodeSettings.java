// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.base.Numbers;
import dev.slipway.base.Sha256;
import dev.slipway.inspect.NodeDetails.Setting;
import dev.slipway.model.MalformedException;
import dev.slipway.model.ProtoCursor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Reads the attributes of a node, as texts for a person.
final class NodeSettings {

  private static final int MOST_NUMBERS = 12;
  private static final int MOST_LETTERS = 120;
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private NodeSettings() {}

  /// @param node the bytes of the node's message
  static List<Setting> of(MemorySegment node) throws MalformedException {
    List<Setting> settings = new ArrayList<>();
    var cursor = new ProtoCursor(node);
    while (cursor.next()) {
      if (cursor.field() == 5) {
        settings.add(setting(cursor.bytes()));
      }
    }
    return settings;
  }

  private static Setting setting(MemorySegment attribute) throws MalformedException {
    String name = "";
    var text = new StringBuilder();
    long numbers = 0;
    var cursor = new ProtoCursor(attribute);
    while (cursor.next()) {
      switch (cursor.field()) {
        case 1 -> name = cursor.text();
        case 2 -> {
          text.append(Numbers.digits(Float.intBitsToFloat((int) cursor.number()), 6));
          numbers++;
        }
        case 3 -> {
          text.append(cursor.number());
          numbers++;
        }
        case 4, 9 -> word(text, cursor.bytes());
        case 5, 10, 22, 23 -> word(text, tensor(cursor.message()));
        case 6, 11 -> word(text, "a graph of its own");
        case 7 -> numbers += reals(cursor, numbers, text);
        case 8 -> numbers += integers(cursor, numbers, text);
        default -> {}
      }
    }
    if (numbers > MOST_NUMBERS) {
      text.append(", … (").append(Numbers.count(numbers)).append(" numbers)");
    }
    return new Setting(name, cut(text.toString()), numbers, hash(attribute));
  }

  private static void word(StringBuilder text, MemorySegment bytes) {
    long length = Math.min(bytes.byteSize(), MOST_LETTERS);
    word(
        text,
        new String(
            bytes.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE),
            java.nio.charset.StandardCharsets.UTF_8));
  }

  private static void word(StringBuilder text, String word) {
    if (text.length() < MOST_LETTERS) {
      text.append(text.isEmpty() ? "" : ", ").append(word);
    }
  }

  private static String tensor(ProtoCursor cursor) throws MalformedException {
    var weights = new TensorReader(new Quota()).tensor(cursor);
    return "a tensor of " + GraphDetails.type(weights);
  }

  private static long reals(ProtoCursor cursor, long before, StringBuilder text)
      throws MalformedException {
    if (!cursor.isBytes()) {
      number(before, text, Numbers.digits(Float.intBitsToFloat((int) cursor.number()), 6));
      return 1;
    }
    MemorySegment packed = cursor.bytes();
    long count = packed.byteSize() / 4;
    for (long i = 0; i < Math.min(count, MOST_NUMBERS); i++) {
      number(before + i, text, Numbers.digits(packed.get(FLOAT, 4 * i), 6));
    }
    return count;
  }

  private static long integers(ProtoCursor cursor, long before, StringBuilder text)
      throws MalformedException {
    long[] count = {0};
    cursor.numbers(number -> number(before + count[0]++, text, Long.toString(number)));
    return count[0];
  }

  private static void number(long place, StringBuilder text, String number) {
    if (place < MOST_NUMBERS) {
      text.append(place == 0 ? "" : ", ").append(number);
    }
  }

  private static String cut(String text) {
    return text.length() > 2 * MOST_LETTERS ? text.substring(0, 2 * MOST_LETTERS) + "…" : text;
  }

  static Sha256 hash(MemorySegment bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      long block = 1 << 24;
      for (long at = 0; at < bytes.byteSize(); at += block) {
        digest.update(bytes.asSlice(at, Math.min(block, bytes.byteSize() - at)).asByteBuffer());
      }
      return new Sha256(HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
