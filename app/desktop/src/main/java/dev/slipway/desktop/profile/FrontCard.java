// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.base.Durations;
import dev.slipway.base.Numbers;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.FrontChart;
import dev.slipway.desktop.parts.Pills;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.profile.SearchViewModel.Found;
import dev.slipway.desktop.profile.SearchViewModel.MeasuredPoint;
import dev.slipway.profile.search.PointReading;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// Shows the points of a search over latency, with the Pareto front.
final class FrontCard extends VBox {

  /// What the picture shows upwards.
  private enum VerticalAxis {
    ROWS,
    CPU,
    MEMORY,
    COST
  }

  private final SearchViewModel model;
  private final Found shown;
  private final ObjectProperty<VerticalAxis> up = new SimpleObjectProperty<>(VerticalAxis.ROWS);
  private final StackPane area = new StackPane();
  private final Subscription following;

  FrontCard(SearchViewModel model, Found shown) {
    super(14);
    this.model = model;
    this.shown = shown;
    getStyleClass().add("card");
    setId("front");
    VBox.setVgrow(area, Priority.ALWAYS);
    area.setMinHeight(260);
    var below = Ui.label("", "card-subtitle");
    below.setMinWidth(0);
    var title = Ui.label(Texts.of("front.title"), "card-title");
    title.setMinWidth(USE_PREF_SIZE);
    var choices = new Pills(ups(), up, FrontCard::name, (each, button) -> {});
    var head = new Beside(12, Ui.grow(Ui.column(2, title, below)), choices);
    getChildren().addAll(head, area, legend());
    up.subscribe(now -> {
      below.setText(Texts.of("front.below", name(now)));
      draw();
    });
    following = model.chosenProperty().subscribe((before, now) -> draw());
  }

  /// Draws no more: what is chosen outlives this picture.
  void close() {
    following.unsubscribe();
  }

  /// Nothing is shown by cost while nothing has a price.
  private List<VerticalAxis> ups() {
    return Stream.of(VerticalAxis.values())
        .filter(each -> each != VerticalAxis.COST || byCost())
        .toList();
  }

  private boolean byCost() {
    return shown.recorded().value().byCost();
  }

  private static String name(VerticalAxis up) {
    return switch (up) {
      case ROWS -> Texts.of("search.rows");
      case CPU -> Texts.of("search.cpu-row");
      case MEMORY -> Texts.of("search.memory");
      case COST -> Texts.of("search.cost");
    };
  }

  private HBox legend() {
    String respects = Texts.of(byCost() ? "front.by-cost" : "front.by-cpu");
    return Ui.row(16, Ui.grow(Ui.wrapped(Texts.of("front.legend", respects), "muted", "small")));
  }

  private void draw() {
    List<MeasuredPoint> seen =
        shown.seen().stream()
            .filter(each -> up.get() != VerticalAxis.COST || each.priced().month().isPresent())
            .toList();
    Optional<Duration> limit = shown.recorded().value().found().goal().within();
    var chart =
        new FrontChart(
            said(),
            seen.stream().map(this::dot).toList(),
            new FrontChart.Reading(
                nanos -> Formats.duration(Duration.ofNanos(Math.round(nanos))).toString(),
                this::named,
                up.get() == VerticalAxis.ROWS,
                limit
                    .map(l -> OptionalDouble.of((double) l.toNanos()))
                    .orElse(OptionalDouble.empty()),
                limit.map(l -> Texts.of("front.limit", Durations.exact(l))).orElse("")),
            index -> model.chosenProperty().set(Optional.of(seen.get(index))));
    area.getChildren().setAll(chart);
  }

  /// For who cannot see the picture.
  private String said() {
    return Texts.of(
        "front.said",
        shown.seen().size(),
        shown.seen().stream().filter(MeasuredPoint::front).count(),
        model.chosenProperty().get().map(SearchWords::all).orElse(""));
  }

  private String named(double value) {
    return switch (up.get()) {
      case ROWS -> Numbers.large(Math.round(value));
      case CPU -> Formats.duration(Duration.ofNanos(Math.round(value))).toString();
      case MEMORY -> Texts.of("unit.mebibytes", Math.round(value / (1 << 20)));
      case COST -> Numbers.large(Math.round(value));
    };
  }

  private FrontChart.Dot dot(MeasuredPoint seen) {
    PointReading one = seen.reading();
    return new FrontChart.Dot(
        one.latency().toNanos(),
        switch (up.get()) {
          case ROWS -> one.rows();
          case CPU -> one.cpu().toNanos();
          case MEMORY -> one.memory().count();
          case COST -> seen.month();
        },
        size(one),
        seen.front(),
        mark(seen),
        SearchWords.all(seen));
  }

  private double size(PointReading one) {
    var memory =
        shown.seen().stream().mapToLong(s -> s.reading().memory().count()).summaryStatistics();
    return memory.getMax() == memory.getMin()
        ? 0.3
        : (double) (one.memory().count() - memory.getMin()) / (memory.getMax() - memory.getMin());
  }

  private FrontChart.Mark mark(MeasuredPoint seen) {
    boolean chosen =
        model.chosenProperty().get().filter(c -> c.point().equals(seen.point())).isPresent();
    if (chosen) {
      return seen.today() ? FrontChart.Mark.BOTH : FrontChart.Mark.CHOSEN;
    }
    return seen.today() ? FrontChart.Mark.TODAY : FrontChart.Mark.NONE;
  }
}
