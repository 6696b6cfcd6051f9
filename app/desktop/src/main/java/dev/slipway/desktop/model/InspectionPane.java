// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Bytes;
import dev.slipway.base.Finding;
import dev.slipway.base.Numbers;
import dev.slipway.desktop.parts.BarList;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.CommandLine;
import dev.slipway.desktop.parts.FindingRow;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.Width;
import dev.slipway.inspect.Inspection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Shows the inspection: FLOPs, weights, versions, findings, and the origin of a converted model.
final class InspectionPane extends StackPane {

  private static final int MOST_OPERATORS = 16;

  private final ModelViewModel model;

  InspectionPane(ModelViewModel model) {
    this.model = model;
    getStyleClass().add("tab-content");
    setId("inspection");
    Ui.shown(this, model.inspection()).subscribe(now -> show());
    model.triedProperty().subscribe(now -> show());
  }

  private void show() {
    Optional<Inspection> known = model.known();
    if (known.isEmpty()) {
      getChildren().clear();
      return;
    }
    Inspection inspection = known.get();
    var left = new VBox(16, operators(inspection), flops(inspection), weights(inspection));
    var right = new VBox(16, findings(inspection.findings()));
    model.origin().ifPresent(origin -> left.getChildren().add(OriginCard.of(origin)));
    (model.origin().isPresent() ? right : left).getChildren().add(facts(inspection));
    OriginCard.shownMetadata(inspection.metadata())
        .ifPresent(metadata -> right.getChildren().add(metadata));
    Width.WIDE.of(left);
    Width.WIDE.of(right);
    HBox.setHgrow(left, Priority.ALWAYS);
    HBox.setHgrow(right, Priority.ALWAYS);
    var page = new Beside(16, left, right);
    page.getStyleClass().add("inner-page");
    getChildren().setAll(Ui.scroll(page));
  }

  private static Card operators(Inspection inspection) {
    List<BarList.Bar> bars =
        inspection.operators().entrySet().stream()
            .sorted(
                Comparator.comparingInt((Map.Entry<String, Integer> e) -> e.getValue()).reversed())
            .limit(MOST_OPERATORS)
            .map(e -> new BarList.Bar(e.getKey(), e.getValue(), Numbers.count(e.getValue()), ""))
            .toList();
    int nodes = inspection.operators().values().stream().mapToInt(Integer::intValue).sum();
    var card =
        new Card(
            Texts.of("model.operators"),
            Texts.of("model.operators-below", inspection.operators().size(), Numbers.count(nodes)),
            new BarList("nodes", bars));
    if (inspection.operators().size() > MOST_OPERATORS) {
      card.getChildren()
          .add(
              Ui.label(
                  Texts.of("model.more", inspection.operators().size() - MOST_OPERATORS),
                  "muted",
                  "small"));
    }
    card.setId("operators");
    return card;
  }

  private static Card flops(Inspection inspection) {
    if (inspection.flops().isEmpty()) {
      return new Card(
          Texts.of("model.flops"), "", Ui.wrapped(Texts.of("model.flops-unknown"), "muted"));
    }
    long all = inspection.flops().getAsLong();
    List<BarList.Bar> bars =
        inspection.costs().stream()
            .filter(cost -> cost.flops().orElse(0) > 0)
            .limit(MOST_OPERATORS)
            .map(cost -> work(cost.operator(), cost.flops().orElse(0), all))
            .toList();
    var card =
        new Card(
            Texts.of("model.flops"),
            Texts.of("model.flops-below", Numbers.large(all)),
            new BarList("flops", bars));
    card.setId("flops");
    return card;
  }

  private static BarList.Bar work(String operator, long flops, long all) {
    return new BarList.Bar(
        operator,
        flops,
        Texts.of(
            "model.flops-share",
            Numbers.large(flops),
            Numbers.percent(all == 0 ? 0 : (double) flops / all)),
        Texts.of("model.flops-exact", Numbers.count(flops)));
  }

  private static Card weights(Inspection inspection) {
    List<BarList.Bar> bars =
        inspection.parameterBytes().entrySet().stream()
            .sorted(
                Comparator.comparingLong((Map.Entry<String, Bytes> e) -> e.getValue().count())
                    .reversed())
            .map(e ->
                new BarList.Bar(
                    e.getKey().toLowerCase(java.util.Locale.ROOT),
                    e.getValue().count(),
                    e.getValue().toString(),
                    ""))
            .toList();
    var card =
        new Card(
            Texts.of("model.weights"),
            Texts.of(
                "model.weights-below",
                Numbers.count(inspection.parameters()),
                inspection.model().size()));
    card.getChildren()
        .add(
            bars.isEmpty()
                ? Ui.wrapped(Texts.of("model.no-weights"), "muted")
                : new BarList("weights", bars));
    card.setId("weights");
    return card;
  }

  private static Card facts(Inspection inspection) {
    var facts = Ui.column(0);
    inspection
        .opsets()
        .forEach((domain, version) ->
            facts.getChildren().add(Ui.fact(Texts.of("model.opset", domain), version.toString())));
    facts
        .getChildren()
        .addAll(
            Ui.fact(Texts.of("model.ir"), String.valueOf(inspection.irVersion())),
            Ui.fact(Texts.of("model.producer"), inspection.producer()),
            Ui.fact(
                Texts.of("model.file"), String.valueOf(inspection.model().path().getFileName())),
            Ui.fact(Texts.of("model.size"), inspection.model().size().toString()),
            Ui.fact(Texts.of("model.hash"), inspection.model().sha256().brief()));
    return new Card(Texts.of("model.facts"), "", facts);
  }

  private Card findings(List<Finding> findings) {
    var rows = Ui.column(0);
    findings.forEach(finding -> rows.getChildren().add(new FindingRow(finding)));
    Button check = Ui.button(Texts.of("model.check"), "fth-play", model::check);
    check.setId("model-check");
    check.setTooltip(Ui.tip(Texts.of("model.check-tip")));
    check.disableProperty().bind(model.checkingProperty());
    Node said =
        model.triedProperty().get().isPresent()
            ? new CommandLine(model.command())
            : Ui.column(
                8,
                Ui.wrapped(Texts.of("model.not-tried"), "muted", "small"),
                new CommandLine(model.command()));
    var card =
        new Card(
                Texts.of("model.findings"),
                Texts.of(
                    "model.findings-below",
                    findings.stream().filter(Finding.Passed.class::isInstance).count(),
                    findings.size()),
                rows,
                said)
            .with(check);
    card.setId("findings");
    return card;
  }
}
