// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/// Asks the service; each thread that does, one request at a time.
final class Http implements AutoCloseable {

  private static final Duration ANNOUNCED = Duration.ofSeconds(5);
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}).*");

  private final HttpClient client;
  private final Optional<String> authorization;

  /// Over plain HTTP, without a word of who asks.
  Http() {
    this(Optional.empty(), Optional.empty());
  }

  /// @param trust where the service speaks TLS
  /// @param token that each request brings
  Http(Optional<SSLContext> trust, Optional<String> token) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5));
    trust.ifPresent(builder::sslContext);
    client = builder.build();
    authorization = token.map(known -> "Bearer " + known);
  }

  /// @param status of HTTP; 0 when there was no answer at all
  record Reply(int status, String body, Optional<String> contentType) {}

  Reply get(URI base, String path) throws InterruptedException {
    return send("GET", base, path, "");
  }

  Reply post(URI base, String path, String body) throws InterruptedException {
    return send("POST", base, path, body);
  }

  Reply send(String method, URI base, String path, String body) throws InterruptedException {
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body)));
  }

  /// @param type of the file, such as `image/jpeg`
  Reply post(URI base, String path, byte[] file, String type) throws InterruptedException {
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(file)));
  }

  private Reply send(HttpRequest.Builder builder) throws InterruptedException {
    builder.timeout(Duration.ofSeconds(15));
    authorization.ifPresent(said -> builder.header("Authorization", said));
    try {
      HttpResponse<String> response =
          client.send(builder.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(
          response.statusCode(), response.body(), response.headers().firstValue("content-type"));
    } catch (IOException e) {
      return new Reply(0, String.valueOf(e.getMessage()), Optional.empty());
    }
  }

  /// Posts the head of a request, whose body of that length never comes; nothing when there is no
  /// answer within [#ANNOUNCED].
  static Optional<Reply> announce(URI base, String path, long length) {
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout((int) ANNOUNCED.toMillis());
      String head =
          "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
              .formatted(path, base.getAuthority(), length);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      String line =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
              .readLine();
      Matcher status = STATUS.matcher(line == null ? "" : line);
      int code = status.matches() ? Integer.parseInt(status.group(1)) : 0;
      return Optional.of(new Reply(code, "", Optional.empty()));
    } catch (SocketTimeoutException waits) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(new Reply(0, String.valueOf(e.getMessage()), Optional.empty()));
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
