// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/// Quotes names, texts and numbers, so that none of them can end its place in a statement. Table
/// functions take no parameters for file names, so everything goes through here.
final class Quoted {

  private Quoted() {}

  /// A statement ends at a NUL, which a text may hold.
  static String text(String text) {
    String quoted = "'" + text.replace("'", "''") + "'";
    return text.indexOf(0) < 0 ? quoted : "(" + quoted.replace("\0", "' || chr(0) || '") + ")";
  }

  /// What DuckDB calls the column of a file at a place.
  static String id(int place) {
    return "c" + place;
  }

  static String name(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /// A finite number that DuckDB reads back as the same.
  static String number(double number) {
    return "CAST(" + text(new BigDecimal(number).toString()) + " AS DOUBLE)";
  }

  static String texts(List<String> texts) {
    return texts.stream().map(Quoted::text).collect(Collectors.joining(", ", "[", "]"));
  }
}
