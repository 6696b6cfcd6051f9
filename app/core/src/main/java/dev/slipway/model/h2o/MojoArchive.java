// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.h2o;

import dev.slipway.model.MalformedException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// The zip archive of a MOJO. Entries are looked up by the names that a MOJO has and read into
/// memory; nothing is unpacked to the disk.
final class MojoArchive implements AutoCloseable {

  /// Bytes that all entries may have together when unpacked; a small archive may claim any number.
  static final long MOST_BYTES = 256L << 20;

  /// Lines of one entry; a list of them takes many times the bytes of empty ones.
  private static final int MOST_LINES = 1_000_000;

  private final ZipFile zip;
  private long left = MOST_BYTES;

  private MojoArchive(ZipFile zip) {
    this.zip = zip;
  }

  static MojoArchive open(Path file) throws IOException, MalformedException {
    try {
      return new MojoArchive(new ZipFile(file.toFile()));
    } catch (ZipException e) {
      throw new MalformedException("as a zip archive, " + e.getMessage(), true);
    } catch (EOFException e) {
      throw new MalformedException("as a zip archive, it is cut off", true);
    }
  }

  Optional<byte[]> bytes(String name) throws IOException, MalformedException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      return Optional.empty();
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in == null ? new byte[0] : in.readNBytes((int) left + 1);
      left -= bytes.length;
      if (left < 0) {
        throw new MalformedException(
            "it unpacks to more than %d MB".formatted(MOST_BYTES >> 20), false);
      }
      return Optional.of(bytes);
    } catch (ZipException e) {
      throw new MalformedException(name + ": " + e.getMessage(), true);
    } catch (EOFException e) {
      throw new MalformedException(name + " is cut off", true);
    }
  }

  List<String> lines(String name) throws IOException, MalformedException {
    byte[] bytes = bytes(name).orElseThrow(() -> new MalformedException("it lacks " + name, false));
    List<String> lines =
        new String(bytes, StandardCharsets.UTF_8).lines().limit(MOST_LINES + 1L).toList();
    if (lines.size() > MOST_LINES) {
      throw new MalformedException("%s has more than %d lines".formatted(name, MOST_LINES), false);
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
