// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.tool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Reads what a program says as long as it says something, and keeps the beginning and the end.
final class BoundedOutput {

  private static final int FIRST = 64 << 10;
  private static final int LAST = 8 << 10;
  private static final int LONGEST_LINE = 500;

  private final StringBuilder first = new StringBuilder();
  private final StringBuilder last = new StringBuilder();
  private final StringBuilder line = new StringBuilder();
  private final Consumer<String> lines;
  private final Thread reader;

  /// @param lines hears each line, cut where it is long
  BoundedOutput(InputStream stream, Consumer<String> lines) {
    this.lines = lines;
    this.reader = Thread.ofVirtual().name("program-output").start(() -> read(stream));
  }

  /// The beginning, once the program has ended.
  String first() throws InterruptedException {
    join();
    synchronized (this) {
      return first.toString();
    }
  }

  /// The end, once the program has ended.
  String last() throws InterruptedException {
    join();
    synchronized (this) {
      return last.toString();
    }
  }

  /// A process that got away may hold the stream open: what was said until then counts.
  private void join() throws InterruptedException {
    reader.join(2_000);
  }

  private void read(InputStream stream) {
    byte[] part = new byte[8 << 10];
    try (stream) {
      for (int n = stream.read(part); n >= 0; n = stream.read(part)) {
        add(new String(part, 0, n, StandardCharsets.UTF_8));
      }
    } catch (IOException ended) {
      // Its end is told by its exit code.
    }
  }

  private synchronized void add(String text) {
    if (first.length() < FIRST) {
      first.append(text, 0, Math.min(text.length(), FIRST - first.length()));
    }
    last.append(text);
    if (last.length() > LAST) {
      last.delete(0, last.length() - LAST);
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        lines.accept(line.toString());
        line.setLength(0);
      } else if (line.length() < LONGEST_LINE) {
        line.append(c);
      }
    }
  }
}
