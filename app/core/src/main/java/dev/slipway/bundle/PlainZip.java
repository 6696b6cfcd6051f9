// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/// Writes a zip file, or a jar, whose bytes depend on its entries only, whatever the machine, its
/// time zone and its language. Entries are stored, not compressed: what a compressor gives differs
/// between machines.
final class PlainZip implements AutoCloseable {

  /// The first that the format knows; local, so that no zone shifts it.
  private static final LocalDateTime DATE = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final int FILE = 0100644;
  private static final int PROGRAM = 0100755;

  private final ZipArchiveOutputStream zip;

  PlainZip(OutputStream out) {
    zip = new ZipArchiveOutputStream(out);
  }

  /// What writes an entry; it is asked twice, and must write the same.
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /// @param path with forward slashes
  void add(String path, boolean executable, Content content) throws IOException {
    CRC32 crc = new CRC32();
    Counting count = new Counting();
    content.writeTo(new CheckedOutputStream(count, crc));
    ZipArchiveEntry entry = new ZipArchiveEntry(path);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(count.bytes);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(DATE);
    entry.setUnixMode(executable ? PROGRAM : FILE);
    zip.putArchiveEntry(entry);
    content.writeTo(zip);
    zip.closeArchiveEntry();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private static final class Counting extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
      bytes += length;
    }
  }
}
