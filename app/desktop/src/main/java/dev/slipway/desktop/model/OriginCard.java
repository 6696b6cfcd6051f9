// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Numbers;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.model.Origin;
import dev.slipway.model.Parity;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Shows the original of a converted model, and how close the answers of the two are.
final class OriginCard {

  private OriginCard() {}

  static Card of(Origin origin) {
    Parity parity = origin.parity();
    Tone tone = parity.holds() ? Tone.GOOD : Tone.BAD;
    HBox verdict =
        Ui.row(
            10,
            Ui.sign(tone),
            Ui.wrapped(
                Texts.of(
                    parity.holds() ? "model.parity-holds" : "model.parity-fails",
                    Numbers.count(parity.rows())),
                "strong"));
    var facts =
        Ui.column(
            0,
            Ui.fact(Texts.of("model.parity-rows"), Numbers.count(parity.rows())),
            Ui.fact(Texts.of("model.parity-from"), parity.rowsFrom()),
            Ui.fact(Texts.of("model.parity-largest"), Numbers.digits(parity.largest(), 2)),
            Ui.fact(
                Texts.of("model.parity-relative"),
                Texts.of(
                    "model.parity-allowed",
                    Numbers.digits(parity.relative(), 2),
                    Numbers.digits(Parity.TOLERANCE, 2))),
            Ui.fact(Texts.of("model.parity-classes"), Numbers.count(parity.otherClasses())),
            Ui.fact(Texts.of("model.parity-ties"), Numbers.count(parity.ties())),
            Ui.fact(Texts.of("model.origin-file"), origin.file()),
            Ui.fact(Texts.of("model.origin-hash"), origin.sha256().brief()));
    var card =
        new Card(
            Texts.of("model.origin"),
            Texts.of("model.origin-below", origin.format()),
            verdict,
            facts);
    if (!origin.facts().isEmpty()) {
      card.getChildren().add(said(origin.facts()));
    }
    card.setId("origin");
    return card;
  }

  /// What the file says of itself; what a converter of ours wrote there is said elsewhere.
  static Optional<Card> shownMetadata(Map<String, String> metadata) {
    var shown = new TreeMap<>(metadata);
    shown.keySet().removeIf(key -> key.startsWith("slipway."));
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Card(Texts.of("model.metadata"), "", said(shown)));
  }

  private static VBox said(Map<String, String> facts) {
    var rows = Ui.column(8);
    facts.forEach((key, value) ->
        rows.getChildren()
            .add(Ui.column(1, Ui.label(key, "field-name"), Ui.wrapped(value, "small"))));
    return rows;
  }
}
