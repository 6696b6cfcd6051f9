// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import dev.slipway.serving.preparation.PreparationException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The table of SentencePiece that evens characters out: a double-array trie over bytes, whose
/// leaves point at texts that end with a zero.
final class CharacterMap implements Normaliser {

  private static final Pattern CLUSTER = Pattern.compile("\\X");

  /// A cluster of more bytes is looked up by its characters only.
  private static final int LONGEST_CLUSTER = 5;

  private final ByteBuffer trie;
  private final byte[] texts;

  private CharacterMap(ByteBuffer trie, byte[] texts) {
    this.trie = trie;
    this.texts = texts;
  }

  static CharacterMap of(Part part) throws PreparationException {
    Part place = part.need("precompiled_charsmap");
    byte[] all;
    try {
      all = Base64.getDecoder().decode(place.text());
    } catch (IllegalArgumentException e) {
      throw place.malformed(place.path() + " is not Base64");
    }
    ByteBuffer buffer = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
    int size = all.length < 4 ? -1 : buffer.getInt();
    if (size < 4 || size > all.length - 4 || size % 4 != 0) {
      throw place.malformed(place.path() + " does not hold the table that it claims");
    }
    ByteBuffer trie = buffer.slice(4, size).order(ByteOrder.LITTLE_ENDIAN);
    byte[] texts = new byte[all.length - 4 - size];
    buffer.get(4 + size, texts);
    return new CharacterMap(trie, texts);
  }

  @Override
  public String normalise(String text, StepBudget budget) {
    StringBuilder made = new StringBuilder(text.length());
    Matcher clusters = CLUSTER.matcher(budget.counted(text));
    while (clusters.find()) {
      String cluster = text.substring(clusters.start(), clusters.end());
      byte[] bytes = cluster.getBytes(StandardCharsets.UTF_8);
      OptionalInt whole = bytes.length <= LONGEST_CLUSTER ? find(bytes) : OptionalInt.empty();
      if (whole.isPresent()) {
        append(made, whole.getAsInt(), budget);
      } else {
        cluster.codePoints().forEach(c -> one(made, c, budget));
      }
    }
    return made.toString();
  }

  private void one(StringBuilder made, int c, StepBudget budget) {
    OptionalInt place = find(Character.toString(c).getBytes(StandardCharsets.UTF_8));
    if (place.isPresent()) {
      append(made, place.getAsInt(), budget);
    } else {
      made.appendCodePoint(c);
    }
  }

  private void append(StringBuilder made, int place, StepBudget budget) {
    int end = place;
    while (end < texts.length && texts[end] != 0) {
      end++;
    }
    if (place < end) {
      budget.spend(end - place);
      made.append(new String(texts, place, end - place, StandardCharsets.UTF_8));
    }
  }

  /// Where the text is that stands for the shortest beginning of these bytes that has one.
  private OptionalInt find(byte[] bytes) {
    int at = offset(unit(0));
    for (byte b : bytes) {
      at ^= b & 0xFF;
      int unit = unit(at);
      if (b == 0 || (unit & 0x800000FF) != (b & 0xFF)) {
        return OptionalInt.empty();
      }
      at ^= offset(unit);
      if ((unit >>> 8 & 1) == 1) {
        return OptionalInt.of(unit(at) & Integer.MAX_VALUE);
      }
    }
    return OptionalInt.empty();
  }

  /// Outside of the table nothing matches.
  private int unit(int at) {
    return at < 0 || at >= trie.capacity() / 4 ? 0x80000000 : trie.getInt(at * 4);
  }

  private static int offset(int unit) {
    return unit >>> 10 << ((unit & 1 << 9) >>> 6);
  }
}
