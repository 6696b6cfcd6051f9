// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.malformed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.serving.ServingConfig;
import dev.slipway.serving.ServingServer;
import dev.slipway.serving.onnx.TestModel;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/// Sends broken requests from several sides at once to a server with small limits, and sums up.
final class Campaign {

  private static final int SIDES = 4;

  /// Sends as many, on connections of its own, and counts each answer's kind by fault.
  @FunctionalInterface
  interface Attacker {
    void attack(ServingServer server, Random random, int requests, Tally tally) throws Exception;
  }

  /// How often each fault was sent, and what it was answered.
  static final class Tally {
    private final Map<String, Map<String, Integer>> answers = new TreeMap<>();

    void count(Enum<?> fault, Object answer) {
      answers
          .computeIfAbsent(fault.name(), name -> new TreeMap<>())
          .merge(answer.toString(), 1, Integer::sum);
    }

    void add(Tally other) {
      other.answers.forEach((fault, counts) ->
          counts.forEach((answer, count) ->
              answers
                  .computeIfAbsent(fault, name -> new TreeMap<>())
                  .merge(answer, count, Integer::sum)));
    }

    int sum() {
      return byAnswer().values().stream().mapToInt(Integer::intValue).sum();
    }

    /// How often each answer was given, whatever the fault.
    Map<String, Integer> byAnswer() {
      Map<String, Integer> all = new TreeMap<>();
      answers
          .values()
          .forEach(
              counts -> counts.forEach((answer, count) -> all.merge(answer, count, Integer::sum)));
      return all;
    }

    int kinds() {
      return answers.size();
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      answers.forEach((fault, counts) -> text.append("  %-24s %s%n".formatted(fault, counts)));
      return text.toString();
    }
  }

  /// A model, what the server is told of it beside its limits, and a request that it answers.
  record Subject(Path model, Map<String, String> options, Supplier<byte[]> good) {}

  private final Subject subject;
  private final Attacker attacker;

  /// Attacks a server of rows.
  Campaign(Path folder, Attacker attacker) throws IOException {
    this(ofRows(folder), attacker);
  }

  Campaign(Subject subject, Attacker attacker) {
    this.subject = subject;
    this.attacker = attacker;
  }

  private static Subject ofRows(Path folder) throws IOException {
    Path file = TestModel.perceptron(4, 8, 3).writeTo(folder.resolve("model.onnx"));
    Path rows =
        Files.writeString(
            folder.resolve("preparation.json"),
            """
            {"columns": [
              {"name": "a", "tensor": "input", "index": 0, "least": -100, "most": 100},
              {"name": "b", "tensor": "input", "index": 1},
              {"name": "c", "tensor": "input", "index": 2, "required": true},
              {"name": "d", "tensor": "input", "index": 3, "values": [4, 5]}]}
            """);
    return new Subject(
        file,
        Map.of("rows.preparation", rows.toString(), "rows.max", "100"),
        () -> RestFault.post(RestFault.row()));
  }

  /// Half of them to fill the pools, then the other half, after which no more memory may be held.
  Tally run(int requests, long seed) throws Exception {
    Map<String, String> options = new HashMap<>(subject.options());
    options.put("request.max-bytes", "64 KiB");
    options.put("log.requests", "none");
    options.put("grpc.port", "0");
    options.put("output.non-finite", "null");
    long began = System.nanoTime();
    try (Watch watch = new Watch();
        ServingServer server =
            ServingServer.start(ServingConfig.inProcess(subject.model(), options))) {
      Tally tally = round(server, seed, requests / 2);
      long held = Watch.held();
      tally.add(round(server, seed + SIDES, requests - requests / 2));

      System.out.printf(
          "%d malformed requests of %d kinds, seed %d, in %.1f s: %s%n%s",
          tally.sum(),
          tally.kinds(),
          seed,
          (System.nanoTime() - began) / 1e9,
          tally.byAnswer(),
          tally);
      assertTrue(tally.sum() >= requests, tally.sum() + " were sent");
      assertTrue(Watch.held() - held <= 4 << 20, "memory grew by " + (Watch.held() - held));
      assertEquals(List.of(), watch.leaks());
      assertStillServes(server);
      return tally;
    }
  }

  private Tally round(ServingServer server, long seed, int requests) throws Exception {
    Tally sum = new Tally();
    try (var threads = Executors.newFixedThreadPool(SIDES)) {
      List<Future<Tally>> sides = new ArrayList<>();
      for (int side = 0; side < SIDES; side++) {
        Random random = new Random(seed + side);
        sides.add(
            threads.submit(() -> {
              Tally tally = new Tally();
              attacker.attack(server, random, (requests + SIDES - 1) / SIDES, tally);
              return tally;
            }));
      }
      for (Future<Tally> side : sides) {
        sum.add(side.get());
      }
    }
    return sum;
  }

  private void assertStillServes(ServingServer server) throws IOException {
    try (RestWire wire = new RestWire(server.port())) {
      assertEquals(200, wire.ask(subject.good().get()).status());
    }
    URI metrics = URI.create("http://127.0.0.1:" + server.managementPort() + "/metrics");
    try (InputStream body = metrics.toURL().openStream()) {
      String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(
          List.of(),
          text.lines()
              .filter(line ->
                  line.matches(
                      "inference_requests_total\\{code=\"(5..|INTERNAL|UNKNOWN|UNAVAILABLE)\".*"))
              .filter(line -> !line.endsWith(" 0.0"))
              .toList());
      assertTrue(text.contains("inference_pending_requests{"), text);
    }
  }
}
