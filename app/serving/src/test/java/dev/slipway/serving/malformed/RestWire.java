// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.malformed;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A connection that sends any bytes. Waits 20 seconds for an answer at most.
final class RestWire implements AutoCloseable {

  /// What came back; status 0 where the server closed without a word.
  record Reply(int status, boolean closes, String body) {}

  private final Socket socket;
  private final InputStream in;

  RestWire(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(20_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /// Sends one request and reads one answer.
  Reply ask(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    return reply(line());
  }

  /// Sends, says that nothing more will come, and reads the first answer and then the end.
  Reply askAndEnd(byte[] request) throws IOException {
    try {
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      Reply first = reply(line());
      while (in.read() >= 0) {
        // What remained of the request may be answered as one more that is broken.
      }
      return first;
    } catch (SocketException | EOFException closed) {
      // It is the server's right to hang up on what is no HTTP.
      return new Reply(0, true, "");
    }
  }

  private Reply reply(String status) throws IOException {
    int length = 0;
    boolean closes = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length: ")) {
        length = Integer.parseInt(lower.substring(16));
      }
      closes |= lower.equals("connection: close");
    }
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Reply(Integer.parseInt(status.substring(9, 12)), closes, body);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("closed without an answer");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
