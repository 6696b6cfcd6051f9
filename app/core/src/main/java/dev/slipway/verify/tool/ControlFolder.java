// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.tool;

import dev.slipway.base.TemporaryFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A folder with files that are known to be good, for as long as a program is tried on them.
record ControlFolder(Path path) implements AutoCloseable {

  static ControlFolder write(List<String> files) throws IOException {
    ControlFolder folder = new ControlFolder(Files.createTempDirectory("slipway-tool"));
    try {
      for (String file : files) {
        Path target = folder.path.resolve(file);
        Files.createDirectories(target.getParent());
        try (InputStream in = ControlFolder.class.getResourceAsStream("controls/" + file)) {
          if (in == null) {
            throw new IllegalArgumentException("no such control: " + file);
          }
          Files.copy(in, target);
        }
      }
      return folder;
    } catch (IOException e) {
      folder.close();
      throw e;
    }
  }

  /// What a program that was ended still holds is left to the system.
  @Override
  public void close() {
    TemporaryFolder.delete(path);
  }
}
