// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Problem.Category;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;

/// Whether a store failed, or what it was asked for is wrong: whoever starts the job again by its
/// exit code tells by that.
final class StoreFailureTest {

  /// As what reads a Parquet file calls it.
  private static final class TTransportException extends Exception {
    private static final long serialVersionUID = 1L;

    TTransportException(Throwable cause) {
      super("broken", cause);
    }

    TTransportException() {
      super("it ends too early");
    }
  }

  private static List<Category> categories(List<Throwable> failures) {
    return failures.stream()
        .map(failure -> StoreFailure.of("s3a://bucket/in", failure).problem().code().category())
        .distinct()
        .toList();
  }

  @Test
  void aStoreThatFailsMayBeWellTheNextTime() {
    assertEquals(
        List.of(Category.ENVIRONMENT),
        categories(
            List.of(
                new IOException("503 Slow Down"),
                new AccessDeniedException("s3a://bucket/in", null, "403"),
                new IOException("getFileStatus", new IllegalStateException("of the library")),
                new UncheckedIOException(new SocketTimeoutException("read")),
                new IOException(
                    "can not read", new TTransportException(new SocketTimeoutException("read"))),
                new NoSuchMethodError("of another version"))));
  }

  @Test
  void aNameOrAFileThatIsWrongStaysWrong() {
    assertEquals(
        List.of(Category.INPUT),
        categories(
            List.of(
                new FileNotFoundException("in"),
                new IOException("Illegal file pattern: An escaped character does not present"),
                new IOException("Illegal", new PatternSyntaxException("unclosed", "[", 0)),
                new IllegalArgumentException("Wrong FS"),
                new IOException("can not read", new TTransportException()),
                new RuntimeException("in is not a Parquet file"))));
  }
}
