// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.predict;

import java.io.Serial;

/// A request or a model that cannot be served, in words that a caller can act on.
public final class InferenceException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  /// What went wrong, as the protocols tell it.
  public enum Kind {
    INVALID_ARGUMENT(400),
    /// An extension of the protocol that this runtime does not have.
    NOT_OFFERED(400),
    /// It brought no token, where one is needed.
    UNAUTHENTICATED(401),
    /// It brought a token that is none of the server's.
    INVALID_TOKEN(401),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    /// The request did not come fast enough.
    TOO_SLOW(408),
    TOO_LARGE(413),
    PATH_TOO_LONG(414),
    /// The body is packed in a way that this runtime cannot unpack.
    UNKNOWN_CODING(415),
    /// The body is of a kind that the path does not take.
    UNKNOWN_TYPE(415),
    HEADERS_TOO_LARGE(431),
    INTERNAL(500),
    /// The file is no model that this runtime can load.
    INVALID_MODEL(500),
    UNSUPPORTED(501),
    /// Overloaded, draining or not ready: try again later.
    UNAVAILABLE(503),
    DEADLINE_EXCEEDED(504),
    HTTP_VERSION(505);

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

  /// A request for an extension of the protocol that this runtime does not have.
  public static InferenceException notOffered(String extension) {
    return new InferenceException(
        Kind.NOT_OFFERED, "the %s extension is not offered".formatted(extension));
  }

  public Kind kind() {
    return kind;
  }

  /// The message, never null.
  public String reason() {
    return String.valueOf(getMessage());
  }
}
