// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder that nobody needs any more.
public final class TemporaryFolder {

  private TemporaryFolder() {}

  /// Deletes it with all that it holds. What another program still uses is left to the system,
  /// which empties its folder for temporary files, or to the end of this process.
  public static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException stillUsed) {
      folder.toFile().deleteOnExit();
    }
  }
}
