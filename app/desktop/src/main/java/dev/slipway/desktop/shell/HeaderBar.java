// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import dev.slipway.desktop.parts.Beside;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.measure.load.Tier;
import dev.slipway.workbench.LookedModel;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// The header: the open project, and the three most frequent actions.
final class HeaderBar extends StackPane {

  private final FlowPane chips = new FlowPane(8, 6);
  private final Label path = Ui.label("", "crumb");
  private final Label name = Ui.label("", "project-name");
  private final Button profile;
  private final Button export;

  HeaderBar(Session session, ShellViewModel model, Commands.WindowVerbs window) {
    getStyleClass().add("header-bar");
    Button open = Ui.button(Texts.of("action.open"), "fth-folder", window::choose);
    open.setId("header-open");
    open.setTooltip(Ui.tip(Texts.of("tip.open")));
    profile =
        Ui.button(
            Texts.of("action.profile"),
            "fth-activity",
            () -> {
              session.screenProperty().set(Screen.PROFILE);
              session.profile(Tier.QUICK);
            });
    profile.setId("header-profile");
    export =
        Ui.primary(
            Texts.of("action.export"),
            "fth-package",
            () -> session.screenProperty().set(Screen.EXPORT));
    export.setId("header-export");
    name.setMinWidth(Region.USE_PREF_SIZE);
    chips.setAlignment(Pos.CENTER_LEFT);
    chips.setPrefWrapLength(280);
    getChildren()
        .setAll(new Beside(10, Ui.column(4, path, name), Ui.grow(chips), open, profile, export));
    model.header().subscribe(header -> show(header, session));
    session.opening().bareModelProperty().subscribe(m -> show(model.header().getValue(), session));
    session
        .measuringProperty()
        .subscribe(job -> profile.setDisable(job.isPresent() || session.project().isEmpty()));
  }

  private void show(Optional<ShellViewModel.Header> header, Session session) {
    chips.getChildren().clear();
    profile.setDisable(header.isEmpty() || session.measuringProperty().get().isPresent());
    export.setDisable(header.isEmpty());
    Ui.tell(
        profile,
        header.isEmpty()
            ? Texts.of("tip.open-first")
            : Texts.of("tip.profile", session.profileCommand(Tier.QUICK)));
    Ui.tell(
        export,
        header.isEmpty()
            ? Texts.of("tip.open-first")
            : Texts.of("tip.export", "slipway export " + session.named()));
    if (header.isEmpty()) {
      Optional<LookedModel> bare = session.opening().bareModelProperty().get();
      name.setText(
          bare.map(m -> String.valueOf(m.named().getFileName()))
              .orElse(Texts.of("header.nothing")));
      path.setText(Texts.of(bare.isPresent() ? "header.bare" : "header.welcome"));
      return;
    }
    ShellViewModel.Header shown = header.get();
    name.setText(shown.name());
    path.setText(Texts.of("header.release", shown.release()));
    shown.chips().forEach(chip -> chips.getChildren().add(Ui.chip(chip)));
    Label level = Ui.chip(shown.level(), shown.tone());
    level.setTooltip(Ui.tip(Texts.of("tip.level")));
    level.setId("level");
    chips.getChildren().add(level);
  }
}
