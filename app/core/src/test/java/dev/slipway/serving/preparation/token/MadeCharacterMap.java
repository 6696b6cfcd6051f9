// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/// Writes a table of SentencePiece, with 256 places for each node of its trie.
final class MadeCharacterMap {

  private static final int PLACES = 256;

  private final Map<Integer, Map<Integer, Integer>> children = new TreeMap<>();
  private final Map<Integer, Integer> values = new TreeMap<>();
  private final ByteArrayOutputStream texts = new ByteArrayOutputStream();
  private int nodes = 1;

  static String base64(Map<String, String> replacements) {
    var made = new MadeCharacterMap();
    replacements.forEach(made::put);
    return Base64.getEncoder().encodeToString(made.bytes());
  }

  private void put(String from, String to) {
    int node = 0;
    for (byte b : from.getBytes(StandardCharsets.UTF_8)) {
      Map<Integer, Integer> next = children.computeIfAbsent(node, n -> new TreeMap<>());
      Integer known = next.get(b & 0xFF);
      if (known == null) {
        known = nodes++;
        next.put(b & 0xFF, known);
      }
      node = known;
    }
    values.put(node, texts.size());
    texts.writeBytes(to.getBytes(StandardCharsets.UTF_8));
    texts.write(0);
  }

  /// The node n has its children in the block n + 1; the root is at place 0.
  private byte[] bytes() {
    int size = (nodes + 1) * PLACES;
    int[] units = new int[size];
    java.util.Arrays.fill(units, 0x80000000);
    write(units, 0, 0, 0);
    ByteBuffer all =
        ByteBuffer.allocate(4 + size * 4 + texts.size()).order(ByteOrder.LITTLE_ENDIAN);
    all.putInt(size * 4);
    for (int unit : units) {
      all.putInt(unit);
    }
    return all.put(texts.toByteArray()).array();
  }

  private void write(int[] units, int node, int place, int label) {
    int base = (node + 1) * PLACES;
    Integer value = values.get(node);
    units[place] = (place ^ base) << 10 | label | (value == null ? 0 : 1 << 8);
    if (value != null) {
      units[base] = value | 0x80000000;
    }
    children
        .getOrDefault(node, Map.of())
        .forEach((next, child) -> write(units, child, base ^ next, next));
  }
}
