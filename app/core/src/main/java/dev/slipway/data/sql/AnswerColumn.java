// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import java.io.Serializable;

/// A column that a function gives.
public record AnswerColumn(String name, Type type) implements Serializable {

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
