// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import dev.slipway.base.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// An entry of a jar that is too large to be held: it is read again when it is written out.
public final class EntryContent extends HashedContent {

  private final Path jar;
  private final String entry;

  private EntryContent(Path jar, String entry, Sha256 sha256) {
    super(sha256);
    this.jar = jar;
    this.entry = entry;
  }

  /// Hashes an entry.
  public static EntryContent of(Path jar, String entry) throws IOException {
    return new EntryContent(jar, entry, copy(jar, entry, OutputStream.nullOutputStream()));
  }

  private static Sha256 copy(Path jar, String entry, OutputStream out) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry found = zip.getEntry(entry);
      if (found == null) {
        throw new FileNotFoundException(jar + " holds no " + entry);
      }
      try (InputStream in = zip.getInputStream(found)) {
        return Sha256.copying(in, out);
      }
    }
  }

  @Override
  public byte[] bytes() {
    var bytes = new ByteArrayOutputStream();
    try {
      writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    if (!copy(jar, entry, out).equals(sha256())) {
      throw new IOException(jar + " changed while it was copied");
    }
  }

  @Override
  public String toString() {
    return jar + "!" + entry + " " + sha256().brief();
  }
}
