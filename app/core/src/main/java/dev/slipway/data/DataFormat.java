// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.request.Unpacked;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// The format of a data file, detected from its first bytes.
public enum DataFormat {
  CSV,
  PARQUET,
  /// One JSON object a line, or one array of them
  JSON_LINES;

  private static final int LOOKED_AT = 4096;
  private static final Pattern JSON = Pattern.compile("(\\[\\s*)?\\{\\s*\"");

  public static DataFormat of(Path file) throws IOException {
    String text = head(file);
    if (text.startsWith("PAR1")) {
      return PARQUET;
    }
    return JSON.matcher(text).lookingAt() ? JSON_LINES : CSV;
  }

  /// Whether a file of JSON is one array.
  public static boolean isArray(Path file) throws IOException {
    return head(file).startsWith("[");
  }

  /// From the first character on that says something.
  private static String head(Path file) throws IOException {
    try (InputStream in = Unpacked.open(file)) {
      String text = new String(in.readNBytes(LOOKED_AT), StandardCharsets.UTF_8);
      return (text.startsWith("\ufeff") ? text.substring(1) : text).stripLeading();
    }
  }
}
