// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
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

  /// As many as tell them apart.
  static final int HEAD = 6;

  private static final int BUFFER = 1 << 16;

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

  /// @param head the first bytes
  static Packing of(byte[] head) {
    String start = Literals.latin(head);
    if (start.length() > 1
        && start.charAt(0) == 'x'
        && "\u0001^\u009c\u00da".indexOf(start.charAt(1)) >= 0) {
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

  /// The bytes that were packed.
  InputStream open(InputStream packed) throws IOException {
    if (this == NONE) {
      return packed;
    }
    try {
      return new BufferedInputStream(new Guarded(unpacking(packed)), BUFFER);
    } catch (RuntimeException e) {
      throw new IOException(e);
    }
  }

  private InputStream unpacking(InputStream packed) throws IOException {
    return switch (this) {
      case NONE -> packed;
      case ZLIB -> new InflaterInputStream(packed);
      case GZIP -> new GZIPInputStream(packed);
      case BZIP2 -> new BZip2CompressorInputStream(packed, true);
      case XZ -> new XZInputStream(packed, MOST_KIBIBYTES);
      case LZMA -> new LZMAInputStream(packed, MOST_KIBIBYTES);
      case LZ4 -> new FramedLZ4CompressorInputStream(packed, true);
    };
  }

  /// Whatever a library throws over damaged bytes is said in one way.
  private static final class Guarded extends FilterInputStream {

    Guarded(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      try {
        return super.read(into, from, length);
      } catch (RuntimeException e) {
        throw new IOException(e);
      }
    }
  }

  /// Whether bytes are missing, as far as a library says.
  static boolean isCutOff(Exception e) {
    return e instanceof EOFException || String.valueOf(e.getMessage()).contains("nexpected end");
  }
}
