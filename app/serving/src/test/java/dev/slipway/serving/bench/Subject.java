// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.bench;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A server process under load, with the CPU that it and its children used.
final class Subject implements AutoCloseable {

  private static final int PROBES = 3_000;

  private final Process process;
  private final int port;

  private Subject(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static Subject ours(Path model, int port, Path log) throws Exception {
    String classPath =
        Path.of("target", "classes")
            + File.pathSeparator
            + Files.readString(Path.of("target", "runtime-classpath.txt")).strip();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "-cp", classPath));
    command.add("dev.slipway.serving.ServingMain");
    return start(
        command,
        Map.of(
            "ORT_DISABLE_TELEMETRY", "1",
            "SLIPWAY_MODEL_PATH", model.toString(),
            "SLIPWAY_MODEL_THREADS", "1",
            "SLIPWAY_HTTP_EVENT_LOOPS", "2",
            "SLIPWAY_HTTP_PORT", Integer.toString(port),
            "SLIPWAY_MANAGEMENT_PORT", "0",
            "SLIPWAY_GRPC_PORT", "off"),
        port,
        log);
  }

  /// Two workers, since it has no threads to speak of.
  static Subject fastApi(Path model, int port, Path log) throws Exception {
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
            Integer.toString(port),
            "--no-access-log",
            "--log-level",
            "warning"),
        Map.of("MODEL", model.toString()),
        port,
        log);
  }

  private static Subject start(
      List<String> command, Map<String, String> environment, int port, Path log) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(log.toFile()).start();
    Subject subject = new Subject(process, port);
    for (int probe = 0; probe < PROBES && process.isAlive(); probe++) {
      if (subject.isReady()) {
        return subject;
      }
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    subject.close();
    throw new IOException(command.getFirst() + " did not get ready: " + Files.readString(log));
  }

  private boolean isReady() {
    try {
      URI uri = URI.create("http://127.0.0.1:" + port + "/v2/health/ready");
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      return connection.getResponseCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  String inferUrl() {
    return "http://127.0.0.1:" + port + "/v2/models/model/infer";
  }

  /// CPU time so far, in clock ticks of 10 ms.
  long cpuTicks() throws IOException {
    long ticks = ticks(process.pid());
    for (ProcessHandle child : process.descendants().toList()) {
      ticks += ticks(child.pid());
    }
    return ticks;
  }

  private static long ticks(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.toHandle().destroy();
    process.onExit().join();
  }
}
