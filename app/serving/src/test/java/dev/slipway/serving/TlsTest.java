// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.serving.Client.Reply;
import dev.slipway.serving.access.SelfSigned;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// REST over TLS from mounted files.
class TlsTest extends ServerFixture {

  private static final String INFER = "/v2/models/model/infer";
  private static final int HANDSHAKE = 22;

  private Path certificate = Path.of("");
  private Path key = Path.of("");

  @BeforeEach
  void place() {
    certificate = folder.resolve("tls.crt");
    key = folder.resolve("tls.key");
  }

  private ServingServer encrypted(SelfSigned by, String... more) throws Exception {
    by.writeTo(certificate, key);
    List<String> options = new ArrayList<>(List.of(more));
    options.addAll(List.of("tls.certificate", certificate.toString(), "tls.key", key.toString()));
    return start(options.toArray(String[]::new));
  }

  private static Client clientOf(ServingServer server, SelfSigned trusted) throws Exception {
    return new Client("https://127.0.0.1:" + server.port(), trusted.trusted());
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void answersOverTlsAndTellsHowItIsOnTheManagementPort(String algorithm) throws Exception {
    SelfSigned own = SelfSigned.of(folder, "first", algorithm);
    String large = " ".repeat(200_000) + ROW;
    try (ServingServer server = encrypted(own);
        Client client = clientOf(server, own);
        Client management = managementOf(server)) {
      Reply small = client.post(INFER, ROW);

      assertEquals(200, small.status());
      assertEquals(small.body(), client.post(INFER, large).body());
      assertEquals(413, client.post(INFER, " ".repeat((16 << 20) + 1)).status());
      assertEquals(200, client.get("/v2/health/ready").status());
      assertEquals(200, management.get("/v2/health/ready").status());
      assertEquals(
          (double) own.certificate().getNotAfter().toInstant().getEpochSecond(),
          Metrics.value(server.managementPort(), "inference_certificate_end_seconds"));
    }
  }

  @Test
  void tellsWhoSpeaksWithoutItNothing() throws Exception {
    SelfSigned own = SelfSigned.of(folder, "first", "EC");
    try (ServingServer server = encrypted(own);
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      plain.setSoTimeout(20_000);
      plain
          .getOutputStream()
          .write("GET /v2 HTTP/1.1\r\nhost: x\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));

      String answer = new String(readAll(plain), StandardCharsets.ISO_8859_1);

      assertEquals(-1, answer.indexOf("HTTP"));
    }
  }

  /// What came until the server closed or reset the connection.
  private static byte[] readAll(Socket socket) throws IOException {
    try (InputStream in = socket.getInputStream()) {
      return in.readAllBytes();
    } catch (SocketException reset) {
      return new byte[0];
    }
  }

  @Test
  void speaksOnlyTls12AndLater() throws Exception {
    SelfSigned own = SelfSigned.of(folder, "first", "EC");
    try (ServingServer server = encrypted(own)) {
      SSLContext trusted = own.trusted();
      List<String> spoken = new ArrayList<>();
      for (String version : List.of("TLSv1.2", "TLSv1.3")) {
        try (SSLSocket socket = connect(trusted, server)) {
          socket.setEnabledProtocols(new String[] {version});
          socket.startHandshake();
          spoken.add(socket.getSession().getProtocol());
        }
      }

      assertEquals(List.of("TLSv1.2", "TLSv1.3"), spoken);
      try (SSLSocket socket = connect(trusted, server)) {
        socket.setEnabledProtocols(new String[] {"TLSv1.1"});
        assertThrows(IOException.class, socket::startHandshake);
      }
    }
  }

  private static SSLSocket connect(SSLContext trusted, ServingServer server) throws IOException {
    return (SSLSocket)
        trusted.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port());
  }

  /// With the certificate alone changed, as between two writes, the old pair stays.
  @Test
  void takesANewCertificateForNewConnections() throws Exception {
    SelfSigned first = SelfSigned.of(folder, "first", "EC");
    SelfSigned second = SelfSigned.of(folder, "second", "RSA");
    try (ServingServer server = encrypted(first);
        Client kept = clientOf(server, first)) {
      assertEquals(200, kept.post(INFER, ROW).status());
      List<String> served = new ArrayList<>();
      served.add(servedName(server, first));
      Files.writeString(certificate, second.certificatePem());
      server.lookAtSecrets();
      served.add(servedName(server, first));
      double stale = Metrics.value(server.managementPort(), "inference_secret_stale");
      Files.writeString(key, second.keyPem());
      server.lookAtSecrets();
      served.add(servedName(server, second));

      assertEquals(List.of("CN=first", "CN=first", "CN=second"), served);
      assertEquals(1.0, stale);
      assertEquals(200, kept.post(INFER, ROW).status());
    }
  }

  private static String servedName(ServingServer server, SelfSigned trusted) throws Exception {
    try (SSLSocket socket = connect(trusted.trusted(), server)) {
      socket.startHandshake();
      return socket.getSession().getPeerPrincipal().getName();
    }
  }

  /// One that says nothing, one that stops within a record: both are ended, others are served
  /// meanwhile.
  @Test
  void endsASlowHandshakeAndServesOthersMeanwhile() throws Exception {
    SelfSigned own = SelfSigned.of(folder, "first", "EC");
    try (ServingServer server = encrypted(own, "receive.patience", "2 s", "http.event-loops", "1");
        Client client = clientOf(server, own);
        Socket silent = new Socket(InetAddress.getLoopbackAddress(), server.port());
        Socket half = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      half.getOutputStream().write(new byte[] {HANDSHAKE, 3, 1, 2, 0, 1});
      assertEquals(200, client.post(INFER, ROW).status());
      for (Socket slow : List.of(silent, half)) {
        slow.setSoTimeout(20_000);
        readAll(slow);
      }
      assertEquals(200, client.post(INFER, ROW).status());
    }
  }

  /// Clients that mind a missing farewell would take the answer for a part of one.
  @Test
  void aRefusalOverTlsIsWholeAndSaysGoodbye() throws Exception {
    SelfSigned own = SelfSigned.of(folder, "first", "EC");
    try (ServingServer server = encrypted(own, "request.max-bytes", "1 KiB");
        SSLSocket socket = connect(own.trusted(), server)) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              ("POST " + INFER + " HTTP/1.1\r\nhost: x\r\ncontent-length: 1025\r\n\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));

      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

      assertEquals("HTTP/1.1 413 Request Entity Too Large", answer.lines().findFirst().orElse(""));
    }
  }
}
