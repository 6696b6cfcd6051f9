// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation;

import java.io.Serial;

/// What cannot be made into tensors of the model, in words for whoever gave it.
public final class PreparationException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  private final String code;
  private final String why;
  private final String remedy;
  private final String told;

  /// Without a stack trace: callers of a service cause thousands a second.
  ///
  /// @param code of what went wrong, for programs
  /// @param what happened
  /// @param told the same without any value, for a log that holds no payload
  private PreparationException(String code, String what, String why, String remedy, String told) {
    super(what, null, true, false);
    this.code = code;
    this.why = why;
    this.remedy = remedy;
    this.told = told;
  }

  /// Something of which no value is told.
  ///
  /// @param code of what went wrong, for programs
  public PreparationException(String code, String what, String why, String remedy) {
    this(code, what, why, remedy, what);
  }

  /// A value that a column does not take.
  ///
  /// @param where the row, as its giver knows it
  /// @param value as it was given
  /// @param expected what the column takes
  static PreparationException unfit(String where, String column, String value, String expected) {
    return new PreparationException(
        "data.value-unfit",
        "%s: column '%s' holds %s, not %s".formatted(where, column, value, expected),
        "The model takes " + expected + " in this column.",
        "Correct the value, or encode the column as it was encoded for training.",
        "%s: '%s' must be %s".formatted(where, column, expected));
  }

  public String code() {
    return code;
  }

  public String what() {
    return String.valueOf(getMessage());
  }

  public String why() {
    return why;
  }

  public String remedy() {
    return remedy;
  }

  /// What happened, without any value that was given.
  public String told() {
    return told;
  }
}
