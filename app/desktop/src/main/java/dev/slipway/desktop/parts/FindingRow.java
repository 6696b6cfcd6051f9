// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.base.Finding;
import dev.slipway.base.Problem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Shows one finding: its sign, its check and its result.
public final class FindingRow extends HBox {

  public FindingRow(Finding finding) {
    super(10);
    getStyleClass().add("finding");
    var words = new VBox(2, Ui.wrapped(finding.check(), "finding-check"));
    switch (finding) {
      case Finding.Passed passed -> say(words, passed.detail());
      case Finding.NotRun notRun -> say(words, notRun.because());
      case Finding.Failed failed -> explain(words, failed.problem());
    }
    Ui.grow(words);
    words.setMinWidth(0);
    getChildren()
        .addAll(
            Ui.sign(Tone.of(finding)),
            words,
            Ui.chip(Tone.word(finding), Tone.of(finding).styleClass()));
    setAccessibleText(Tone.word(finding) + ". " + finding.check());
  }

  private static void say(VBox words, String text) {
    if (!text.isBlank()) {
      words.getChildren().add(Ui.wrapped(Formats.home(text), "muted", "small"));
    }
  }

  private static void explain(VBox words, Problem problem) {
    say(words, problem.what());
    say(words, problem.why());
    words
        .getChildren()
        .add(
            Ui.row(
                6,
                Ui.icon("fth-tool", "muted-icon"),
                Ui.wrapped(Formats.home(problem.remedy()), "remedy", "small")));
  }
}
