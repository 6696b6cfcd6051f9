// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.bundle.alert.TracedText.Part;
import dev.slipway.bundle.alert.TracedText.Words;
import java.util.ArrayList;
import java.util.List;

/// An expression of PromQL, line by line.
public record Query(List<TracedText> lines) {

  public Query {
    lines = List.copyOf(lines);
  }

  /// @param pattern with `%s` for each of the values, as [TracedText#of]
  static Query of(String pattern, Object... values) {
    return of(TracedText.of(pattern, values));
  }

  static Query of(TracedText told) {
    List<TracedText> lines = new ArrayList<>();
    List<Part> line = new ArrayList<>();
    for (Part part : told.parts()) {
      if (part instanceof Words(String text)) {
        String[] split = text.split("\n", -1);
        for (int i = 0; i < split.length; i++) {
          if (i > 0) {
            lines.add(new TracedText(line));
            line.clear();
          }
          line.add(new Words(split[i]));
        }
      } else {
        line.add(part);
      }
    }
    lines.add(new TracedText(line));
    return new Query(lines);
  }
}
