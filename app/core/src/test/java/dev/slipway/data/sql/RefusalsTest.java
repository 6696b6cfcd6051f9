// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.Problem.Category;
import dev.slipway.data.DataFormat;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whose fault it is that a file cannot be read.
final class RefusalsTest {

  private static final String READ = "IO Error: Could not read from file \"/in/a.parquet\": ";

  private static Problem unreadable(String message) {
    return Refusals.unreadable(
            "a.parquet", "reading a.parquet", DataFormat.PARQUET, new SQLException(message))
        .problem();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Input/output error",
        "Stale file handle",
        "Remote I/O error",
        "Transport endpoint is not connected",
        "Host is down",
        "Connection timed out"
      })
  void aVolumeThatFailsIsTheMachines(String said) {
    assertEquals(
        Problem.environment(
            "data.volume",
            "What a.parquet lies on cannot be read",
            READ.substring("IO Error: ".length()) + said,
            "See that the disk or the mounted volume is well."),
        unreadable(READ + said));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "IO Error: No magic bytes found at end of file 'a: not connected.parquet'",
        "IO Error: Cannot open file \"timed out.parquet\": No such file or directory",
        "Invalid Input Error: 'not connected' cannot be read as a number"
      })
  void aFileThatIsBrokenIsTheUsers(String said) {
    Problem.Code code = unreadable(said).code();

    assertEquals("data.malformed", code.id());
    assertEquals(Category.INPUT, code.category());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Out of Memory Error: failed to pin block|Out of Memory Error: failed to pin block
          Invalid Error: a task failed\\nError: Out of Memory Error: failed|Out of Memory Error: failed
          java.lang.OutOfMemoryError: Java heap space|java.lang.OutOfMemoryError: Java heap space
          IO Error: Could not write file "/t/0.tmp": No space left on device|Could not write file "/t/0.tmp": No space left on device
          """)
  void memoryOrDiskThatDoesNotSufficeIsTheMachines(String message, String said) {
    var cause = new SQLException(message.replace("\\n", "\n"));
    Problem expected =
        Problem.environment(
            "data.memory",
            "Memory ran out while reading a.parquet",
            said,
            "Free memory or disk space for temporary files, or give a sample of the rows.");

    assertEquals(expected, unreadable(message.replace("\\n", "\n")));
    assertEquals(expected, Refusals.failed("a.parquet", "reading a.parquet", cause).problem());
    assertTrue(Refusals.isOfShortage(cause));
  }

  /// Behind a line of CSV that the engine quotes, and in the name of a file.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Invalid Input Error: CSV Error on Line: 3\nOriginal Line: \"a\nOut of Memory Error\"\n",
        "IO Error: Cannot open file \"no space left on device.csv\": No such file or directory"
      })
  void whatAFileSaysIsNoShortage(String message) {
    assertFalse(Refusals.isOfShortage(new SQLException(message)));
  }

  @Test
  void ofLoadedRowsTheFileIsNotToBlame() {
    assertEquals(
        List.of(Category.INTERNAL, Category.ENVIRONMENT),
        Stream.of(
                "Binder Error: Referenced column \"c1\" not found in FROM clause!",
                "IO Error: Could not read from file \"/t/0.tmp\": Input/output error")
            .map(said -> Refusals.failed("a.csv", "looking", new SQLException(said)).problem())
            .map(problem -> problem.code().category())
            .toList());
  }

  @Test
  void aFileThatIsGoneClosedOrCutIsTheUsersAndEveryOtherFailureIsTheMachines() {
    assertEquals(
        List.of(Category.INPUT, Category.INPUT, Category.INPUT, Category.ENVIRONMENT),
        Stream.of(
                new NoSuchFileException("a.csv"),
                new AccessDeniedException("a.csv"),
                new EOFException("Unexpected end of ZLIB input stream"),
                new IOException("Input/output error"))
            .map(cause -> Refusals.gone("a.csv", cause).problem().code().category())
            .toList());
  }
}
