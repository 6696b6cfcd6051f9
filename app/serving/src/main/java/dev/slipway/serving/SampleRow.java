// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.serving.preparation.ColumnRule;
import dev.slipway.serving.preparation.Columns;
import dev.slipway.serving.protocol.JsonWriter;
import java.util.Set;

/// A row of no meaning that a service takes, as bytes on the wire.
record SampleRow(Columns columns) {

  byte[] json() {
    JsonWriter request = new JsonWriter().object().key("rows").array().object();
    for (int column = 0; column < columns.count(); column++) {
      request.key(columns.name(column));
      ColumnRule rule = columns.rule(column);
      switch (columns.datatype(column)) {
        case BYTES -> request.value(rule.texts().stream().sorted().findFirst().orElse("a"));
        case BOOL -> request.value(rule.numbers().equals(Set.of(1.0)));
        case INT64, INT32 -> request.value((long) Math.ceil(number(rule)));
        default -> request.value(number(rule));
      }
    }
    return request.endObject().endArray().endObject().toString().getBytes(UTF_8);
  }

  private static double number(ColumnRule rule) {
    return rule.numbers().stream()
        .sorted()
        .findFirst()
        .orElse(Math.clamp(0.0, rule.least(), rule.most()));
  }
}
