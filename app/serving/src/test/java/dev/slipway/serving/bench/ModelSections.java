// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.bench;

import java.util.List;
import java.util.Map;

/// Models of three sizes over REST, beside FastAPI.
final class ModelSections {

  private static final String OURS = "ours";
  private static final String PEER = "FastAPI";

  /// How many connections, and what ratio is wanted at them.
  private record At(int connections, double bar) {}

  private ModelSections() {}

  /// 30 features, one hidden layer of 64: nearly all of a request is serving.
  static void small(Payloads payloads, Report report) throws Exception {
    var model = payloads.smallModel();
    String script = payloads.rowScript().toString();
    try (Subject ours = Subject.ours(model);
        Subject peer = Subject.fastApi(model);
        Subject logging =
            Subject.ours(model, Subject.PEER_PORT + 1, Map.of("SLIPWAY_LOG_REQUESTS", "all"));
        RawRun raw = new RawRun(model)) {
      Generator.wrk(script, 16, ours.inferUrl()).warmUp(ours);
      Generator.wrk(script, 16, logging.inferUrl()).warmUp(logging);
      for (At at : List.of(new At(1, 3), new At(64, 7))) {
        int connections = at.connections();
        Contest contest =
            new Contest()
                .enter(OURS, ours, Generator.wrk(script, connections, ours.inferUrl()))
                .enter(PEER, peer, Generator.wrk(script, connections, peer.inferUrl()))
                .run();
        report.add(
            contest.timesFaster(
                "small 1×30 JSON, connections: %d, against FastAPI".formatted(connections),
                OURS,
                PEER,
                at.bar()));
      }
      Contest contest =
          new Contest()
              .enter(OURS, ours, Generator.wrk(script, 16, ours.inferUrl()))
              .enter(PEER, peer, Generator.wrk(script, 16, peer.inferUrl()))
              .enter("hello", ours, Generator.wrk("", 16, ours.url("/v2/health/live")))
              .enter("all logged", logging, Generator.wrk(script, 16, logging.inferUrl()))
              .enter("raw", raw::take)
              .run();
      report.add(
          contest.timesFaster("small 1×30 JSON, connections: 16, against FastAPI", OURS, PEER, 6));
      report.add(contest.timesFaster("small, share of its own hello-world", OURS, "hello", 0.65));
      report.add(cpu(contest, OURS, "metrics on, errors logged"));
      report.add(cpu(contest, "all logged", "metrics on, all requests logged"));
    }
  }

  private static Line cpu(Contest contest, String name, String what) {
    var ours = contest.of(name);
    var raw = contest.of("raw");
    return new Line(
        "small, CPU per request in runs of ONNX Runtime, " + what,
        "%.1f µs".formatted(ours.cpuMicros()),
        "%.2f µs".formatted(raw.cpuMicros()),
        ours.cpuMicros() / raw.cpuMicros(),
        Bar.atMost(4.5),
        Math.max(ours.foreign(), raw.foreign()));
  }

  /// Four hidden layers of 512: batching decides.
  static void medium(Payloads payloads, Report report) throws Exception {
    var model = payloads.mediumModel();
    String script = payloads.rowScript().toString();
    try (Subject ours = Subject.ours(model);
        Subject peer = Subject.fastApi(model);
        Subject single =
            Subject.ours(model, Subject.PEER_PORT + 1, Map.of("SLIPWAY_BATCH_MAX_ROWS", "1"))) {
      Generator.wrk(script, 16, ours.inferUrl()).warmUp(ours);
      Generator.wrk(script, 16, single.inferUrl()).warmUp(single);
      for (At at : List.of(new At(16, 6), new At(64, 10))) {
        int connections = at.connections();
        Contest contest =
            new Contest()
                .enter(OURS, ours, Generator.wrk(script, connections, ours.inferUrl()))
                .enter(PEER, peer, Generator.wrk(script, connections, peer.inferUrl()))
                .enter("single", single, Generator.wrk(script, connections, single.inferUrl()))
                .run();
        String what = "medium 4×512, connections: %d, against ".formatted(connections);
        report.add(contest.timesFaster(what + "FastAPI", OURS, PEER, at.bar()));
        report.add(contest.timesFaster(what + "itself without batching", OURS, "single", 3));
      }
    }
  }

  /// 150,528 numbers: moving and reading the body is all.
  static void image(Payloads payloads, Report report) throws Exception {
    var model = payloads.imageModel();
    String json = payloads.imageScript().toString();
    String raw = payloads.rawImageScript().toString();
    try (Subject ours = Subject.ours(model);
        Subject peer = Subject.fastApi(model)) {
      Generator.wrk(json, 8, ours.inferUrl()).warmUp(ours);
      Generator.wrk(raw, 8, ours.inferUrl()).warmUp(ours);
      Contest contest =
          new Contest()
              .enter(OURS, ours, Generator.wrk(json, 8, ours.inferUrl()))
              .enter(PEER, peer, Generator.wrk(json, 8, peer.inferUrl()))
              .enter("raw", ours, Generator.wrk(raw, 8, ours.inferUrl()))
              .run();
      report.add(
          contest.timesFaster(
              "image 1×3×224×224 JSON, connections: 8, against FastAPI", OURS, PEER, 3.5));
      report.add(
          contest.timesFaster(
              "image as raw bytes, connections: 8, against its own JSON", "raw", OURS, 10));
    }
  }
}
