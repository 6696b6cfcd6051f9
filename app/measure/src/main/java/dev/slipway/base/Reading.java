// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads small text files that a user names.
public final class Reading {

  /// What to do about most of them.
  public static final String CHECK = "Check that it is a file and that you may read it.";

  private Reading() {}

  public static byte[] bytes(Path file) throws ProblemException {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable("file.unreadable", file, CHECK, e);
    }
  }

  public static String text(Path file) throws ProblemException {
    return text(file, bytes(file));
  }

  /// Bytes of a file as text; only UTF-8 is text.
  public static String text(Path file, byte[] bytes) throws ProblemException {
    try {
      return utf8(bytes);
    } catch (CharacterCodingException e) {
      throw new ProblemException(
          Problem.input(
              "file.not-text",
              file + " is not a text file",
              "It holds bytes that are not UTF-8.",
              "Save it as UTF-8."),
          e);
    }
  }

  /// @throws CharacterCodingException at the first bytes that are not UTF-8
  public static String utf8(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /// A file that could not be read.
  ///
  /// @param code of the problem
  /// @param remedy what the user can do
  public static ProblemException unreadable(
      String code, Path file, String remedy, IOException cause) {
    return new ProblemException(
        Problem.input(
            code,
            "Cannot read " + file,
            Files.exists(file) ? String.valueOf(cause.getMessage()) : "There is no such file.",
            remedy),
        cause);
  }
}
