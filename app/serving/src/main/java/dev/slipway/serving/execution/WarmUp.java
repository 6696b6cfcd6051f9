// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.execution;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.predict.PreparedRun;
import dev.slipway.serving.tensor.Tensor;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.LongSupplier;

/// Runs the model before anyone waits for it, measures it, and finds how many rows may go together.
public final class WarmUp {

  /// What the warm-up found.
  ///
  /// @param oneRequest median time of one request like the sample, however many rows it has
  /// @param maxRows most rows whose answers are the same bits alone and together; 1 for none
  /// @param because why not more
  public record Report(Duration oneRequest, int maxRows, String because) {}

  private static final Duration LONGEST_CHECK = Duration.ofSeconds(5);

  private final Predictor predictor;
  private final LongSupplier nanoTime;

  public WarmUp(Predictor predictor, LongSupplier nanoTime) {
    this.predictor = predictor;
    this.nanoTime = nanoTime;
  }

  /// @param sample a request that stands for those to come
  /// @param runs how often it is run, at least; a slow model is run for two seconds only
  /// @param wantedRows most rows that the configuration allows in one run
  public Report run(Map<String, Tensor> sample, int runs, int wantedRows)
      throws InferenceException {
    long[] times = new long[runs];
    long began = nanoTime.getAsLong();
    int done = 0;
    Map<String, Tensor> plain = predictor.predict(sample);
    try (PreparedRun prepared = predictor.prepare(sample)) {
      while (done < runs && (done < 3 || nanoTime.getAsLong() - began < 2_000_000_000L)) {
        long start = nanoTime.getAsLong();
        prepared.run();
        times[done++] = nanoTime.getAsLong() - start;
      }
      if (!plain.equals(prepared.outputs())) {
        return report(times, done, 1, "the model's answers differ from run to run");
      }
    }
    RowLayout layout = new RowLayout(predictor.inputs());
    if (wantedRows == 1) {
      return report(times, done, 1, "batching is off in the configuration");
    }
    if (layout.rows(sample) == RowLayout.ALONE) {
      return report(times, done, 1, "the inputs have no dynamic first axis in common");
    }
    BatchEquality equality = new BatchEquality(predictor, new SampleRows(sample));
    int equal = equality.largestEqualBatch(wantedRows, nanoTime, LONGEST_CHECK);
    return report(times, done, equal, equality.because());
  }

  private static Report report(long[] times, int count, int maxRows, String because) {
    long[] sorted = Arrays.copyOf(times, count);
    Arrays.sort(sorted);
    return new Report(Duration.ofNanos(sorted[count / 2]), maxRows, because);
  }
}
