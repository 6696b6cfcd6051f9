// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where an answer ends, as RFC 9112 has it.
final class AnswerReaderTest {

  private static final String NEXT = "HTTP/1.1 200 OK\r\n";

  static Stream<Arguments> wholeAnswers() {
    return Stream.of(
        Arguments.of("POST", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, true),
        Arguments.of("POST", "HTTP/1.1 200\r\ncontent-LENGTH:5 \r\n\r\nhello", 200, true),
        Arguments.of("POST", "HTTP/1.1 200 OK\nContent-Length: 2\n\n{}", 200, true),
        Arguments.of("POST", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", 404, true),
        Arguments.of(
            "POST",
            "HTTP/1.1 503 Busy\r\nContent-Length: 2\r\nConnection: Close\r\n\r\n{}",
            503,
            false),
        Arguments.of(
            "POST",
            "HTTP/1.1 200 OK\r\nConnection: upgrade, close\r\nContent-Length: 1\r\n\r\nx",
            200,
            false),
        Arguments.of("POST", "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", 200, false),
        Arguments.of(
            "POST",
            "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nx",
            200,
            true),
        Arguments.of(
            "POST",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
            200,
            true),
        Arguments.of(
            "POST",
            lines(
                "HTTP/1.1 200 OK",
                "Transfer-Encoding: gzip, Chunked",
                "Content-Length: 3",
                "",
                "a; name=\"0\"",
                "0",
                "",
                "56789",
                "001",
                "x",
                "0",
                "Digest: abc",
                "Content-Length: 99",
                "",
                ""),
            200,
            true),
        Arguments.of("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", 200, true),
        Arguments.of("HEAD", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", 200, true),
        Arguments.of("POST", "HTTP/1.1 204 No Content\r\n\r\n", 204, true),
        Arguments.of("GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", 304, true),
        Arguments.of(
            "POST",
            lines(
                "HTTP/1.1 100 Continue",
                "",
                "HTTP/1.1 103 Early Hints",
                "Link: x",
                "",
                "HTTP/1.1 200 OK",
                "Content-Length: 1",
                "",
                "x"),
            200,
            true));
  }

  @ParameterizedTest
  @MethodSource("wholeAnswers")
  void endsWhereTheAnswerEndsHoweverItArrives(
      String method, String answer, int status, boolean staysOpen) throws IOException {
    for (int split = 0; split <= answer.length(); split++) {
      AnswerReader reader = new AnswerReader(method);
      boolean early = reader.take(bytes(answer.substring(0, split)));
      assertEquals(split == answer.length(), early, "split at " + split);
      ByteBuffer rest = bytes(answer.substring(split) + NEXT);
      assertTrue(reader.take(rest), "split at " + split);
      assertEquals(NEXT.length(), rest.remaining(), "what is behind it stays");
      assertEquals(status, reader.status());
      assertEquals(staysOpen, reader.staysOpen());
    }
  }

  @ParameterizedTest
  @MethodSource("wholeAnswers")
  void readsOneAnswerAfterTheOtherByteByByte(
      String method, String answer, int status, boolean staysOpen) throws IOException {
    AnswerReader reader = new AnswerReader(method);
    for (int time = 0; time < 2; time++) {
      for (int at = 0; at < answer.length(); at++) {
        boolean whole = reader.take(bytes(answer.substring(at, at + 1)));
        assertEquals(at == answer.length() - 1, whole, "at " + at);
      }
      assertEquals(status, reader.status());
      assertEquals(staysOpen, reader.staysOpen());
      reader.next();
    }
  }

  @ParameterizedTest
  @MethodSource("wholeAnswers")
  void anAnswerThatIsCutShortIsNone(String method, String answer) throws IOException {
    for (int cut = 0; cut < answer.length(); cut++) {
      AnswerReader reader = new AnswerReader(method);
      reader.take(bytes(answer.substring(0, cut)));
      assertThrows(EOFException.class, reader::close, "cut at " + cut);
    }
  }

  @Test
  void anAnswerThatTellsNoLengthLastsUntilTheConnectionIsClosed() throws IOException {
    AnswerReader reader = new AnswerReader("POST");

    assertFalse(reader.take(bytes("HTTP/1.1 200 OK\r\n\r\nsome\r\n\r\nmore")));
    reader.close();

    assertTrue(reader.take(ByteBuffer.allocate(0)));
    assertEquals(200, reader.status());
    assertFalse(reader.staysOpen());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/2 200\r\n",
        "HTTP/1.1 20 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1e3\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length 5\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n"
      })
  void refusesWhatIsNoAnswer(String answer) {
    AnswerReader reader = new AnswerReader("POST");

    assertThrows(IOException.class, () -> reader.take(bytes(answer)));
  }

  @Test
  void refusesAHeadWithoutEnd() throws IOException {
    String field = "X-Filler: " + "x".repeat(90) + "\r\n";
    AnswerReader reader = new AnswerReader("POST");
    reader.take(bytes("HTTP/1.1 200 OK\r\n" + field.repeat(160)));

    IOException refused =
        assertThrows(IOException.class, () -> reader.take(bytes(field.repeat(10))));

    assertEquals(
        "the service answers with a head of over 16384 bytes",
        String.valueOf(refused.getMessage()));
  }

  @Test
  void refusesTrailersAndALineWithoutEnd() throws IOException {
    AnswerReader reader = new AnswerReader("POST");
    reader.take(bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"));

    assertThrows(IOException.class, () -> reader.take(bytes("x".repeat(20_000))));
  }

  @Test
  void takesAsManyChunksAsThereAre() throws IOException {
    AnswerReader reader = new AnswerReader("POST");
    reader.take(bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));

    for (int i = 0; i < 10_000; i++) {
      assertFalse(reader.take(bytes("2\r\nok\r\n")));
    }
    assertTrue(reader.take(bytes("0\r\n\r\n")));
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
