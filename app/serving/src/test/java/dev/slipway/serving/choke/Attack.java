// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.choke;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/// What each of a crowd does.
enum Attack {
  /// 60 kB of a body that is announced as larger, and no more.
  LARGE_UNFINISHED_BODIES(unfinished(60_000), ""),
  /// The same with 15 kB.
  UNFINISHED_BODIES(unfinished(15_000), ""),
  /// A body, a byte now and then.
  SLOW_BODIES(head("content-length: 1000") + "{", "1"),
  /// A head, a byte now and then.
  SLOW_HEADERS("POST /v2/models/model/infer HTTP/1.1\r\nhost: x\r\nx-slow: ", "a"),
  /// Headers as short as can be, without an end.
  TINY_HEADERS("GET / HTTP/1.1\r\n" + "a:\r\n".repeat(99), ""),
  /// Too many of them.
  TOO_MANY_HEADERS("GET / HTTP/1.1\r\n" + "a:\r\n".repeat(1_500), ""),
  /// Chunks of one byte, now and then.
  TINY_CHUNKS(head("transfer-encoding: chunked"), "1\r\nx\r\n"),
  /// Chunks of one byte, each with kilobytes of extensions.
  CHUNK_EXTENSIONS(
      head("transfer-encoding: chunked") + ("1;" + "x".repeat(3_000) + "\r\n1\r\n").repeat(20), ""),
  /// Nothing.
  IDLE("", ""),
  /// Thousands of requests at once, whose answers are read.
  PIPELINED("GET /v2/models/model HTTP/1.1\r\nhost: x\r\n\r\n".repeat(1_000), ""),
  /// The same, whose answers nobody reads.
  UNREAD_ANSWERS("GET /v2/models/model HTTP/1.1\r\nhost: x\r\n\r\n".repeat(20_000), ""),
  /// 16 MB of zeros in 16 kB.
  GZIP_BOMBS(bomb(16_000_000), ""),
  /// A whole request but for its last byte, then nothing can come any more.
  HALF_CLOSED(head("content-length: 10") + "123456789", "");

  private final String opening;
  private final String drip;

  Attack(String opening, String drip) {
    this.opening = opening;
    this.drip = drip;
  }

  private static String head(String header) {
    return "POST /v2/models/model/infer HTTP/1.1\r\nhost: x\r\n" + header + "\r\n\r\n";
  }

  private static String unfinished(int bytes) {
    return head("content-length: " + (bytes + 4_000)) + " ".repeat(bytes);
  }

  private static String bomb(int bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(new byte[bytes]);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return head("content-encoding: gzip\r\ncontent-length: " + packed.size())
        + packed.toString(StandardCharsets.ISO_8859_1);
  }

  /// What is sent at once.
  byte[] opening() {
    return opening.getBytes(StandardCharsets.ISO_8859_1);
  }

  /// What is sent now and then; nothing where it is empty.
  byte[] drip() {
    return drip.getBytes(StandardCharsets.ISO_8859_1);
  }

  boolean reads() {
    return this != UNREAD_ANSWERS;
  }

  /// What a request of its kind costs is the processor's time, of which there is no more to be had:
  /// a few hundred a second are as much as a core does.
  boolean takesTime() {
    return switch (this) {
      case PIPELINED, UNREAD_ANSWERS, CHUNK_EXTENSIONS, GZIP_BOMBS -> true;
      default -> false;
    };
  }

  boolean endsItsSide() {
    return this == HALF_CLOSED;
  }
}
