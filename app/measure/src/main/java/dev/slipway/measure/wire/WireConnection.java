// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Locale;

/// One HTTP/1.1 connection that is kept open, with one request under way at most. Of an answer it
/// reads the status and the length, and drops the rest: the client must cost little.
final class WireConnection {

  private static final String LENGTH = "\r\ncontent-length:";
  private static final int OK = 200;
  private static final int MOST_HEAD = 1 << 14;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
  private ByteBuffer out = ByteBuffer.allocate(0);
  private boolean inBody;
  private long missing;
  private boolean right;

  WireConnection(InetSocketAddress address, Selector selector) throws IOException {
    channel = SocketChannel.open(address);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  /// @param request head and body
  void send(ByteBuffer request) throws IOException {
    out = request.duplicate();
    inBody = false;
    in.clear();
    write();
  }

  private void write() throws IOException {
    channel.write(out);
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
    int count = channel.read(in);
    if (count < 0) {
      throw new EOFException("the service closed a connection");
    }
    if (inBody) {
      missing -= count;
      in.clear();
    } else {
      head();
    }
    return inBody && missing <= 0;
  }

  private void head() throws IOException {
    int end = endOfHead();
    if (end < 0) {
      if (in.position() > MOST_HEAD) {
        throw new IOException("the service answers with no HTTP head");
      }
      return;
    }
    byte[] bytes = new byte[end];
    in.get(0, bytes);
    String head = new String(bytes, ISO_8859_1).toLowerCase(Locale.ROOT);
    int at = head.indexOf(LENGTH);
    if (at < 0) {
      throw new IOException("the service does not tell the length of its answers");
    }
    int from = at + LENGTH.length();
    String told = head.substring(from, head.indexOf("\r\n", from)).strip();
    if (!told.matches("[0-9]{1,18}")) {
      throw new IOException("the service tells a length of its answers that is no number");
    }
    missing = Long.parseLong(told) - (in.position() - end);
    right = head.startsWith(" " + OK, head.indexOf(' '));
    inBody = true;
    in.clear();
  }

  /// Behind the empty line, or -1.
  private int endOfHead() {
    for (int i = 3; i < in.position(); i++) {
      if (in.get(i) == '\n' && in.get(i - 2) == '\n' && in.get(i - 1) == '\r') {
        return i + 1;
      }
    }
    return -1;
  }

  /// Whether the last answer was a right one.
  boolean right() {
    return right;
  }
}
