// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the name of a file or folder.
final class PathOption implements ITypeConverter<Path> {

  /// What stands for a byte that the terminal's character set does not have.
  private static final String LOST = "\ufffd";

  @Override
  public Path convert(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(
          text.contains(LOST)
              ? "the language settings here (LANG, LC_ALL) have not all letters of '%s'; run it with LC_ALL=C.UTF-8"
                  .formatted(text)
              : "'%s' names no file: %s".formatted(text, e.getReason()));
    }
  }
}
