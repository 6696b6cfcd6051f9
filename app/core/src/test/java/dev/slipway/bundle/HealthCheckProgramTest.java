// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The program that a container's health check starts, for the processor that runs the test.
@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "aarch64"})
final class HealthCheckProgramTest {

  @TempDir static Path temp;
  private static Path program = Path.of("health-check");

  @BeforeAll
  static void copyIt() throws Exception {
    String architecture = System.getProperty("os.arch", "").replace("aarch64", "arm64");
    try (InputStream in =
        requireNonNull(ServingRuntime.class.getResourceAsStream("health-check/" + architecture))) {
      program = Files.write(temp.resolve("health-check"), in.readAllBytes());
    }
    assertTrue(program.toFile().setExecutable(true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 200 OK                  | 0",
        "HTTP/1.1 503 Service Unavailable | 1",
        "HTTP/1.1 404 Not Found           | 1",
        "SSH-2.0-OpenSSH_10.0             | 1",
        "''                               | 1"
      })
  void onlyAnAnswerOf200IsReady(String answer, int code) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<List<String>> asked =
          CompletableFuture.supplyAsync(() -> answerOnce(server, answer));

      assertEquals(code, run(String.valueOf(server.getLocalPort())));
      assertEquals(
          List.of("GET /v2/health/ready HTTP/1.1", "host: localhost", "connection: close"),
          asked.get());
    }
  }

  private static List<String> answerOnce(ServerSocket server, String answer) {
    List<String> request = new ArrayList<>();
    try (Socket socket = server.accept();
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        request.add(line);
      }
      socket.getOutputStream().write(answer.getBytes(US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return request;
  }

  @Test
  void aServiceThatIsGoneOrHangsIsNotReady() throws Exception {
    String port;
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = String.valueOf(silent.getLocalPort());
      assertEquals(1, run(port), "after two seconds without an answer");
    }
    assertEquals(1, run(port), "nothing listens");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "65536", "80x", "-1"})
  void whatIsNoPortIsNotReady(String port) throws Exception {
    assertEquals(1, run(port));
  }

  @Test
  void withoutAPortNothingIsReady() throws Exception {
    assertEquals(1, run());
  }

  private static int run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start().waitFor();
  }
}
