// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a file on disk held when it was hashed; it is read again only when it is written out.
public final class FileContent extends GeneratedFile.Content {

  private final Path file;

  private FileContent(Path file, Sha256 sha256) {
    super(sha256);
    this.file = file;
  }

  /// Hashes a file.
  public static FileContent of(Path file) throws ProblemException {
    try {
      return new FileContent(file, Sha256.of(file));
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "bundle.unreadable-input",
              "The file " + file + ", which belongs into the bundle, cannot be read.",
              String.valueOf(e.getMessage()),
              "Put the file there and make it readable."),
          e);
    }
  }

  @Override
  public byte[] bytes() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      if (!Sha256.copying(in, out).equals(sha256())) {
        throw new IOException(file + " changed while it was copied");
      }
    }
  }

  @Override
  public String toString() {
    return file + " " + sha256().brief();
  }
}
