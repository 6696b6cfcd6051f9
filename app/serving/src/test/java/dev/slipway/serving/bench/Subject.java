// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.bench;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A server process under load, with the CPU that it and its children used.
final class Subject implements AutoCloseable {

  static final int PORT = 18480;
  static final int PEER_PORT = 18481;
  private static final int PROBES = 3_000;

  private final Process process;
  private final int port;

  Subject(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// This server with the flags of its container, one thread for the model and two event loops,
  /// REST at a port, gRPC 10 above, metrics 20 above.
  ///
  /// @param settings variables of the environment besides
  static Subject ours(Path model, int port, Map<String, String> settings) throws Exception {
    return start(javaCommand(), ourSettings(model, port, settings), port);
  }

  static Subject ours(Path model) throws Exception {
    return ours(model, PORT, Map.of());
  }

  static List<String> javaCommand() throws IOException {
    String classPath =
        Path.of("target", "classes")
            + File.pathSeparator
            + Files.readString(Path.of("target", "runtime-classpath.txt")).strip();
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
    return start(
        List.of(
            "/usr/bin/python3",
            "-m",
            "uvicorn",
            "--app-dir",
            "bench",
            "peer:app",
            "--workers",
            "2",
            "--port",
            Integer.toString(PEER_PORT),
            "--no-access-log",
            "--log-level",
            "warning"),
        Map.of("MODEL", model.toString()),
        PEER_PORT);
  }

  private static Subject start(List<String> command, Map<String, String> environment, int port)
      throws Exception {
    Path log = Files.createTempFile("slipway-bench", ".log");
    log.toFile().deleteOnExit();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Subject subject = new Subject(builder.redirectOutput(log.toFile()).start(), port);
    for (int probe = 0; probe < PROBES && subject.process.isAlive(); probe++) {
      if (subject.isReady()) {
        return subject;
      }
      subject.process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    subject.close();
    throw new IOException(command.getFirst() + " did not get ready: " + Files.readString(log));
  }

  boolean isReady() {
    try {
      URI uri = URI.create(url("/v2/health/ready"));
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      return connection.getResponseCode() == 200;
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
    process.descendants().forEach(ProcessHandle::destroy);
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }
}
