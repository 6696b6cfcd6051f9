// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/// How a pickle is compressed, which its first bytes say: joblib's choices.
public enum Packing {
  NONE(""),
  ZLIB("zlib"),
  GZIP("gzip"),
  BZIP2("bzip2"),
  XZ("xz"),
  LZMA("lzma"),
  LZ4("lz4");

  /// Of a dictionary of xz; a larger one is refused.
  private static final int MOST_KIBIBYTES = 128 << 10;

  private final String word;

  Packing(String word) {
    this.word = word;
  }

  /// Blank where it is not compressed.
  public String word() {
    return word;
  }

  /// @param head the first bytes, at least six where there are as many
  static Packing of(byte[] head) {
    String start = Literals.latin(head);
    if (start.startsWith("x") && start.length() > 1 && "\u0001^\u009c\u00da".indexOf(start.charAt(1)) >= 0) {
      return ZLIB;
    }
    if (start.startsWith("\u001f\u008b")) {
      return GZIP;
    }
    if (start.startsWith("BZh")) {
      return BZIP2;
    }
    if (start.startsWith("\u00fd7zXZ\u0000")) {
      return XZ;
    }
    if (start.startsWith("]\u0000\u0000")) {
      return LZMA;
    }
    return start.startsWith("\u0004\"M\u0018") ? LZ4 : NONE;
  }

  InputStream open(InputStream packed) throws IOException {
    return switch (this) {
      case NONE -> packed;
      case ZLIB -> new BufferedInputStream(new InflaterInputStream(packed), 1 << 16);
      case GZIP -> new BufferedInputStream(new GZIPInputStream(packed), 1 << 16);
      case BZIP2 -> new BufferedInputStream(new BZip2CompressorInputStream(packed, true), 1 << 16);
      case XZ -> new BufferedInputStream(new XZInputStream(packed, MOST_KIBIBYTES), 1 << 16);
      case LZMA -> new BufferedInputStream(new LZMAInputStream(packed, MOST_KIBIBYTES), 1 << 16);
      case LZ4 ->
          new BufferedInputStream(new FramedLZ4CompressorInputStream(packed, true), 1 << 16);
    };
  }
}
