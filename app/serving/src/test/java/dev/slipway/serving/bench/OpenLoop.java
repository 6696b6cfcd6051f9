// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/// A client that keeps connections open and sends at a rate, whether or not answers come. Like most
/// clients, it uses what connection it has and tries nothing twice.
final class OpenLoop implements AutoCloseable {

  private final InetSocketAddress address;
  private final ByteBuffer request;
  private final Selector selector = Selector.open();
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final Tally tally = new Tally();
  private boolean refused;
  private int open;

  OpenLoop(int port, int connections, byte[] request) throws IOException {
    this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.request = ByteBuffer.allocateDirect(request.length).put(request).flip();
    for (int i = 0; i < connections; i++) {
      connect();
    }
  }

  private void connect() throws IOException {
    try {
      SocketChannel channel = SocketChannel.open(address);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      Connection connection = new Connection(channel);
      channel.register(selector, SelectionKey.OP_READ, connection);
      idle.add(connection);
      open++;
    } catch (ConnectException nobodyListens) {
      refused = true;
    }
  }

  /// What came of it so far.
  Tally tally() {
    return tally;
  }

  /// Whether the server takes no connections any more and has closed all.
  boolean isOver() {
    return refused && open == 0;
  }

  /// Sends at a rate until a time of [System#nanoTime]; 0 for as fast as answers come.
  void run(double perSecond, long until) throws IOException {
    long due = System.nanoTime();
    long step = perSecond == 0 ? 0 : (long) (1e9 / perSecond);
    while (System.nanoTime() < until && !isOver()) {
      long now = System.nanoTime();
      while (due <= now && !idle.isEmpty()) {
        send(idle.remove(), step == 0 ? now : due);
        due += step;
      }
      while (step > 0 && due <= now) {
        tally.unsent++;
        due += step;
      }
      receive(1);
    }
  }

  /// Waits for answers to what was sent.
  void finish(long until) throws IOException {
    while (tally.underWay > 0 && System.nanoTime() < until) {
      receive(5);
    }
  }

  private void send(Connection connection, long due) throws IOException {
    connection.due = due;
    tally.underWay++;
    connection.busy = true;
    try {
      connection.channel.write(request.duplicate());
    } catch (IOException closed) {
      end(connection);
    }
  }

  private void receive(long millis) throws IOException {
    selector.select(
        key -> {
          if (key.attachment() instanceof Connection connection) {
            read(connection);
          }
        },
        millis);
    while (!refused && tally.reconnects > 0) {
      tally.reconnects--;
      connect();
    }
  }

  private void read(Connection connection) {
    try {
      int count = connection.channel.read(connection.in);
      if (count < 0) {
        end(connection);
      } else if (connection.isAnswered()) {
        answered(connection);
      }
    } catch (IOException reset) {
      end(connection);
    }
  }

  private void answered(Connection connection) {
    long nanos = System.nanoTime() - connection.due;
    tally.answered(connection.status(), connection.saysWhenToComeAgain(), nanos);
    connection.busy = false;
    if (connection.mustClose()) {
      end(connection);
    } else {
      connection.in.clear();
      idle.add(connection);
    }
  }

  /// What was sent and not answered is lost.
  private void end(Connection connection) {
    if (connection.busy) {
      tally.underWay--;
      tally.lost++;
    }
    idle.remove(connection);
    open--;
    tally.reconnects++;
    try {
      connection.channel.close();
    } catch (IOException closed) {
      // It is not used again.
    }
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }

  private static final class Connection {
    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(4096);
    private long due;
    private boolean busy;

    Connection(SocketChannel channel) {
      this.channel = channel;
    }

    boolean isAnswered() {
      int body = find("\r\n\r\n");
      int length = find("content-length: ");
      if (body < 0 || length < 0) {
        return false;
      }
      int size = 0;
      for (int i = length; in.get(i) >= '0' && in.get(i) <= '9'; i++) {
        size = size * 10 + in.get(i) - '0';
      }
      return in.position() >= body + size;
    }

    int status() {
      return 100 * (in.get(9) - '0') + 10 * (in.get(10) - '0') + in.get(11) - '0';
    }

    boolean saysWhenToComeAgain() {
      return find("retry-after: ") >= 0;
    }

    boolean mustClose() {
      return find("connection: close") >= 0;
    }

    /// Behind a text in what came, or -1.
    private int find(String text) {
      for (int i = 0; i <= in.position() - text.length(); i++) {
        int j = 0;
        while (j < text.length() && in.get(i + j) == text.charAt(j)) {
          j++;
        }
        if (j == text.length()) {
          return i + j;
        }
      }
      return -1;
    }
  }
}
