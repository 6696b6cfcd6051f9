// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Bytes;
import dev.slipway.base.Percentile;
import dev.slipway.base.Rate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One look at a service's metrics.
///
/// @param at since the first look
/// @param requests answered since its start, good and bad
/// @param buckets good answers since its start that took no longer, by seconds
/// @param waiting requests that wait for the model
/// @param memory resident; empty where the system does not tell
record Scrape(
    Duration at,
    double requests,
    TreeMap<Double, Double> buckets,
    double waiting,
    Optional<Bytes> memory) {

  static final String REQUESTS = "inference_requests_total";

  private static final Pattern SERIES =
      Pattern.compile("(?m)^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{([^\\n]*)\\})? (\\S+)");
  private static final Pattern BOUND = Pattern.compile("\\ble=\"([^\"]+)\"");

  /// @param text as the service writes it for Prometheus
  static Scrape of(Duration at, String text) {
    double requests = 0;
    double waiting = 0;
    Optional<Bytes> memory = Optional.empty();
    var buckets = new TreeMap<Double, Double>();
    Matcher series = SERIES.matcher(text);
    while (series.find()) {
      String labels = Optional.ofNullable(series.group(2)).orElse("");
      switch (series.group(1)) {
        case REQUESTS -> requests += number(series.group(3));
        case "inference_pending_requests" -> waiting = number(series.group(3));
        case "process_resident_memory_bytes" ->
            memory = Optional.of(new Bytes(Math.max(0, (long) number(series.group(3)))));
        case "inference_request_duration_seconds_bucket" -> {
          Matcher bound = BOUND.matcher(labels);
          if (labels.contains("outcome=\"success\"") && bound.find()) {
            buckets.merge(number(bound.group(1)), number(series.group(3)), Double::sum);
          }
        }
        default -> {
          // of no interest to somebody who watches
        }
      }
    }
    return new Scrape(at, requests, buckets, waiting, memory);
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "NaN" -> 0;
      default -> Double.parseDouble(text);
    };
  }

  /// Requests answered a second since an earlier look.
  Rate rateSince(Scrape earlier) {
    double seconds = at.minus(earlier.at).toNanos() / 1e9;
    return new Rate(seconds > 0 ? Math.max(0, requests - earlier.requests) / seconds : 0);
  }

  /// The percentile of the good answers since an earlier look, within its bucket in proportion;
  /// empty where none of them lies beyond it, or it lies beyond the last bound.
  Optional<Duration> percentileSince(Scrape earlier, Percentile percentile) {
    double all = buckets.isEmpty() ? 0 : since(earlier, buckets.lastEntry());
    if (all * percentile.beyond() < 1) {
      return Optional.empty();
    }
    double wanted = all * percentile.share();
    double lower = 0;
    double below = 0;
    for (var bucket : buckets.entrySet()) {
      double reached = since(earlier, bucket);
      if (reached >= wanted && bucket.getKey() < Double.POSITIVE_INFINITY) {
        double share = reached > below ? (wanted - below) / (reached - below) : 1;
        double seconds = lower + share * (bucket.getKey() - lower);
        return Optional.of(Duration.ofNanos(Math.round(seconds * 1e9)));
      }
      lower = bucket.getKey();
      below = reached;
    }
    return Optional.empty();
  }

  private static double since(Scrape earlier, Map.Entry<Double, Double> bucket) {
    return bucket.getValue() - earlier.buckets.getOrDefault(bucket.getKey(), 0.0);
  }
}
