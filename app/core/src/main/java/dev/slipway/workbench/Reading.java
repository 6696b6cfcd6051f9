// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads small text files that a user names.
final class Reading {

  private Reading() {}

  static byte[] bytes(Path file) throws ProblemException {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "file.unreadable",
              "Cannot read " + file,
              Files.exists(file) ? String.valueOf(e.getMessage()) : "There is no such file.",
              "Check that it is a file and that you may read it."),
          e);
    }
  }

  static String text(Path file) throws ProblemException {
    return text(file, bytes(file));
  }

  /// Bytes of a file as text; only UTF-8 is text.
  static String text(Path file, byte[] bytes) throws ProblemException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
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
}
