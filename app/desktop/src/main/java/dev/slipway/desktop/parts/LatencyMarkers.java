// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.base.Percentile;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.Latencies;
import dev.slipway.measure.load.Latencies.AtPercentile;
import dev.slipway.measure.verdict.LatencyLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The markers of a latency histogram, and the words for arrivals.
public final class LatencyMarkers {

  private static final Set<Double> MARKED = Set.of(50.0, 95.0, 99.0);

  private LatencyMarkers() {}

  /// The median, p95 and p99 as far as the sample supports them, and each stated limit.
  public static List<Histogram.Marker> of(Latencies latencies, List<LatencyLimit> limits) {
    var markers = new ArrayList<Histogram.Marker>();
    for (AtPercentile at : latencies.percentiles()) {
      if (MARKED.contains(at.percentile().percent())) {
        markers.add(
            new Histogram.Marker(
                at.percentile().toString(), at.value(), styleClass(at.percentile())));
      }
    }
    for (LatencyLimit limit : limits) {
      markers.add(
          new Histogram.Marker(Texts.of("histogram.limit", limit.at()), limit.limit(), "limit"));
    }
    return markers;
  }

  /// How requests came, in words.
  public static String arrival(Arrival arrival) {
    return switch (arrival) {
      case Arrival.Closed closed -> Texts.of("arrival.closed", closed.concurrency());
      case Arrival.Poisson poisson -> Texts.of("arrival.poisson", poisson.rate());
      case Arrival.Constant constant -> Texts.of("arrival.constant", constant.rate());
      case Arrival.Burst burst -> Texts.of("arrival.burst", burst.rate());
      case Arrival.Trace trace -> Texts.of("arrival.trace", trace.rate());
    };
  }

  /// The same in a word or two.
  public static String brief(Arrival arrival) {
    return switch (arrival) {
      case Arrival.Closed closed -> Texts.of("arrival.clients", closed.concurrency());
      case Arrival.Poisson poisson -> Texts.of("arrival.brief-poisson", poisson.rate());
      case Arrival.Constant constant -> Texts.of("arrival.constant", constant.rate());
      case Arrival.Burst burst -> Texts.of("arrival.burst", burst.rate());
      case Arrival.Trace trace -> Texts.of("arrival.trace", trace.rate());
    };
  }

  private static String styleClass(Percentile percentile) {
    return percentile.toString();
  }
}
