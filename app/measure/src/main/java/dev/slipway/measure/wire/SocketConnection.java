// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.wire;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// One HTTP/1.1 connection of one sender, which waits for each answer. It connects again when the
/// service has closed it.
final class SocketConnection implements AutoCloseable {

  private static final int ROOM = 1 << 16;

  private final String host;
  private final int port;
  private final AnswerReader reader = new AnswerReader("POST");
  private final ByteBuffer in = ByteBuffer.allocateDirect(ROOM);
  private @Nullable Line line; // null while nothing is connected

  /// @param arrived told when something has come
  private record Line(SocketChannel channel, Selector arrived) implements AutoCloseable {

    @Override
    public void close() throws IOException {
      channel.close();
      arrived.close();
    }
  }

  SocketConnection(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /// Connects ahead, so that no answer is late for it; a service that is not there shows when it is
  /// asked.
  SocketConnection ready() {
    try {
      line = connected();
    } catch (IOException notThere) {
      line = null;
    }
    return this;
  }

  /// Sends a message and waits for the answer.
  ///
  /// @return its status
  /// @throws IOException where none comes in time
  int ask(byte[] message) throws IOException {
    boolean fresh = line == null;
    try {
      return once(message);
    } catch (EOFException idleTooLong) {
      close();
      if (fresh || reader.status() != 0) {
        throw idleTooLong;
      }
    } catch (IOException broken) {
      close();
      throw broken;
    }
    // closed while nobody asked: the message was not read
    try {
      return once(message);
    } catch (IOException broken) {
      close();
      throw broken;
    }
  }

  private int once(byte[] message) throws IOException {
    if (line == null) {
      line = connected();
    }
    Line now = line;
    long end = System.nanoTime() + Wire.TIMEOUT.toNanos();
    ByteBuffer out = ByteBuffer.wrap(message);
    reader.next();
    write(now, out, end);
    while (!answered(now)) {
      await(now, end);
    }
    if (!reader.staysOpen()) {
      close();
    }
    return reader.status();
  }

  private Line connected() throws IOException {
    IOException refused = new IOException("no address: " + host);
    for (InetAddress address : InetAddress.getAllByName(host)) {
      try {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(address, port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        Selector selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
        return new Line(channel, selector);
      } catch (IOException next) {
        refused = next;
      }
    }
    throw refused;
  }

  /// A large message may wait for room on its way.
  private static void write(Line line, ByteBuffer out, long end) throws IOException {
    ChannelWriter.write(line.channel(), out);
    while (out.hasRemaining()) {
      SelectionKey key = line.channel().keyFor(line.arrived());
      key.interestOps(SelectionKey.OP_WRITE);
      await(line, end);
      key.interestOps(SelectionKey.OP_READ);
      ChannelWriter.write(line.channel(), out);
    }
  }

  private boolean answered(Line line) throws IOException {
    int read = line.channel().read(in.clear());
    if (read == 0) {
      return false;
    }
    if (read < 0) {
      reader.close();
    }
    return reader.take(in.flip());
  }

  private static void await(Line line, long end) throws IOException {
    long left = (end - System.nanoTime()) / 1_000_000;
    line.arrived().selectedKeys().clear();
    if (left <= 0 || (line.arrived().select(left) == 0 && System.nanoTime() >= end)) {
      throw new SocketTimeoutException("no answer in time");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new IOException("cancelled");
    }
  }

  @Override
  public void close() {
    if (line != null) {
      try {
        line.close();
      } catch (IOException gone) {
        // nothing is sent over it any more
      }
      line = null;
    }
  }
}
