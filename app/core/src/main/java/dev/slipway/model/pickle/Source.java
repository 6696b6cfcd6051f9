// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.MalformedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The unpacked bytes of a file, from the first to the last. A length that the file claims is
/// believed byte by byte.
final class Source implements AutoCloseable {

  private static final int CHUNK = 1 << 16;

  private final InputStream in;
  private final Meter meter;
  private long at;

  Source(InputStream in, Meter meter) {
    this.in = in;
    this.meter = meter;
  }

  long at() {
    return at;
  }

  /// -1 at the end.
  int next() throws MalformedException, IOException {
    int value = in.read();
    if (value >= 0) {
      advance(1);
    }
    return value;
  }

  int u1() throws MalformedException, IOException {
    int value = next();
    if (value < 0) {
      throw cutOff();
    }
    return value;
  }

  int u2() throws MalformedException, IOException {
    return u1() | u1() << 8;
  }

  int i4() throws MalformedException, IOException {
    return u2() | u2() << 16;
  }

  long u4() throws MalformedException, IOException {
    return i4() & 0xffff_ffffL;
  }

  /// A length of eight bytes; one beyond 2⁶³ is negative.
  long i8() throws MalformedException, IOException {
    return u4() | u4() << 32;
  }

  double bigEndianDouble() throws MalformedException, IOException {
    return ByteBuffer.wrap(few(8)).order(ByteOrder.BIG_ENDIAN).getDouble();
  }

  /// Some bytes that are counted as held from now on.
  byte[] bytes(long length) throws MalformedException, IOException {
    meter.hold(length);
    return few(length);
  }

  /// Some bytes that whoever asks for them counts.
  byte[] few(long length) throws MalformedException, IOException {
    if (length < 0 || length > meter.leftToUnpack() || length > Integer.MAX_VALUE - 16) {
      throw new MalformedException(
          "a length of %s bytes is claimed at byte %d".formatted(Long.toUnsignedString(length), at),
          false);
    }
    byte[] bytes = in.readNBytes((int) length);
    advance(bytes.length);
    if (bytes.length < length) {
      throw cutOff();
    }
    return bytes;
  }

  /// The bytes up to the next line feed, without it.
  byte[] line() throws MalformedException, IOException {
    var line = new ByteArrayOutputStream();
    for (int value = u1(); value != '\n'; value = u1()) {
      line.write(value);
      meter.hold(1);
      meter.work(1);
    }
    return line.toByteArray();
  }

  /// All that is left, counted as held.
  byte[] rest() throws MalformedException, IOException {
    var rest = new ByteArrayOutputStream();
    for (byte[] part = in.readNBytes(CHUNK); part.length > 0; part = in.readNBytes(CHUNK)) {
      advance(part.length);
      meter.hold(part.length);
      rest.write(part);
    }
    return rest.toByteArray();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void advance(long bytes) throws MalformedException {
    at += bytes;
    meter.unpack(bytes);
  }

  private MalformedException cutOff() {
    return new MalformedException("it ends at byte " + at + ", in the midst", true);
  }
}
