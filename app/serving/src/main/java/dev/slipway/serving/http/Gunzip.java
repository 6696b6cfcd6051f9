// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.http;

import dev.slipway.serving.predict.InferenceException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Unpacks a body that is packed by gzip (RFC 1952), as it comes: never more than a piece at once,
/// so that whoever takes the pieces can stop it at any size.
final class Gunzip implements AutoCloseable {

  /// What one takes, most of it zlib's own.
  static final int MEMORY = 56 << 10;

  private static final int PIECE = 1 << 13;
  private static final int FIXED = 10;
  private static final int TRAILER = 8;
  private static final int LONGEST_HEAD = 1 << 12;

  private static final int HAS_CHECKSUM = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;

  /// Takes unpacked bytes.
  @FunctionalInterface
  interface Sink {

    /// False when it takes no more.
    boolean take(ByteBuf piece);
  }

  private enum Part {
    FIXED,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    CHECKSUM,
    DATA,
    TRAILER,
    END
  }

  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] piece = new byte[PIECE];

  private Part part = Part.FIXED;
  private int flags;
  private int headLength;
  private int at;
  private int extra;
  private long said;

  /// Unpacks what came.
  ///
  /// @return false when the sink takes no more
  /// @throws InferenceException where this is no gzip
  boolean inflate(ByteBuf in, Sink sink) throws InferenceException {
    while (in.isReadable()) {
      if (part == Part.DATA) {
        if (!inflateData(in, sink)) {
          return false;
        }
      } else {
        step(in.readUnsignedByte());
      }
    }
    return true;
  }

  boolean isComplete() {
    return part == Part.END;
  }

  private boolean inflateData(ByteBuf in, Sink sink) throws InferenceException {
    inflater.setInput(in.nioBuffer());
    try {
      while (!inflater.finished()) {
        int count = inflater.inflate(piece);
        checksum.update(piece, 0, count);
        if (count > 0 && !sink.take(Unpooled.wrappedBuffer(piece, 0, count))) {
          return false;
        }
        if (count == 0 && !inflater.finished()) {
          if (inflater.needsDictionary()) {
            throw broken();
          }
          break;
        }
      }
    } catch (DataFormatException noGzip) {
      throw broken();
    }
    in.readerIndex(in.writerIndex() - inflater.getRemaining());
    if (inflater.finished()) {
      begin(Part.TRAILER);
    }
    return true;
  }

  private void begin(Part next) {
    part = next;
    at = 0;
  }

  /// A byte of the head, or of the trailer.
  private void step(int value) throws InferenceException {
    if (part != Part.TRAILER && ++headLength > LONGEST_HEAD) {
      throw broken();
    }
    switch (part) {
      case FIXED -> fixed(value);
      case EXTRA_LENGTH -> {
        extra |= value << (8 * at);
        if (++at == 2) {
          begin(extra > 0 ? Part.EXTRA : after(Part.EXTRA));
        }
      }
      case EXTRA, CHECKSUM -> {
        if (++at == (part == Part.EXTRA ? extra : 2)) {
          begin(after(part));
        }
      }
      case NAME, COMMENT -> {
        if (value == 0) {
          begin(after(part));
        }
      }
      case TRAILER -> trailer(value);
      case DATA, END -> throw broken();
    }
  }

  private void fixed(int value) throws InferenceException {
    boolean isRight =
        switch (at) {
          case 0 -> value == 0x1f;
          case 1 -> value == 0x8b;
          case 2 -> value == 8;
          default -> true;
        };
    if (!isRight) {
      throw broken();
    }
    if (at == 3) {
      flags = value;
    }
    if (++at == FIXED) {
      begin(after(Part.FIXED));
    }
  }

  /// The next part of the head that its flags name.
  private Part after(Part done) {
    if (done.compareTo(Part.EXTRA_LENGTH) < 0 && (flags & HAS_EXTRA) != 0) {
      return Part.EXTRA_LENGTH;
    }
    if (done.compareTo(Part.NAME) < 0 && (flags & HAS_NAME) != 0) {
      return Part.NAME;
    }
    if (done.compareTo(Part.COMMENT) < 0 && (flags & HAS_COMMENT) != 0) {
      return Part.COMMENT;
    }
    if (done.compareTo(Part.CHECKSUM) < 0 && (flags & HAS_CHECKSUM) != 0) {
      return Part.CHECKSUM;
    }
    return Part.DATA;
  }

  /// The checksum, then the length modulo 2³².
  private void trailer(int value) throws InferenceException {
    said |= (long) value << (8 * at);
    if (++at == TRAILER) {
      long length = inflater.getBytesWritten() & 0xFFFF_FFFFL;
      if ((said & 0xFFFF_FFFFL) != checksum.getValue() || said >>> 32 != length) {
        throw broken();
      }
      begin(Part.END);
    }
  }

  private static InferenceException broken() {
    return InferenceException.invalid("the body is not what gzip writes");
  }

  /// Gives zlib's memory back.
  @Override
  public void close() {
    inflater.end();
  }
}
