// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// How a data file is written, told from its first bytes.
public enum DataFormat {
  CSV,
  PARQUET,
  /// One JSON object a line
  JSON_LINES;

  private static final int LOOKED_AT = 4096;

  public static DataFormat of(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(LOOKED_AT);
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("PAR1")) {
      return PARQUET;
    }
    return text.stripLeading().startsWith("{\"") ? JSON_LINES : CSV;
  }
}
