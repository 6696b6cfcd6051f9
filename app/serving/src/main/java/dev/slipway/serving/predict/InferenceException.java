// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.predict;

import java.io.Serial;

/// A request or a model that cannot be served, in words that a caller can act on.
public final class InferenceException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  /// What went wrong, as the protocols tell it.
  public enum Kind {
    INVALID_ARGUMENT(400),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    TOO_LARGE(413),
    INTERNAL(500),
    /// The file is no model that this runtime can load.
    INVALID_MODEL(500),
    UNSUPPORTED(501),
    /// Overloaded, draining or not ready: try again later.
    UNAVAILABLE(503),
    DEADLINE_EXCEEDED(504);

    private final int httpStatus;

    Kind(int httpStatus) {
      this.httpStatus = httpStatus;
    }

    public int httpStatus() {
      return httpStatus;
    }
  }

  private final Kind kind;

  /// Without a stack trace but for what is our own fault: an overloaded server makes thousands of
  /// these a second, and a trace costs as much as a small prediction.
  public InferenceException(Kind kind, String message) {
    super(message, null, true, kind == Kind.INTERNAL);
    this.kind = kind;
  }

  public InferenceException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /// A request that the caller must change.
  public static InferenceException invalid(String message) {
    return new InferenceException(Kind.INVALID_ARGUMENT, message);
  }

  public Kind kind() {
    return kind;
  }

  /// The message, never null.
  public String reason() {
    return String.valueOf(getMessage());
  }
}
