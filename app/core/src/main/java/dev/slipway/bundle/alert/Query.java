// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.bundle.alert.Told.Part;
import dev.slipway.bundle.alert.Told.Words;
import java.util.ArrayList;
import java.util.List;

/// An expression of PromQL, line by line.
public record Query(List<Told> lines) {

  public Query {
    lines = List.copyOf(lines);
  }

  /// @param pattern with `%s` for each of the values, as [Told#of]
  static Query of(String pattern, Object... values) {
    return of(Told.of(pattern, values));
  }

  static Query of(Told told) {
    List<Told> lines = new ArrayList<>();
    List<Part> line = new ArrayList<>();
    for (Part part : told.parts()) {
      if (part instanceof Words(String text)) {
        String[] split = text.split("\n", -1);
        for (int i = 0; i < split.length; i++) {
          if (i > 0) {
            lines.add(new Told(line));
            line.clear();
          }
          line.add(new Words(split[i]));
        }
      } else {
        line.add(part);
      }
    }
    lines.add(new Told(line));
    return new Query(lines);
  }
}
