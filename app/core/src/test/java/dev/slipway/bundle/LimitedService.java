// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A container of the exported image with another model in it, under a limit of CPU, and `wrk` to
/// load it from the machine's last core. Asked at the container's own address, since a published
/// port leads through a process of the engine.
final class LimitedService implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Pattern ANSWERS = Pattern.compile("(\\d+) requests in ([\\d.]+)(m?s)");
  private static final Pattern FAILURES =
      Pattern.compile("Non-2xx or 3xx responses: [1-9]|Socket errors");
  private static final Pattern CPU =
      Pattern.compile("(?m)^process_cpu_seconds_total(?:\\{[^}]*})? ([\\d.E+-]+)$");

  /// Where it is asked: the model goes by the name that the image has.
  static final String INFER = "/v2/models/wine-quality/infer";

  private final Path folder;
  private final String id;
  private final String address;
  private final Path script;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(LONGEST).build();

  /// @param rate answers a second
  /// @param cpuMicros CPU time of the service for each
  record Load(double rate, double cpuMicros) {}

  /// @param cpus as Docker takes them: 1 or 0.5
  /// @param body a request, sent again and again
  LimitedService(BuiltImage image, Path model, String cpus, String body, Path folder)
      throws Exception {
    this.folder = folder;
    Path request = Files.writeString(folder.resolve("request.json"), body);
    script = folder.resolve("post.lua");
    Files.writeString(
        script,
        """
        local file = io.open("%s")
        wrk.method = "POST"
        wrk.body = file:read("*a")
        wrk.headers["Content-Type"] = "application/json"
        """
            .formatted(request));
    id =
        Tool.need(
                folder,
                "docker",
                "create",
                "--cpus",
                cpus,
                "--memory",
                "1g",
                "--no-healthcheck",
                "-e",
                "SLIPWAY_MODEL_PATH=/app/model/measured.onnx",
                "-e",
                "SLIPWAY_REQUEST_MAX_BYTES=64 MiB",
                "-e",
                "SLIPWAY_RECEIVE_MAX_BYTES=128 MiB",
                "-e",
                "SLIPWAY_MANAGEMENT_PORT=8081",
                image.name())
            .lines()
            .toList()
            .getLast();
    Tool.need(folder, "docker", "cp", model.toString(), id + ":/app/model/measured.onnx");
    Tool.need(folder, "docker", "start", id);
    address =
        Tool.need(
            folder,
            "docker",
            "inspect",
            "--format",
            "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",
            id);
    awaitReady();
  }

  private void awaitReady() throws Exception {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!isReady()) {
      if (System.nanoTime() > end) {
        throw new IOException("not ready: " + Tool.run(folder, "docker", "logs", id).output());
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      return get(8080, "/v2/health/ready").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
    var uri = URI.create("http://" + address + ":" + port + path);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  String address() {
    return address;
  }

  void limit(String cpus) throws Exception {
    Tool.need(folder, "docker", "update", "--cpus", cpus, id);
  }

  /// As much as it takes from 16 connections.
  Load load(int seconds) throws Exception {
    double before = cpuSeconds();
    int last = Runtime.getRuntime().availableProcessors() - 1;
    String said =
        Tool.need(
            folder,
            "taskset",
            "-c",
            Integer.toString(last),
            "wrk",
            "-t1",
            "-c16",
            "-d" + seconds + "s",
            "--timeout",
            "20s",
            "-s",
            script.toString(),
            "http://" + address + ":8080" + INFER);
    double cpu = cpuSeconds() - before;
    Matcher answers = ANSWERS.matcher(said);
    if (FAILURES.matcher(said).find() || !answers.find()) {
      throw new IOException("wrk said: " + said);
    }
    double count = Double.parseDouble(answers.group(1));
    double length = Double.parseDouble(answers.group(2));
    return new Load(
        count / (answers.group(3).equals("ms") ? length / 1e3 : length), cpu * 1e6 / count);
  }

  private double cpuSeconds() throws Exception {
    Matcher found = CPU.matcher(get(8081, "/metrics").body());
    if (!found.find()) {
      throw new IOException("the metrics tell no CPU time");
    }
    return Double.parseDouble(found.group(1));
  }

  /// What the runtime says of itself when it is ready.
  String ready() throws Exception {
    return Tool.run(folder, "docker", "logs", id)
        .output()
        .lines()
        .filter(line -> line.contains("one_request_us"))
        .findFirst()
        .orElse("");
  }

  @Override
  public void close() throws IOException {
    client.close();
    try {
      Tool.run(folder, "docker", "rm", "-f", id);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the container was not removed", e);
    }
  }
}
