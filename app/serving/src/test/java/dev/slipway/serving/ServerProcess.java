// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The server as it ships: a process of its own, on free ports of the loopback address.
public final class ServerProcess implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedReader out;
  private final JsonNode ready;

  private ServerProcess(Process process, BufferedReader out, JsonNode ready) {
    this.process = process;
    this.out = out;
    this.ready = ready;
  }

  /// Returns when it says that it is ready.
  ///
  /// @param options values by option key, which win
  public static ServerProcess start(Path model, Map<String, String> options) throws IOException {
    return start(model, options, List.of());
  }

  /// The same with flags of Java's.
  public static ServerProcess start(Path model, Map<String, String> options, List<String> flags)
      throws IOException {
    ProcessBuilder builder = java("dev.slipway.serving.ServingMain");
    builder.command().addAll(1, flags);
    Map<String, String> environment = builder.environment();
    environment.put("SLIPWAY_MODEL_PATH", model.toString());
    environment.put("SLIPWAY_BIND_ADDRESS", "127.0.0.1");
    for (String port : List.of("HTTP", "GRPC", "MANAGEMENT")) {
      environment.put("SLIPWAY_" + port + "_PORT", "0");
    }
    environment.put("SLIPWAY_DRAIN_DELAY", "0 ms");
    // As in the image.
    environment.put("ORT_DISABLE_TELEMETRY", "1");
    environment.put("MALLOC_ARENA_MAX", "2");
    options.forEach((key, value) ->
        environment.put(ServingOption.keyed(key).orElseThrow().environmentName(), value));
    Process process = builder.start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the server ended before it was ready");
    }
    return new ServerProcess(process, out, JSON.readTree(line));
  }

  /// A class of this room's jar and its dependencies, its errors among its output.
  static ProcessBuilder java(String main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    command.add("--sun-misc-unsafe-memory-access=allow");
    String dependencies =
        Files.readString(
                Path.of(System.getProperty("slipway.build", "target"), "runtime-classpath.txt"))
            .strip();
    command.add("-cp");
    command.add(
        Path.of(System.getProperty("slipway.build", "target"), "classes")
            + File.pathSeparator
            + dependencies);
    command.add(main);
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  public int port() {
    return ready.get("port").asInt();
  }

  public int grpcPort() {
    return ready.get("grpc_port").asInt();
  }

  public int managementPort() {
    return ready.get("management_port").asInt();
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  /// Memory that the system cannot take back, in bytes; Linux only. The rest is files' pages.
  public long heldMemory() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith("RssAnon:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    throw new IOException("no RssAnon is told");
  }

  /// Sends SIGTERM and returns what it logged after it was ready, one event each.
  public List<JsonNode> stop() throws IOException, InterruptedException {
    process.toHandle().destroy();
    List<JsonNode> events = new ArrayList<>();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      events.add(JSON.readTree(line));
    }
    process.waitFor();
    return events;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
