// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

/// A column that a function gives.
public record AnswerColumn(String name, Type type) {

  /// How its values are held and stored.
  public enum Type {
    FLOAT,
    DOUBLE,
    INTEGER,
    LONG,
    UNSIGNED,
    TRUTH,
    TEXT
  }
}
