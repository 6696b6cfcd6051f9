// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.choke;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Callers who send as they should: a fixed number a second, each on a new connection, one in four
/// with a body of some 40 kB.
final class Honest implements AutoCloseable {

  private static final int SIDES = 4;
  private static final int PATIENCE = 10_000;
  private static final int ROWS = 4_000;

  /// @param failed what went wrong, and how often
  record Tally(List<Long> nanos, Map<String, Integer> failed) {

    int asked() {
      return nanos.size() + failed.values().stream().mapToInt(Integer::intValue).sum();
    }

    double share() {
      return (double) nanos.size() / Math.max(1, asked());
    }

    double millis(double quantile) {
      if (nanos.isEmpty()) {
        return Double.NaN;
      }
      return nanos.get((int) Math.ceil(quantile * nanos.size()) - 1) / 1e6;
    }

    @Override
    public String toString() {
      return "%d good requests, %.2f %% answered, p50 %.1f ms, p99 %.1f ms%s"
          .formatted(
              asked(),
              100 * share(),
              millis(0.5),
              millis(0.99),
              failed.isEmpty() ? "" : ", failed: " + failed);
    }
  }

  private final InetSocketAddress address;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(SIDES);
  private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Integer> failed = Collections.synchronizedMap(new TreeMap<>());
  private final byte[] small = request(1);
  private final byte[] large = request(ROWS);

  Honest(int port, int aSecond) {
    address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    long between = TimeUnit.SECONDS.toNanos(SIDES) / aSecond;
    for (int side = 0; side < SIDES; side++) {
      byte[] request = side == 0 ? large : small;
      Future<?> _ =
          threads.scheduleAtFixedRate(
              () -> ask(request), side * between / SIDES, between, TimeUnit.NANOSECONDS);
    }
  }

  private static byte[] request(int rows) {
    String body =
        "{\"inputs\":[{\"name\":\"input\",\"shape\":[%d,4],\"datatype\":\"FP32\",\"data\":[%s]}]}"
            .formatted(rows, "1.5,2,3,4,".repeat(rows).replaceFirst(",$", ""));
    return ("POST /v2/models/model/infer HTTP/1.1\r\nhost: x\r\nconnection: close\r\n"
            + "content-length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private void ask(byte[] request) {
    long began = System.nanoTime();
    try (Socket socket = new Socket()) {
      socket.connect(address, PATIENCE);
      socket.setSoTimeout(PATIENCE);
      OutputStream out = socket.getOutputStream();
      out.write(request);
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      if (answer.startsWith("HTTP/1.1 200 ")) {
        nanos.add(System.nanoTime() - began);
      } else {
        failed.merge(answer.lines().findFirst().orElse("no answer"), 1, Integer::sum);
      }
    } catch (IOException broken) {
      failed.merge(String.valueOf(broken.getMessage()), 1, Integer::sum);
    }
  }

  Tally stop() throws InterruptedException {
    threads.shutdown();
    boolean _ = threads.awaitTermination(2 * PATIENCE, TimeUnit.MILLISECONDS);
    List<Long> sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    return new Tally(sorted, new TreeMap<>(failed));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
