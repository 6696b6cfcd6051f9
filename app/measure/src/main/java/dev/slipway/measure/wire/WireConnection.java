// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.wire;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// One HTTP/1.1 connection that is kept open, with one request under way at most.
final class WireConnection {

  private static final int OK = 200;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
  private final AnswerReader reader = new AnswerReader("POST");
  private ByteBuffer out = ByteBuffer.allocate(0);

  WireConnection(InetSocketAddress address, Selector selector) throws IOException {
    channel = SocketChannel.open(address);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  /// @param request head and body
  void send(ByteBuffer request) throws IOException {
    if (!reader.staysOpen()) {
      throw new EOFException("the service closes its connections after an answer");
    }
    out = request.duplicate();
    reader.next();
    write();
  }

  private void write() throws IOException {
    ChannelWriter.write(channel, out);
    int wanted =
        out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
    if (key.interestOps() != wanted) {
      key.interestOps(wanted);
    }
  }

  /// Goes on with what the network lets.
  ///
  /// @return whether the answer is whole
  boolean goOn() throws IOException {
    if (key.isWritable() && out.hasRemaining()) {
      write();
    }
    return key.isReadable() && read();
  }

  private boolean read() throws IOException {
    if (channel.read(in.clear()) < 0) {
      reader.close();
    }
    boolean whole = reader.take(in.flip());
    if (in.hasRemaining()) {
      throw new IOException("the service sends more than it was asked for");
    }
    return whole;
  }

  /// Whether the last answer was a right one.
  boolean right() {
    return reader.status() == OK;
  }
}
