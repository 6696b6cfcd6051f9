// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.bench;

import java.nio.file.Path;
import java.util.Map;

/// The same 30 numbers by name and as a tensor: what names cost.
final class RowsSection {

  private static final double WANTED = 0.7;
  private static final String ROWS = "rows";
  private static final String TENSOR = "tensor";

  private RowsSection() {}

  static void run(Payloads payloads, Report report) throws Exception {
    Map<String, String> settings =
        Map.of("SLIPWAY_ROWS_PREPARATION", payloads.preparation().toString());
    for (Map.Entry<String, Path> model :
        Map.of("small", payloads.smallModel(), "medium", payloads.mediumModel()).entrySet()) {
      for (int rows : new int[] {1, 64}) {
        String named = payloads.namedScript(rows).toString();
        String tensor = payloads.tensorScript(rows).toString();
        try (Subject ours = Subject.ours(model.getValue(), Subject.PORT, settings)) {
          Generator byName = Generator.wrk(named, 16, ours.url("/v1/rows"));
          Generator byTensor = Generator.wrk(tensor, 16, ours.inferUrl());
          byName.warmUp(ours);
          byTensor.warmUp(ours);
          Contest contest =
              new Contest().enter(ROWS, ours, byName).enter(TENSOR, ours, byTensor).run();
          report.add(
              contest.timesFaster(
                  "%s, %d × 30 named columns, connections: 16, against the same as a tensor"
                      .formatted(model.getKey(), rows),
                  ROWS,
                  TENSOR,
                  WANTED));
        }
      }
    }
  }
}
