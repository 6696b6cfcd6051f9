// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

import dev.slipway.base.ProblemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The records of a comma-separated text. Most of its lines hold nothing that is quoted, and are
/// cut at their commas: each command that prices reads half a million characters, before Java has
/// compiled what looks at each.
final class CsvLines {

  private final String name;
  private final String text;
  private int at;
  private int line = 1;

  // Where the next characters are that make a record more than values between commas.
  private int quote = -1;
  private int carriageReturn = -1;

  /// @param line where it starts, from 1
  record Entry(int line, List<String> values) {}

  CsvLines(String name, String text) {
    this.name = name;
    this.text = text;
  }

  List<Entry> records() throws ProblemException {
    List<Entry> records = new ArrayList<>();
    while (at <= text.length()) {
      int start = line;
      List<String> values = record();
      boolean blank = values.size() == 1 && values.getFirst().isBlank();
      if (!blank) {
        records.add(new Entry(start, Collections.unmodifiableList(values)));
      }
    }
    return records;
  }

  private List<String> record() throws ProblemException {
    int feed = text.indexOf('\n', at);
    int end = feed < 0 ? text.length() : feed;
    quote = next('"', quote);
    carriageReturn = next('\r', carriageReturn);
    return Math.min(quote, carriageReturn) < end ? quoted() : plain(end);
  }

  /// Looks only where the last that was found lies behind, or half a table would be looked at for
  /// each line.
  private int next(char c, int last) {
    if (last >= at) {
      return last;
    }
    int found = text.indexOf(c, at);
    return found < 0 ? Integer.MAX_VALUE : found;
  }

  private List<String> plain(int end) {
    List<String> values = new ArrayList<>();
    int comma = text.indexOf(',', at);
    while (comma >= 0 && comma < end) {
      values.add(text.substring(at, comma));
      at = comma + 1;
      comma = text.indexOf(',', at);
    }
    values.add(text.substring(at, end));
    at = end + 1;
    line++;
    return values;
  }

  private List<String> quoted() throws ProblemException {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    int start = line;
    int i = at;
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line++;
      }
      if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        value.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == ',') {
        values.add(take(value));
      } else if (!quoted && c == '\n') {
        break;
      } else if (quoted || c != '\r') {
        value.append(c);
      }
    }
    if (quoted) {
      throw CsvTable.malformed(name, start, "A quotation mark is opened and never closed.");
    }
    values.add(take(value));
    at = i + 1;
    return values;
  }

  private static String take(StringBuilder value) {
    String taken = value.toString();
    value.setLength(0);
    return taken;
  }
}
