// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.host;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A load of equal gaps that shares no code with ours, to hold ours against: a thread and a
/// blocking socket a connection; latencies count from the moment a request should have been sent,
/// as wrk2 counts them.
///
/// @param messages head and body of each request, sent in turn
public record ConstantRateClient(String host, int port, List<byte[]> messages, int connections) {

  /// Latencies in nanoseconds, ascending.
  public long[] run(double perSecond, Duration length) throws InterruptedException {
    int count = (int) (perSecond * length.toNanos() / 1e9);
    long[] nanos = new long[count];
    Arrays.fill(nanos, Long.MAX_VALUE);
    var next = new AtomicInteger();
    long origin = System.nanoTime() + 50_000_000;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try (Socket socket = new Socket(host, port)) {
                  socket.setTcpNoDelay(true);
                  InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
                  for (int k = next.getAndIncrement(); k < count; k = next.getAndIncrement()) {
                    long due = origin + (long) (k * 1e9 / perSecond);
                    for (long left = due - System.nanoTime();
                        left > 0;
                        left = due - System.nanoTime()) {
                      LockSupport.parkNanos(left);
                    }
                    socket.getOutputStream().write(messages.get(k % messages.size()));
                    answer(in);
                    nanos[k] = System.nanoTime() - due;
                  }
                } catch (IOException unanswered) {
                  throw new java.io.UncheckedIOException(unanswered);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Arrays.sort(nanos);
    return nanos;
  }

  private static void answer(InputStream in) throws IOException {
    int length = 0;
    String status = line(in);
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException("answered with " + status);
    }
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    in.skipNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("closed within an answer");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  /// @param path of the model
  public static byte[] message(String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        ("POST "
                + path
                + " HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
                + "Content-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }
}
