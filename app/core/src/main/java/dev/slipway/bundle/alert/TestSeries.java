// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import dev.slipway.bundle.alert.Scenario.Series;
import dev.slipway.bundle.alert.TracedText.Literal;
import java.util.ArrayList;
import java.util.List;

/// Series of a service, as promtool takes them.
///
/// @param namespace that they carry
record TestSeries(String model, String namespace) {

  private static final int MINUTES = 40;

  /// @param labels names and values by turns
  Series of(String metric, String values, String... labels) {
    List<TracedText> all = new ArrayList<>();
    all.add(TracedText.of("namespace=%s", new Literal(namespace)));
    all.add(TracedText.of("model_name=%s", new Literal(model)));
    return new Series(selector(metric, all, labels), values);
  }

  /// Of an exporter that does not know the model.
  Series beside(String metric, String values, String... labels) {
    List<TracedText> all = new ArrayList<>();
    all.add(TracedText.of("namespace=%s", new Literal(namespace)));
    return new Series(selector(metric, all, labels), values);
  }

  private static Query selector(String metric, List<TracedText> all, String... labels) {
    for (int i = 0; i < labels.length; i += 2) {
      all.add(TracedText.of("%s=%s", labels[i], new Literal(labels[i + 1])));
    }
    return Query.of("%s{%s}", metric, TracedText.joined(all, ","));
  }

  /// The histogram of good answers, of which so many a step are within the limit.
  ///
  /// @param bound the label of its bucket
  List<Series> timed(String bound, long all, long within) {
    return timed("success", bound, all, within);
  }

  /// Failures, each of them at once.
  List<Series> failedFast(String bound, long all) {
    return timed("failure", bound, all, all);
  }

  private List<Series> timed(String outcome, String bound, long all, long within) {
    String bucket = "inference_request_duration_seconds_bucket";
    return List.of(
        of(bucket, rising(within), "outcome", outcome, "le", bound),
        of(bucket, rising(all), "outcome", outcome, "le", "+Inf"),
        of("inference_request_duration_seconds_count", rising(all), "outcome", outcome));
  }

  /// A counter, by minutes.
  static String rising(long step) {
    return step == 0 ? steady(0) : "0+" + step + "x" + MINUTES;
  }

  /// A gauge that stays where it is, by minutes.
  static String steady(int value) {
    return value + "x" + MINUTES;
  }
}
