// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import dev.slipway.base.Finding;
import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.FindingRow;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.JobSlot;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.workbench.Doctor.Capability;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// What the checks of the files found, and which real tools took part.
final class ChecksPane extends VBox {

  private final ChecksModel model;
  private final StackPane result = new StackPane();
  private Subscription following = Subscription.EMPTY;

  ChecksPane(ChecksModel model) {
    super(16);
    this.model = model;
    setId("export-checks");
    getChildren()
        .addAll(new JobSlot(model.runningProperty(), "", "checks-cancel"), Ui.grow(result));
    // The model outlives this pane, which is made anew at each step.
    sceneProperty()
        .subscribe(scene -> {
          following.unsubscribe();
          following =
              scene == null
                  ? Subscription.EMPTY
                  : model
                      .answerProperty()
                      .subscribe(this::show)
                      .and(model.runningProperty().subscribe(this::show));
        });
    show();
  }

  private void show() {
    if (model.answerProperty().get().isEmpty()) {
      Button run = Ui.primary(Texts.of("export.check-run"), "fth-play", model::run);
      run.setId("checks-run");
      boolean busy = model.runningProperty().get().isPresent();
      result
          .getChildren()
          .setAll(
              Ui.empty(
                  "fth-check-square",
                  Texts.of(busy ? "export.checking" : "export.check-none"),
                  Texts.of("export.check-text"),
                  busy ? List.of() : List.of(run)));
      return;
    }
    var rows = new VBox(0);
    model.findings().forEach(finding -> rows.getChildren().add(new FindingRow(finding)));
    var findings = new Card(Texts.of("export.check-findings"), "", Ui.grow(Ui.scroll(rows)));
    var tools = new VBox(0);
    model.tools().forEach(tool -> tools.getChildren().add(tool(tool)));
    if (model.tools().isEmpty()) {
      tools.getChildren().add(Ui.wrapped(Texts.of("export.no-tools"), "muted"));
    }
    var right =
        new Card(
            Texts.of("export.tools"), Texts.of("export.tools-below"), Ui.grow(Ui.scroll(tools)));
    right.setId("export-tools");
    right.setPrefWidth(420);
    right.setMinWidth(360);
    findings.setMinHeight(200);
    right.setMinHeight(200);
    result
        .getChildren()
        .setAll(
            Ui.whole(new VBox(16, banner(), Ui.grow(new Beside(16, Ui.grow(findings), right)))));
  }

  private HBox banner() {
    long failed = model.count(Finding.Failed.class);
    long open = model.count(Finding.NotRun.class);
    Tone tone = failed > 0 ? Tone.BAD : open > 0 ? Tone.UNSURE : Tone.GOOD;
    HBox banner =
        Ui.row(
            12,
            Ui.sign(tone),
            Ui.grow(
                Ui.column(
                    2,
                    Ui.label(
                        failed > 0
                            ? Texts.of("verify.failed", failed)
                            : Texts.of("verify.passed", model.count(Finding.Passed.class)),
                        "strong"),
                    Ui.wrapped(Texts.of("export.checked", open)))));
    banner.getStyleClass().addAll("banner", tone.styleClass());
    banner.setId("checks-banner");
    return banner;
  }

  private static HBox tool(Capability tool) {
    Tone tone = tool.present() ? Tone.GOOD : Tone.OPEN;
    var words =
        Ui.column(
            2,
            Ui.label(tool.name(), "finding-check"),
            Ui.wrapped(Formats.home(tool.found()), "muted", "small"),
            Ui.wrapped(Texts.of("export.tool-enables", tool.enables()), "muted", "small"));
    if (!tool.present()) {
      words
          .getChildren()
          .add(
              Ui.row(
                  6,
                  Ui.icon("fth-tool", "muted-icon"),
                  Ui.wrapped(tool.remedy(), "remedy", "small")));
    }
    words.setMinWidth(0);
    HBox row =
        Ui.row(
            10,
            Ui.sign(tone),
            Ui.grow(words),
            Ui.chip(
                Texts.of(tool.present() ? "export.tool-ran" : "export.tool-absent"),
                tone.styleClass()));
    row.getStyleClass().add("finding");
    row.setAlignment(javafx.geometry.Pos.TOP_LEFT);
    return row;
  }
}
