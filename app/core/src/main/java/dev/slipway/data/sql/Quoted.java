// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import java.util.List;
import java.util.stream.Collectors;

/// Names and texts so that they cannot end where they stand in a statement. Table functions take no
/// parameters for file names, so that all goes through here.
final class Quoted {

  private Quoted() {}

  static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  static String name(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  static String texts(List<String> texts) {
    return texts.stream().map(Quoted::text).collect(Collectors.joining(", ", "[", "]"));
  }
}
