// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// Reads answers of HTTP/1.1 (RFC 9112) one after the other, in whatever pieces they arrive. Of a
/// body it only finds the end: a client under load must cost little.
public final class AnswerReader {

  /// The most bytes of a head, or of the lines behind the last chunk.
  static final int MOST_HEAD = 1 << 14;

  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final int SWITCHING = 101;
  private static final long UNKNOWN = -1;

  private enum Part {
    STATUS,
    FIELDS,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILERS,
    UNTIL_CLOSE,
    WHOLE
  }

  private final boolean bodiless;
  private final byte[] line = new byte[MOST_HEAD];
  private int length;
  private int room;
  private Part part = Part.STATUS;
  private int status;
  private long left;
  private long told;
  private boolean chunked;
  private boolean open;

  /// @param method of the requests; answers to `HEAD` have no body
  public AnswerReader(String method) {
    bodiless = method.equals("HEAD");
    next();
  }

  /// Another answer is expected.
  public void next() {
    part = Part.STATUS;
    status = 0;
    length = 0;
    room = MOST_HEAD;
    told = UNKNOWN;
    chunked = false;
    open = true;
  }

  /// Goes on with what arrived, up to the end of the answer; what is behind it stays in the buffer.
  ///
  /// @return whether the answer is whole
  /// @throws IOException where it is none
  public boolean take(ByteBuffer arrived) throws IOException {
    while (part != Part.WHOLE && arrived.hasRemaining()) {
      switch (part) {
        case BODY, CHUNK -> pass(arrived);
        case UNTIL_CLOSE -> arrived.position(arrived.limit());
        default -> {
          if (lineFrom(arrived)) {
            understand();
          }
        }
      }
    }
    return part == Part.WHOLE;
  }

  /// The service closed the connection: the end of an answer that tells no length.
  ///
  /// @throws EOFException where the answer is not whole by that
  public void close() throws EOFException {
    open = false;
    if (part == Part.UNTIL_CLOSE) {
      part = Part.WHOLE;
    }
    if (part != Part.WHOLE) {
      boolean nothing = part == Part.STATUS && length == 0;
      throw new EOFException(
          nothing
              ? "the service closed a connection"
              : "the service closed a connection within an answer");
    }
  }

  /// Of the answer, from 200 to 599; 0 before its head is read.
  public int status() {
    return part == Part.STATUS || part == Part.FIELDS ? 0 : status;
  }

  /// Whether the connection takes another request after this answer.
  public boolean staysOpen() {
    return open;
  }

  private void pass(ByteBuffer arrived) {
    int passed = (int) Math.min(left, arrived.remaining());
    arrived.position(arrived.position() + passed);
    left -= passed;
    if (left == 0) {
      part = part == Part.BODY ? Part.WHOLE : Part.CHUNK_END;
    }
  }

  /// @return whether a line is whole; its end is not in it
  private boolean lineFrom(ByteBuffer arrived) throws IOException {
    while (arrived.hasRemaining()) {
      byte next = arrived.get();
      if (--room < 0) {
        throw new IOException("the service answers with a head of over " + MOST_HEAD + " bytes");
      }
      if (next == '\n') {
        length -= length > 0 && line[length - 1] == '\r' ? 1 : 0;
        return true;
      }
      line[length++] = next;
    }
    return false;
  }

  private void understand() throws IOException {
    switch (part) {
      case STATUS -> statusLine();
      case FIELDS -> {
        if (length == 0) {
          headIsOver();
        } else {
          field();
        }
      }
      case CHUNK_SIZE -> chunkSize();
      case CHUNK_END -> {
        require(length == 0, "a chunk that is longer than it says");
        chunkFollows();
      }
      case TRAILERS -> part = length == 0 ? Part.WHOLE : Part.TRAILERS;
      case BODY, CHUNK, UNTIL_CLOSE, WHOLE -> throw new IllegalStateException("no line: " + part);
    }
    length = 0;
  }

  private void statusLine() throws IOException {
    String text = text();
    require(text.matches("HTTP/1\\.[0-9] [1-5][0-9]{2}( .*)?"), "no HTTP/1 status line");
    status = Integer.parseInt(text.substring(9, 12));
    open = text.charAt(7) != '0';
    part = Part.FIELDS;
  }

  private void field() throws IOException {
    // the others are not even looked at
    int first = line[0] | 0x20;
    if (first != 'c' && first != 't') {
      return;
    }
    String text = text();
    int colon = text.indexOf(':');
    require(colon > 0, "a header without a colon");
    String value = text.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
    switch (text.substring(0, colon).toLowerCase(Locale.ROOT)) {
      case "content-length" -> contentLength(value);
      case "transfer-encoding" -> chunked = value.endsWith("chunked");
      case "connection" -> connection(value);
      default -> {}
    }
  }

  private void contentLength(String value) throws IOException {
    require(value.matches("[0-9]{1,18}"), "a length that is no number");
    long number = Long.parseLong(value);
    require(told == UNKNOWN || told == number, "two lengths");
    told = number;
  }

  private void connection(String value) {
    var options = Arrays.asList(value.split("\\s*,\\s*"));
    if (options.contains("close")) {
      open = false;
    } else if (options.contains("keep-alive")) {
      open = true;
    }
  }

  private void headIsOver() throws IOException {
    require(status != SWITCHING, "another protocol");
    if (status < 200) {
      // what comes before the answer itself, such as 103 Early Hints
      next();
    } else if (bodiless || status == NO_CONTENT || status == NOT_MODIFIED) {
      part = Part.WHOLE;
    } else if (chunked) {
      chunkFollows();
    } else if (told == UNKNOWN) {
      open = false;
      part = Part.UNTIL_CLOSE;
    } else {
      left = told;
      part = left == 0 ? Part.WHOLE : Part.BODY;
    }
  }

  private void chunkFollows() {
    part = Part.CHUNK_SIZE;
    room = MOST_HEAD;
  }

  private void chunkSize() throws IOException {
    String size = text().replaceFirst("\\s*(;.*)?$", "");
    require(size.matches("[0-9A-Fa-f]{1,15}"), "a chunk without a size");
    left = Long.parseLong(size, 16);
    part = left == 0 ? Part.TRAILERS : Part.CHUNK;
  }

  private String text() {
    return new String(line, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static void require(boolean so, String what) throws IOException {
    if (!so) {
      throw new IOException("the service answers with " + what);
    }
  }
}
