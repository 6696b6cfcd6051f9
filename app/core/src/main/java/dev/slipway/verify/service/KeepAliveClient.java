// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/// A plain client on one connection that it keeps open: it never repeats a request, so that each
/// one the service drops is seen. It ends when the service no longer listens.
final class KeepAliveClient implements Runnable {

  private final URI base;
  private final byte[] request;
  private final AtomicInteger answered;
  private final AtomicInteger lost;

  KeepAliveClient(URI base, String path, String body, AtomicInteger answered, AtomicInteger lost) {
    this.base = base;
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, base.getAuthority(), bytes.length);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    all.writeBytes(bytes);
    request = all.toByteArray();
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
    while (!Thread.currentThread().isInterrupted()) {
      try {
        socket.getOutputStream().write(request);
        String head = read(new BufferedInputStream(socket.getInputStream(), 1 << 14));
        boolean good = head.startsWith("HTTP/1.1 200") || head.startsWith("HTTP/1.1 503");
        (good ? answered : lost).incrementAndGet();
        if (head.toLowerCase(Locale.ROOT).contains("connection: close")) {
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

  private static String read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed before an answer");
      }
      head.append((char) next);
    }
    String lower = head.toString().toLowerCase(Locale.ROOT);
    int at = lower.indexOf("content-length:");
    if (at >= 0) {
      int length = Integer.parseInt(lower.substring(at + 15, lower.indexOf("\r\n", at)).strip());
      if (in.readNBytes(length).length < length) {
        throw new IOException("closed within an answer");
      }
    }
    return head.toString();
  }
}
