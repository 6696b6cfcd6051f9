// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The label `le` of a histogram's bucket, asked of the code that writes `/metrics`: `0.0025`, but
/// `5.0E-4` and `1.0`. A rule that names a bucket otherwise finds nothing.
public final class BucketLabel {

  private static final Pattern BOUND = Pattern.compile("le=\"([^\"]*)\"");

  private BucketLabel() {}

  /// @param bound upper bound of the bucket, finite
  public static String of(double bound) {
    HistogramSnapshot one =
        HistogramSnapshot.builder()
            .name("one")
            .dataPoint(
                HistogramDataPointSnapshot.builder()
                    .classicHistogramBuckets(
                        ClassicHistogramBuckets.of(
                            new double[] {bound, Double.POSITIVE_INFINITY}, new long[] {0, 0}))
                    .build())
            .build();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ExpositionFormats.init().getPrometheusTextFormatWriter().write(out, new MetricSnapshots(one));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    Matcher label = BOUND.matcher(out.toString(StandardCharsets.UTF_8));
    if (!label.find()) {
      throw new IllegalStateException("a histogram is written with its buckets");
    }
    return label.group(1);
  }
}
