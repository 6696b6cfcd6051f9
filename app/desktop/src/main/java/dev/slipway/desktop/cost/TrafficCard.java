// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.cost;

import dev.slipway.base.Numbers;
import dev.slipway.base.Rate;
import dev.slipway.cost.Candidate;
import dev.slipway.cost.CostRange;
import dev.slipway.cost.TrafficCosts;
import dev.slipway.cost.TrafficCosts.BreakEven;
import dev.slipway.cost.TrafficCosts.Point;
import dev.slipway.desktop.cost.CostViewModel.Priced;
import dev.slipway.desktop.parts.BandChart;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.objective.Objectives;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// Cost against traffic, and a slider that says what would be at each.
final class TrafficCard {

  private final TrafficViewModel model;
  private final Priced priced;
  private final StackPane place = new StackPane();
  private final VBox below = Ui.column(6);
  private final CommandLine command;
  private Subscription following = Subscription.EMPTY;

  private TrafficCard(TrafficViewModel model, Priced priced) {
    this.model = model;
    this.priced = priced;
    command = new CommandLine(model.command());
  }

  static Card of(TrafficViewModel model, Priced priced) {
    return new TrafficCard(model, priced).card();
  }

  private Card card() {
    VBox.setVgrow(place, Priority.ALWAYS);
    below.setId("traffic");
    var card =
        new Card(
            Texts.of("cost.curve"),
            priced
                .estimate()
                .chosen()
                .map(one -> Texts.of("cost.curve-below", currency(one)))
                .orElse(""),
            place,
            below,
            command);
    // The model outlives this card.
    card.sceneProperty()
        .subscribe(scene -> {
          following.unsubscribe();
          following =
              scene == null ? Subscription.EMPTY : model.costsProperty().subscribe(this::show);
        });
    return card;
  }

  private void show(Optional<TrafficCosts> costs) {
    BandChart chart = chart(costs);
    place.getChildren().setAll(chart);
    below.getChildren().clear();
    command.setCommand(model.command());
    costs.ifPresent(all -> slider(all, chart));
  }

  private void slider(TrafficCosts all, BandChart chart) {
    Label traffic = Ui.wrapped("", "strong");
    traffic.setId("traffic-here");
    VBox facts = Ui.column(0);
    var slider = new Slider(0, all.points().size() - 1.0, model.placeProperty().get());
    slider.setId("traffic-slider");
    slider.setBlockIncrement(1);
    slider.setMajorTickUnit(1);
    slider.setMinorTickCount(0);
    slider.setSnapToTicks(true);
    slider.setTooltip(Ui.tip(Texts.of("traffic.slider-tip")));
    Runnable told =
        () -> {
          traffic.setText(model.traffic());
          slider.setAccessibleText(Texts.of("traffic.slider") + ": " + model.traffic());
          facts
              .getChildren()
              .setAll(
                  Ui.wholeFact(Texts.of("traffic.chosen"), model.chosen()),
                  Ui.wholeFact(Texts.of("traffic.best"), model.best()));
          chart.point(
              model
                  .here()
                  .filter(here -> model.placeProperty().get() != all.stated())
                  .map(here -> here.traffic().average().perSecond()));
          command.setCommand(model.command());
        };
    slider
        .valueProperty()
        .subscribe((before, now) -> {
          int index = Math.toIntExact(Math.round(now.doubleValue()));
          if (index != model.placeProperty().get()) {
            model.placeProperty().set(index);
            told.run();
          }
        });
    told.run();
    below.getChildren().addAll(slider, traffic, facts);
    model.turns().forEach(turn -> below.getChildren().add(Ui.wrapped(turn, "muted", "small")));
  }

  private BandChart chart(Optional<TrafficCosts> costs) {
    List<BandChart.Point> points =
        costs
            .map(all ->
                all.points().stream()
                    .flatMap(point -> point.chosen().map(one -> point(point, one)).stream())
                    .toList())
            .orElseGet(() ->
                priced.estimate().curve().stream()
                    .map(p -> point(p.traffic(), p.replicas(), p.month()))
                    .toList());
    Objectives objectives = priced.objectives();
    var reading =
        new BandChart.Reading(
            value -> new Rate(value).toString(),
            value -> Numbers.grouped(value),
            objectives
                .budget()
                .map(b -> OptionalDouble.of(b.amount().doubleValue()))
                .orElse(OptionalDouble.empty()),
            Texts.of("cost.budget-line", objectives.budget().map(Numbers::money).orElse("")),
            objectives
                .traffic()
                .map(t -> OptionalDouble.of(t.average().perSecond()))
                .orElse(OptionalDouble.empty()),
            Texts.of(
                "cost.traffic-line",
                objectives.traffic().map(t -> t.average().toString()).orElse("")));
    var chart = new BandChart(Texts.of("cost.curve"), points, reading);
    costs.ifPresent(all -> {
      chart.span(at(all.points().getFirst()), at(all.points().getLast()));
      chart.turnAt(
          all.breakEvens().stream()
              .map(turn -> new BandChart.Turn(turn.average().perSecond(), mark(turn)))
              .toList());
    });
    chart.setPrefHeight(210);
    return chart;
  }

  private static double at(Point point) {
    return point.traffic().average().perSecond();
  }

  private static String currency(Candidate one) {
    return one.month().likely().currency().getCurrencyCode();
  }

  private static String mark(BreakEven turn) {
    return Texts.of(turn.pays() ? "traffic.from-here" : "traffic.until-here", turn.other().type());
  }

  private static BandChart.Point point(Point point, Candidate one) {
    return point(point.traffic().average(), one.replicas(), one.month());
  }

  private static BandChart.Point point(Rate traffic, int replicas, CostRange month) {
    return new BandChart.Point(
        traffic.perSecond(),
        month.low().amount().doubleValue(),
        month.likely().amount().doubleValue(),
        month.high().amount().doubleValue(),
        Texts.of("cost.point", traffic, replicas, Formats.range(month)));
  }
}
