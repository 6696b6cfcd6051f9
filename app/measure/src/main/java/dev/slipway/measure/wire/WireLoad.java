// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.wire;

import dev.slipway.base.Rate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// As much load as a service takes, from one thread that costs little itself: connections that are
/// kept open, each with one request under way at any time.
public final class WireLoad implements AutoCloseable {

  /// Connections that keep one core of a service busy.
  public static final int CLIENTS = 16;

  private static final long LOOK_MILLIS = 50;

  private final Selector selector = Selector.open();
  private final List<WireConnection> connections = new ArrayList<>();
  private final List<ByteBuffer> requests;
  private int next;

  /// What was answered.
  ///
  /// @param wrong answers that were no right ones
  public record Count(long right, long wrong, Duration length) {
    public Rate rate() {
      return new Rate(right / (length.toNanos() / 1e9));
    }
  }

  /// @param path of the URL
  /// @param bodies JSON requests, sent one after the other
  public WireLoad(
      InetSocketAddress address, String path, Bearer bearer, List<String> bodies, int clients)
      throws IOException {
    String host = address.getHostString() + ":" + address.getPort();
    this.requests =
        bodies.stream()
            .map(body -> direct(new HttpPost(host, path, bearer, body).bytes()))
            .toList();
    try {
      for (int i = 0; i < clients; i++) {
        connections.add(new WireConnection(address, selector));
      }
      for (WireConnection connection : connections) {
        connection.send(request());
      }
    } catch (IOException refused) {
      close();
      throw refused;
    }
  }

  private static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  private ByteBuffer request() {
    next = (next + 1) % requests.size();
    return requests.get(next);
  }

  /// Asks again whenever an answer is there, for a time; what is under way stays so.
  public Count run(Duration length) throws IOException, InterruptedException {
    long began = System.nanoTime();
    long end = began + length.toNanos();
    long right = 0;
    long wrong = 0;
    long now = began;
    while (now < end) {
      if (Thread.interrupted()) {
        throw new InterruptedException("cancelled under load");
      }
      selector.select(LOOK_MILLIS);
      for (SelectionKey key : selector.selectedKeys()) {
        if (key.attachment() instanceof WireConnection connection && connection.goOn()) {
          right += connection.right() ? 1 : 0;
          wrong += connection.right() ? 0 : 1;
          connection.send(request());
        }
      }
      selector.selectedKeys().clear();
      now = System.nanoTime();
    }
    return new Count(right, wrong, Duration.ofNanos(now - began));
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
