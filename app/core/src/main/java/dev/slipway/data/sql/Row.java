// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// One row of an answer, by position from 0 on.
record Row(List<Optional<Object>> cells) {

  static Row of(ResultSet at) throws SQLException {
    List<Optional<Object>> cells = new ArrayList<>();
    for (int i = 1; i <= at.getMetaData().getColumnCount(); i++) {
      Object value = at.getObject(i);
      cells.add(
          value instanceof Array array ? Optional.of(list(array)) : Optional.ofNullable(value));
    }
    return new Row(cells);
  }

  private static List<Object> list(Array array) throws SQLException {
    return List.of((Object[]) array.getArray());
  }

  long whole(int i) {
    return cells.get(i).map(value -> ((Number) value).longValue()).orElse(0L);
  }

  OptionalDouble real(int i) {
    return cells
        .get(i)
        .map(value -> OptionalDouble.of(((Number) value).doubleValue()))
        .orElse(OptionalDouble.empty());
  }

  Optional<String> text(int i) {
    return cells.get(i).map(String::valueOf);
  }

  List<Long> wholes(int i) {
    if (cells.get(i).orElse(List.of()) instanceof List<?> list) {
      return list.stream().map(value -> ((Number) value).longValue()).toList();
    }
    return List.of();
  }

  List<Double> reals(int i) {
    if (cells.get(i).orElse(List.of()) instanceof List<?> list) {
      return list.stream().map(value -> ((Number) value).doubleValue()).toList();
    }
    return List.of();
  }
}
