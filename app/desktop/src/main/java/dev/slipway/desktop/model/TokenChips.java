// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Numbers;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.request.Predictions;
import dev.slipway.serving.preparation.token.TokenizedText;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/// Shows the tokens of a text: one chip a token, with its number in the tip, and what was truncated
/// or padded.
final class TokenChips {

  private static final int MOST_CHIPS = 120;

  private TokenChips() {}

  /// Nothing where the model was not asked about one text.
  static VBox of(Predictions answers) {
    VBox box = Ui.column(8);
    if (answers.texts().size() == 1) {
      fill(box, answers.texts().getFirst());
    }
    box.setManaged(!box.getChildren().isEmpty());
    return box;
  }

  private static void fill(VBox box, TokenizedText text) {
    List<TokenizedText.Row> rows = text.rows();
    var chips = new FlowPane(6, 6);
    chips.setId("play-tokens");
    for (TokenizedText.Row row : rows.subList(0, Math.min(MOST_CHIPS, rows.size()))) {
      chips.getChildren().add(chip(row));
    }
    if (rows.size() > MOST_CHIPS) {
      chips.getChildren().add(Ui.chip(Texts.of("model.more", rows.size() - MOST_CHIPS)));
    }
    box.getChildren()
        .addAll(Ui.label(Texts.of("play.tokens", Numbers.count(rows.size())), "field-name"), chips);
    text.notes().forEach(note -> box.getChildren().add(Ui.wrapped(note, "small", "muted")));
  }

  private static Label chip(TokenizedText.Row row) {
    String said = Texts.of("play.token", row.token().text(), row.token().id());
    Label chip =
        row.special()
            ? Ui.chip(row.token().text(), "mono", "muted")
            : Ui.chip(row.token().text(), "mono");
    chip.setAccessibleText(said);
    chip.setTooltip(new Tooltip(said));
    return chip;
  }
}
