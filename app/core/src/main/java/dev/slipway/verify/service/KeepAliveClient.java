// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.measure.wire.AnswerReader;
import dev.slipway.measure.wire.HttpPost;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// A plain client on one connection that it keeps open: it never repeats a request, so that each
/// one the service drops is seen. It ends when the service no longer listens.
final class KeepAliveClient implements Runnable {

  /// Answered, or refused in so many words.
  private static final Set<Integer> GOOD = Set.of(200, 503);

  private final URI base;
  private final byte[] request;
  private final AtomicInteger answered;
  private final AtomicInteger lost;

  KeepAliveClient(URI base, String path, String body, AtomicInteger answered, AtomicInteger lost) {
    this.base = base;
    this.request = new HttpPost(base.getAuthority(), path, body).bytes();
    this.answered = answered;
    this.lost = lost;
  }

  @Override
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try (Socket socket = new Socket(base.getHost(), base.getPort())) {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(15_000);
        if (!converse(socket)) {
          return;
        }
      } catch (IOException noLongerListening) {
        return;
      }
    }
  }

  /// @return whether the server asked for a new connection
  private boolean converse(Socket socket) {
    boolean first = true;
    AnswerReader reader = new AnswerReader("POST");
    while (!Thread.currentThread().isInterrupted()) {
      try {
        socket.getOutputStream().write(request);
        reader.next();
        read(socket, reader);
        (GOOD.contains(reader.status()) ? answered : lost).incrementAndGet();
        if (!reader.staysOpen()) {
          return true;
        }
        first = false;
      } catch (IOException dropped) {
        // A proxy in front accepts connections that the service no longer takes: no request is
        // lost by that, since none was taken.
        if (!first) {
          lost.incrementAndGet();
        }
        return false;
      }
    }
    return false;
  }

  private static void read(Socket socket, AnswerReader reader) throws IOException {
    byte[] arrived = new byte[1 << 14];
    boolean whole = false;
    while (!whole) {
      int count = socket.getInputStream().read(arrived);
      if (count < 0) {
        reader.close();
      }
      whole = reader.take(ByteBuffer.wrap(arrived, 0, Math.max(0, count)));
    }
  }
}
