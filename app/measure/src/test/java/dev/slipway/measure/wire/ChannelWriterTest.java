// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ChannelWriterTest {

  /// A network with room for so many bytes; it counts what it was shown, as a socket's channel
  /// copies it.
  private static final class Narrow implements WritableByteChannel {

    private final ByteArrayOutputStream came = new ByteArrayOutputStream();
    private int room;
    private long shown;

    @Override
    public int write(ByteBuffer source) {
      shown += source.remaining();
      byte[] taken = new byte[Math.min(room, source.remaining())];
      source.get(taken);
      came.writeBytes(taken);
      room -= taken.length;
      return taken.length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  private static byte[] message(int size) {
    byte[] message = new byte[size];
    new Random(1).nextBytes(message);
    return message;
  }

  @Test
  void aMessageOfMegabytesComesWholeAndIsCopiedHardlyMoreThanOnce() throws IOException {
    byte[] message = message(13_000_000);
    ByteBuffer out = ByteBuffer.wrap(message);
    var network = new Narrow();

    while (out.hasRemaining()) {
      network.room = 400_000;
      ChannelWriter.write(network, out);
    }

    assertArrayEquals(message, network.came.toByteArray());
    assertTrue(network.shown < 1.5 * message.length, network.shown + " bytes");
  }

  @Test
  void itStopsWhereTheNetworkTakesNoMore() throws IOException {
    ByteBuffer out = ByteBuffer.wrap(message(300_000));
    var network = new Narrow();
    network.room = 200_000;

    ChannelWriter.write(network, out);
    assertEquals(100_000, out.remaining());

    ChannelWriter.write(network, out);
    assertEquals(100_000, out.remaining());

    network.room = 1 << 20;
    ChannelWriter.write(network, out);
    assertFalse(out.hasRemaining());
  }

  @Test
  void anEmptyMessageIsWritten() throws IOException {
    var network = new Narrow();
    ChannelWriter.write(network, ByteBuffer.allocate(0));
    assertEquals(0, network.came.size());
  }
}
