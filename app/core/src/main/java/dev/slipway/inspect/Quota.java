// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.model.MalformedException;
import dev.slipway.model.ProtoCursor;
import java.util.Map;

/// How much of a file is kept in memory, so that a small hostile one cannot fill it: a node takes
/// two bytes in the file and a hundred times as much as an object.
final class Quota {

  static final int DEEPEST = 64;

  private static final int MOST_ITEMS = 3_000_000;
  private static final long MOST_TEXT = 64L << 20;

  private int items;
  private long text;

  void item() throws MalformedException {
    items(1);
  }

  void items(int count) throws MalformedException {
    items += count;
    if (items > MOST_ITEMS) {
      throw new MalformedException("it has more than " + MOST_ITEMS + " parts", false);
    }
  }

  String text(String value) throws MalformedException {
    item();
    text += value.length();
    if (text > MOST_TEXT) {
      throw new MalformedException("its names and notes take more than 64 MB", false);
    }
    return value;
  }

  /// Adds what a message of a name and its text says: metadata, or where weights lie.
  void entry(ProtoCursor cursor, Map<String, String> entries) throws MalformedException {
    String key = "";
    String value = "";
    while (cursor.next()) {
      switch (cursor.field()) {
        case 1 -> key = text(cursor.text());
        case 2 -> value = text(cursor.text());
        default -> {}
      }
    }
    entries.put(key, value);
  }

  static void depth(int depth) throws MalformedException {
    if (depth > DEEPEST) {
      throw new MalformedException("it is nested more than " + DEEPEST + " deep", false);
    }
  }
}
