// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// Text files that may be packed with gzip, told by their first bytes and not by their names.
public final class Unpacked {

  private Unpacked() {}

  public static boolean isGzip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 0x1f && in.read() == 0x8b;
    }
  }

  /// What is in the file, whether it is packed or not.
  public static InputStream open(Path file) throws IOException {
    boolean packed = isGzip(file);
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    try {
      return packed ? new GZIPInputStream(in) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
