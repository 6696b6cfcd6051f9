// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import dev.slipway.base.Words;
import dev.slipway.desktop.parts.StageSign;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.desktop.session.StageStates;
import dev.slipway.desktop.session.StageStates.StageState;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The screens, in the order of the voyage; dark in both themes.
final class SideBar extends VBox {

  private final Session session;
  private final Map<Screen, ToggleButton> buttons = new EnumMap<>(Screen.class);
  private final Map<Screen, Label> badges = new EnumMap<>(Screen.class);
  private final Map<Screen, StackPane> signs = new EnumMap<>(Screen.class);
  private final StageStates stages;

  SideBar(Session session, ShellViewModel model, Commands.WindowVerbs window) {
    this.session = session;
    stages = new StageStates(session);
    getStyleClass().add("side-bar");
    HBox brand = Ui.row(10, Mark.drawn(24), Ui.label(Texts.of("app.name"), "brand"));
    brand.getStyleClass().add("brand-row");
    getChildren().add(brand);
    var list = new VBox(2);
    var scroll = Ui.scroll(list);
    scroll.setId("nav-scroll");
    scroll.setFocusTraversable(false);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    getChildren().add(scroll);
    var group = new ToggleGroup();
    Optional<Screen.Group> last = Optional.empty();
    for (Screen screen : Screen.values()) {
      if (!last.equals(Optional.of(screen.group()))) {
        last = Optional.of(screen.group());
        list.getChildren()
            .add(Ui.label(Texts.of(screen.group().key()).toUpperCase(Locale.ROOT), "nav-group"));
      }
      list.getChildren().add(button(screen, group));
    }
    getChildren().add(foot(window));
    session
        .screenProperty()
        .subscribe(now -> buttons.forEach((screen, b) -> b.setSelected(screen == now)));
    model
        .header()
        .subscribe(known ->
            buttons.forEach((screen, b) ->
                b.setDisable(known.isEmpty() && screen != Screen.OVERVIEW && screen.ofProject())));
    model.badges().subscribe(this::show);
    stages.statesProperty().subscribe(this::sign);
  }

  private ToggleButton button(Screen screen, ToggleGroup group) {
    String name = Texts.of(screen.key());
    Label badge = Ui.label("", "nav-badge");
    badge.setVisible(false);
    badge.setMinWidth(Region.USE_PREF_SIZE);
    Label title = Ui.label(name, "nav-title");
    var sign = new StackPane();
    sign.getStyleClass().add("nav-sign");
    HBox content =
        Ui.row(
            4,
            Ui.row(12, Ui.icon(screen.icon(), "nav-icon"), title),
            Ui.spacer(),
            Ui.row(7, badge, sign));
    var button = new ToggleButton(name, content);
    content.prefWidthProperty().bind(button.widthProperty().subtract(24));
    button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    button.setId("nav-" + Words.id(screen));
    button.getStyleClass().setAll("nav-button");
    button.setToggleGroup(group);
    button.setMaxWidth(Double.MAX_VALUE);
    button.setAccessibleText(name);
    button.setOnAction(event -> button.setSelected(true));
    // By a click or an arrow key, which selects without an action
    button
        .selectedProperty()
        .subscribe(selected -> {
          if (selected) {
            session.screenProperty().set(screen);
          }
        });
    buttons.put(screen, button);
    badges.put(screen, badge);
    signs.put(screen, sign);
    return button;
  }

  private void show(Map<Screen, String> counts) {
    badges.forEach((screen, badge) -> {
      Optional<String> count = Optional.ofNullable(counts.get(screen));
      badge.setText(count.orElse(""));
      badge.setVisible(count.isPresent());
      badge.setManaged(count.isPresent());
    });
    buttons.forEach(this::name);
  }

  private void sign(Map<Screen, StageState> states) {
    signs.forEach((screen, sign) ->
        sign.getChildren()
            .setAll(
                Optional.ofNullable(states.get(screen))
                    .map(known -> StageSign.of(known.standing().state(), known.running()))
                    .stream()
                    .toList()));
    buttons.forEach(this::name);
  }

  /// Says what the signs show: `Profile stale, the model has changed since`.
  private void name(Screen screen, ToggleButton button) {
    String name = Texts.of(screen.key());
    String count = Optional.ofNullable(badges.get(screen)).map(Label::getText).orElse("");
    Optional<StageState> state = Optional.ofNullable(stages.statesProperty().get().get(screen));
    String word =
        state.map(known -> StageSign.word(known.standing().state(), known.running())).orElse("");
    String because = state.map(known -> known.standing().because()).orElse("");
    button.setAccessibleText(
        Stream.of(name, count, word, because)
            .filter(text -> !text.isBlank())
            .collect(Collectors.joining(", ")));
    if (word.isBlank()) {
      button.setTooltip(null);
    } else {
      Ui.tell(button, because.isBlank() ? word : word + ": " + because);
    }
  }

  private static HBox foot(Commands.WindowVerbs window) {
    Button palette = Ui.iconButton(Texts.of("action.palette"), "fth-command", window::showPalette);
    Button theme = Ui.iconButton(Texts.of("action.theme"), "fth-moon", window::toggleTheme);
    palette.setId("show-palette");
    theme.setId("toggle-theme");
    HBox foot =
        Ui.row(6, palette, Ui.label(Texts.of("palette.key"), "nav-hint"), Ui.spacer(), theme);
    foot.getStyleClass().add("nav-foot");
    return foot;
  }
}
