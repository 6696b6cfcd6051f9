// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.base.Durations;
import dev.slipway.base.Rate;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.LoadChart;
import dev.slipway.desktop.parts.LoadChart.Limit;
import dev.slipway.desktop.parts.LoadChart.Load;
import dev.slipway.desktop.parts.LoadChart.Point;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.load.Latencies.AtPercentile;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.profile.LoadStep;
import dev.slipway.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;

/// Latency against the rate of requests: the model alone at each rate that was tried, and the
/// service over a socket, with the limits and the stated peak.
final class LoadCard {

  private static final Set<Double> DRAWN = Set.of(50.0, 95.0, 99.0);

  private LoadCard() {}

  static Card of(Profile profile, List<LatencyLimit> limits) {
    Optional<Rate> peak = profile.peak();
    List<Point> points = points(profile);
    var chart =
        new LoadChart(
            Texts.of("load-chart.name"),
            points,
            limits.stream()
                .map(limit ->
                    new Limit(
                        Texts.of("load-chart.limit", limit.at(), Durations.exact(limit.limit())),
                        limit.limit()))
                .toList(),
            peak.map(Rate::perSecond),
            Texts.of("load-chart.peak", peak.map(Rate::toString).orElse("")));
    chart.setId("load-chart");
    chart.setPrefSize(600, 260);
    var card =
        new Card(
            Texts.of("load-chart.name"),
            Texts.of("load-chart.below"),
            Ui.grow(chart),
            legend(points));
    card.setId("load-card");
    if (profile.steps().isEmpty()) {
      card.getChildren().add(Ui.wrapped(Texts.of("load-chart.few"), "muted"));
    }
    return card;
  }

  static List<Point> points(Profile profile) {
    List<Point> points = new ArrayList<>();
    for (LoadStep step : profile.steps()) {
      String said =
          Texts.of(step.held() ? "load-chart.held" : "load-chart.not-held", step.offered());
      add(points, step.throughput(), step.percentiles(), Load.TRIED, said);
    }
    add(points, profile.open(), Load.ALONE, "load-chart.alone");
    profile.here().ifPresent(here -> add(points, here.load(), Load.SERVED, "load-chart.served"));
    return points;
  }

  private static void add(List<Point> points, Block block, Load load, String key) {
    add(
        points,
        block.throughput(),
        block.response().percentiles(),
        load,
        Texts.of(key, block.arrival().sentence()));
  }

  private static void add(
      List<Point> points, Rate rate, List<AtPercentile> percentiles, Load load, String said) {
    percentiles.stream()
        .filter(each -> DRAWN.contains(each.percentile().percent()))
        .forEach(each ->
            points.add(
                new Point(
                    rate.perSecond(), each.value(), each.percentile().toString(), load, said)));
  }

  /// What the sizes and rings of the dots mean that are drawn.
  static String loads(List<Point> points) {
    return points.stream()
        .map(Point::load)
        .distinct()
        .sorted()
        .map(load ->
            switch (load) {
              case TRIED -> Texts.of("load-chart.small");
              case ALONE -> Texts.of("load-chart.large");
              case SERVED -> Texts.of("load-chart.ringed");
            })
        .collect(Collectors.joining(" "));
  }

  private static FlowPane legend(List<Point> points) {
    var legend = new FlowPane(14, 6);
    for (String percentile : List.of("p50", "p95", "p99")) {
      var dot = new Region();
      dot.getStyleClass().addAll("legend-dot", percentile);
      legend.getChildren().add(Ui.row(6, dot, Ui.label(percentile, "small", "muted")));
    }
    legend.getChildren().add(Ui.label(loads(points), "small", "muted"));
    return legend;
  }
}
