// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.objective.ProjectParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads a project from its folder or from its `slipway.yaml`.
public final class OpenProject {

  /// The name of the project file.
  public static final String FILE = "slipway.yaml";

  private final ProjectParser parser;

  public OpenProject(ProjectParser parser) {
    this.parser = parser;
  }

  /// @param given a folder that holds `slipway.yaml`, or the file itself
  public OpenedProject open(Path given) throws ProblemException {
    Path file =
        (Files.isDirectory(given) ? given.resolve(FILE) : given).toAbsolutePath().normalize();
    if (!Files.exists(file)) {
      throw Problem.input(
              "project.missing",
              "There is no project at " + given,
              Files.exists(given)
                  ? "The folder holds no " + FILE + "."
                  : "The path does not exist.",
              "Name a folder with a " + FILE + ", or make one with: slipway init " + given)
          .asException();
    }
    byte[] bytes = bytesOf(file);
    return new OpenedProject(
        Path.of(file.toString()).getParent(),
        file,
        parser.parse(text(file, bytes), file.getFileName().toString()),
        Sha256.of(bytes));
  }

  private static byte[] bytesOf(Path file) throws ProblemException {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "project.unreadable",
              "Cannot read " + file,
              String.valueOf(e.getMessage()),
              "Check that it is a file and that you may read it."),
          e);
    }
  }

  private static String text(Path file, byte[] bytes) throws ProblemException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ProblemException(
          Problem.input(
              "project.not-text",
              file + " is not a text file",
              "It holds bytes that are not UTF-8.",
              "Save it as UTF-8."),
          e);
    }
  }
}
