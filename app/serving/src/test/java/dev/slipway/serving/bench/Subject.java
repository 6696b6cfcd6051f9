// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.bench;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A server process under load, with the CPU that it and its children used.
final class Subject implements AutoCloseable {

  static final int PORT = 18480;
  static final int PEER_PORT = 18481;
  private static final int TOLD = 2_000;
  private static final int PROBES = 30_000;

  private final Process process;
  private final int port;
  private final Path log;

  private Subject(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /// This server with the flags of its container, one thread for the model and two event loops,
  /// REST at a port, gRPC 10 above, metrics 20 above.
  ///
  /// @param settings variables of the environment besides
  static Subject ours(Path model, int port, Map<String, String> settings) throws Exception {
    Subject subject = start(javaCommand(), ourSettings(model, port, settings), port);
    subject.await(subject::isReady);
    return subject;
  }

  static Subject ours(Path model) throws Exception {
    return ours(model, PORT, Map.of());
  }

  static List<String> javaCommand() throws IOException {
    String classPath =
        Path.of(System.getProperty("slipway.build", "target"), "classes")
            + File.pathSeparator
            + Files.readString(
                    Path.of(System.getProperty("slipway.build", "target"), "runtime-classpath.txt"))
                .strip();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:-UsePerfData"));
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of("-cp", classPath, "dev.slipway.serving.ServingMain"));
    return command;
  }

  static Map<String, String> ourSettings(Path model, int port, Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>();
    environment.put("ORT_DISABLE_TELEMETRY", "1");
    environment.put("MALLOC_ARENA_MAX", "2");
    environment.put("SLIPWAY_MODEL_PATH", model.toString());
    environment.put("SLIPWAY_MODEL_NAME", "model");
    environment.put("SLIPWAY_MODEL_THREADS", "1");
    environment.put("SLIPWAY_HTTP_EVENT_LOOPS", "2");
    environment.put("SLIPWAY_HTTP_PORT", Integer.toString(port));
    environment.put("SLIPWAY_GRPC_PORT", Integer.toString(port + 10));
    environment.put("SLIPWAY_MANAGEMENT_PORT", Integer.toString(port + 20));
    environment.putAll(settings);
    return environment;
  }

  /// Two workers, since it has no threads to speak of.
  static Subject fastApi(Path model) throws Exception {
    Subject subject = fastApi(model, 2);
    subject.await(subject::isReady);
    return subject;
  }

  /// Not yet ready.
  static Subject fastApi(Path model, int workers) throws IOException {
    return start(
        List.of(
            "/usr/bin/python3",
            "-m",
            "uvicorn",
            "--app-dir",
            "bench",
            "peer:app",
            "--workers",
            Integer.toString(workers),
            "--port",
            Integer.toString(PEER_PORT),
            "--no-access-log",
            "--log-level",
            "warning"),
        Map.of("MODEL", model.toString()),
        PEER_PORT);
  }

  /// Python's own gRPC, in two processes.
  static Subject grpcAio(Path model) throws Exception {
    Subject subject =
        start(
            List.of(
                "/usr/bin/python3",
                "bench/grpc_peer.py",
                "src/main/proto/inference.proto",
                Integer.toString(PEER_PORT)),
            Map.of("MODEL", model.toString()),
            PEER_PORT);
    subject.await(subject::isOpen);
    return subject;
  }

  /// Starts a process and does not wait.
  static Subject start(List<String> command, Map<String, String> environment, int port)
      throws IOException {
    Path log = Files.createTempFile("slipway-bench", ".log");
    log.toFile().deleteOnExit();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new Subject(builder.redirectOutput(log.toFile()).start(), port, log);
  }

  /// Waits for it to be as wanted.
  void await(BooleanSupplier wanted) throws Exception {
    for (int probe = 0; probe < PROBES && process.isAlive(); probe++) {
      if (wanted.getAsBoolean()) {
        return;
      }
      process.waitFor(2, TimeUnit.MILLISECONDS);
    }
    close();
    String said = Files.readString(log);
    throw new IOException(
        "a server did not get ready: " + said.substring(Math.max(0, said.length() - TOLD)));
  }

  private boolean isOpen() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /// Asked with a bare socket, which costs the machine little while a server starts.
  boolean isReady() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String get = "GET /v2/health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(get.getBytes(StandardCharsets.US_ASCII));
      byte[] line = socket.getInputStream().readNBytes(12);
      return new String(line, StandardCharsets.US_ASCII).endsWith(" 200");
    } catch (IOException notYet) {
      return false;
    }
  }

  String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  String inferUrl() {
    return url("/v2/models/model/infer");
  }

  /// The sum of the series of our metrics whose name and labels begin so.
  double metric(String prefix) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + (port + 20) + "/metrics");
    String text = new String(uri.toURL().openStream().readAllBytes(), StandardCharsets.UTF_8);
    return text.lines()
        .filter(line -> line.startsWith(prefix))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /// CPU time so far, in clock ticks of 10 ms.
  long cpuTicks() throws IOException {
    long ticks = Machine.ticksOf(process.pid());
    for (ProcessHandle child : process.descendants().toList()) {
      ticks += Machine.ticksOf(child.pid());
    }
    return ticks;
  }

  Process process() {
    return process;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }
}
