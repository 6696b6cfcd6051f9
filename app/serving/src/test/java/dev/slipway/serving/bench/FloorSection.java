// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.bench;

import java.nio.file.Path;

/// What batching can gain at most: the medium model in ONNX Runtime without any server, by rows in
/// a run, with one thread and with both cores.
final class FloorSection {

  private static final int[] ROWS = {1, 2, 4, 8, 16, 32, 64};

  private FloorSection() {}

  static void run(Payloads payloads, Report report) throws Exception {
    Path model = payloads.mediumModel();
    for (int rows : ROWS) {
      try (RawRun one = new RawRun(model, rows, 1);
          RawRun two = new RawRun(model, rows, 2)) {
        Contest contest = new Contest().enter("one", one::take).enter("two", two::take).run();
        double micros = microsOfRow(contest.of("one"), rows);
        report.add(
            new Line(
                "medium in ONNX Runtime alone, rows together: %d, µs a row".formatted(rows),
                "one thread %.1f µs".formatted(micros),
                "two threads %.1f µs".formatted(microsOfRow(contest.of("two"), rows)),
                micros,
                Bar.none(),
                Math.max(contest.of("one").foreign(), contest.of("two").foreign())));
      }
    }
  }

  private static double microsOfRow(Round.Rounds runs, int rows) {
    return 1e6 / runs.perSecond() / rows;
  }
}
