// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.zip.ZipException;

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

  /// Whether a file could not be read because it is gone, closed to the user, broken or not where
  /// its path says. Else what it lies on failed, which may pass.
  public static boolean isOfTheFile(IOException cause) {
    return cause instanceof NoSuchFileException
        || cause instanceof AccessDeniedException
        || cause instanceof NotDirectoryException
        || cause instanceof FileSystemLoopException
        || cause instanceof EOFException
        || cause instanceof ZipException
        || cause instanceof CharacterCodingException;
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
