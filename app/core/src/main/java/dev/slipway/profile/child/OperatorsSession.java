// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.base.ProblemException;
import dev.slipway.profile.OperatorTimes;
import dev.slipway.request.RowsFile;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Runs a model with ONNX Runtime's own profile on. That slows it, so nothing else is measured
/// meanwhile: the shares count.
final class OperatorsSession {

  private static final int FEWEST_RUNS = 20;
  private static final int MOST_RUNS = 2_000;
  private static final Duration LENGTH = Duration.ofMillis(500);

  private final OperatorsJob job;

  OperatorsSession(OperatorsJob job) {
    this.job = job;
  }

  OperatorTimes measure() throws ProblemException, IOException {
    List<Map<String, Tensor>> rows = RowsFile.read(job.rows());
    Path prefix = job.rows().resolveSibling("operators");
    Path file;
    try (OrtPredictor predictor =
        ModelLoading.profiled(job.side().model(), job.side().settings(), prefix)) {
      long end = System.nanoTime() + LENGTH.toNanos();
      for (int run = 0; run < MOST_RUNS && (run < FEWEST_RUNS || System.nanoTime() < end); run++) {
        ModelLoading.answer(predictor, rows.get(run % rows.size()));
      }
      file = ModelLoading.profileOf(predictor);
    }
    OperatorTimes times = OperatorTimes.read(file);
    Files.delete(file);
    return times;
  }
}
