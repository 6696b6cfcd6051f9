// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What serving adds to a run of the model at one connection, and where.
final class SplitSection {

  private static final List<String> PARTS = List.of("parse", "queue", "compute", "write");

  private SplitSection() {}

  static void run(Payloads payloads, Report report) throws Exception {
    var model = payloads.smallModel();
    String script = payloads.rowScript().toString();
    Map<String, List<Double>> parts = new LinkedHashMap<>();
    PARTS.forEach(part -> parts.put(part, new ArrayList<>()));
    try (Subject ours = Subject.ours(model);
        RawRun raw = new RawRun(model)) {
      Generator one = Generator.wrk(script, 1, ours.inferUrl());
      Generator.wrk(script, 16, ours.inferUrl()).warmUp(ours);
      Contest contest =
          new Contest()
              .enter("served", seconds -> measured(ours, one, parts, seconds))
              .enter("raw", raw::take)
              .run();
      double served = 1e6 / contest.of("served").perSecond();
      double alone = 1e6 / contest.of("raw").perSecond();
      double foreign = contest.of("served").foreign();
      add(report, "served less in-process", served, alone, foreign);
      double known = 0;
      for (String part : PARTS) {
        double micros = Medians.of(withoutWarmUp(parts.getOrDefault(part, List.of())));
        known += micros;
        String name = part.equals("compute") ? "run" : part;
        add(report, "of which " + name, micros, part.equals("compute") ? alone : 0, foreign);
      }
      add(report, "of which HTTP, sockets and the client", served - known, 0, foreign);
    }
  }

  private static double[] withoutWarmUp(List<Double> rounds) {
    return rounds.stream().skip(1).mapToDouble(Double::doubleValue).toArray();
  }

  private static void add(Report report, String what, double micros, double less, double foreign)
      throws Exception {
    report.add(
        new Line(
            "small, 1 connection, µs: " + what,
            "%.1f µs".formatted(micros),
            less > 0 ? "%.1f µs".formatted(less) : "",
            micros - less,
            Bar.none(),
            foreign));
  }

  private static Round measured(
      Subject ours, Generator load, Map<String, List<Double>> parts, int seconds) throws Exception {
    Map<String, Double> before = times(ours);
    double answersBefore = answers(ours);
    Round round = load.load(ours, seconds);
    double answers = answers(ours) - answersBefore;
    times(ours)
        .forEach((part, sum) ->
            parts
                .getOrDefault(part, new ArrayList<>())
                .add(1e6 * (sum - before.getOrDefault(part, 0.0)) / answers));
    return round;
  }

  private static double answers(Subject ours) throws Exception {
    return ours.metric("inference_parse_duration_seconds_count");
  }

  private static Map<String, Double> times(Subject ours) throws Exception {
    Map<String, Double> sums = new LinkedHashMap<>();
    for (String part : PARTS) {
      sums.put(part, ours.metric("inference_" + part + "_duration_seconds_sum"));
    }
    return sums;
  }
}
