// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import dev.slipway.bundle.target.Recipient;
import dev.slipway.bundle.target.Target;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.WhenUnfolded;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;

/// Asks who receives the bundle; whoever knows better chooses target by target.
final class RecipientPane extends VBox {

  private static final double WIDTH = 340;

  private final TargetSelection selection;
  private final Runnable onChange;
  private final Map<Recipient, ToggleButton> cards = new EnumMap<>(Recipient.class);

  /// While a card chooses many targets, which are told of once.
  private boolean choosing;

  RecipientPane(TargetSelection selection, Runnable onChange) {
    super(16);
    this.selection = selection;
    this.onChange = onChange;
    var tiles = new TilePane(14, 14);
    tiles.setPrefColumns(3);
    tiles.setTileAlignment(javafx.geometry.Pos.TOP_LEFT);
    for (Recipient recipient : Recipient.values()) {
      ToggleButton card = card(recipient);
      cards.put(recipient, card);
      tiles.getChildren().add(card);
    }
    var single = new WhenUnfolded(Texts.of("export.single"), "export-single", this::targets);
    single.setExpanded(selection.recipient().isEmpty());
    var content =
        new VBox(
            16,
            Ui.column(
                3,
                Ui.label(Texts.of("export.recipient-title"), "card-title"),
                Ui.wrapped(Texts.of("export.recipient-text"), "card-subtitle")),
            tiles,
            single);
    ScrollPane scroll = Ui.scroll(content);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    getStyleClass().add("card");
    getChildren().add(scroll);
    mark();
  }

  private ToggleButton card(Recipient recipient) {
    List<String> titles = selection.titles(recipient);
    var words =
        new Words(
            Ui.label(recipient.title(), "card-title"),
            Ui.wrapped(recipient.sentence(), "muted"),
            Ui.wrapped(
                recipient == Recipient.EVERYTHING
                    ? Texts.of("export.all-targets", titles.size())
                    : String.join(" · ", titles),
                "small",
                "hands"));
    var card = new ToggleButton();
    card.setGraphic(words);
    card.setId("recipient-" + recipient.id());
    card.setAccessibleText(recipient.title() + ". " + recipient.sentence());
    card.getStyleClass().setAll("toggle-button", "target", "recipient");
    card.setPrefWidth(WIDTH);
    card.setMaxHeight(Double.MAX_VALUE);
    card.setAlignment(javafx.geometry.Pos.TOP_LEFT);
    card.setOnAction(event -> {
      choosing = true;
      try {
        selection.choose(recipient);
      } finally {
        choosing = false;
      }
      mark();
    });
    return card;
  }

  /// Texts that wrap within a card. A button asks how high they are without saying how wide it is.
  private static final class Words extends VBox {

    private static final double INNER = WIDTH - 36;

    Words(Label... texts) {
      super(8, texts);
      setPrefWidth(INNER);
      setMaxWidth(INNER);
    }

    @Override
    protected double computePrefHeight(double width) {
      return super.computePrefHeight(width < 0 ? INNER : width);
    }

    @Override
    protected double computeMinHeight(double width) {
      return super.computeMinHeight(width < 0 ? INNER : width);
    }
  }

  private void mark() {
    Optional<Recipient> now = selection.recipient();
    cards.forEach((recipient, card) -> card.setSelected(now.equals(Optional.of(recipient))));
    onChange.run();
  }

  private VBox targets() {
    var list = new VBox(10);
    selection.targets().forEach((target, on) -> list.getChildren().add(target(target, on)));
    return list;
  }

  private VBox target(Target target, BooleanProperty on) {
    var box = new CheckBox(target.title());
    box.getStyleClass().add("strong");
    box.setId("target-" + target.id());
    box.selectedProperty().bindBidirectional(on);
    String steps = target.steps().stream().map(String::valueOf).collect(Collectors.joining(", "));
    var foot = new FlowPane(8, 6, Ui.chip(Texts.of("export.steps", steps)));
    if (!target.requires().isEmpty()) {
      foot.getChildren()
          .add(Ui.chip(Texts.of("export.requires", String.join(", ", target.requires()))));
    }
    var card = new VBox(7, box, Ui.wrapped(target.description().strip(), "muted", "small"), foot);
    card.getStyleClass().add("target");
    // Of the box, and not of the selection, which outlives this pane.
    box.selectedProperty()
        .subscribe(now -> {
          card.getStyleClass().remove("on");
          if (now) {
            card.getStyleClass().add("on");
          }
        });
    box.selectedProperty()
        .subscribe((before, now) -> {
          if (!choosing) {
            mark();
          }
        });
    return card;
  }
}
