// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import atlantafx.base.controls.CustomTextField;
import dev.slipway.workbench.report.Section;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Bounds;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;

/// The small pieces that every screen is made of.
public final class Ui {

  private static final Duration SOON = Duration.millis(300);

  /// Room for a scroll bar, so that it covers nothing.
  private static final double SCROLL_BAR = 14;

  /// Less than two lines and a scroll bar cannot be scrolled in.
  private static final double LEAST_VIEW = 60;

  /// Letters of a value that is never wrapped.
  private static final int NUMBER = 8;

  private Ui() {}

  public static Label label(String text, String... styleClasses) {
    var label = new Label(text);
    label.getStyleClass().addAll(styleClasses);
    CutText.told(label);
    return label;
  }

  /// Text that wraps instead of being cut.
  public static Label wrapped(String text, String... styleClasses) {
    Label label = label(text, styleClasses);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  public static FontIcon icon(String literal, String... styleClasses) {
    var icon = new FontIcon(literal);
    icon.getStyleClass().addAll(styleClasses);
    return icon;
  }

  /// The sign and colour of a tone.
  public static FontIcon sign(Tone tone) {
    return icon(tone.icon(), "sign", tone.styleClass());
  }

  public static HBox row(double gap, Node... nodes) {
    var row = new HBox(gap, nodes);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  public static VBox column(double gap, Node... nodes) {
    return new VBox(gap, nodes);
  }

  public static Region spacer() {
    var spacer = new Region();
    HBox.setHgrow(spacer, Priority.ALWAYS);
    VBox.setVgrow(spacer, Priority.ALWAYS);
    return spacer;
  }

  public static <N extends Node> N grow(N node) {
    HBox.setHgrow(node, Priority.ALWAYS);
    VBox.setVgrow(node, Priority.ALWAYS);
    if (node instanceof Region region) {
      region.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
    }
    return node;
  }

  /// A short word in a rounded frame.
  public static Label chip(String text, String... styleClasses) {
    Label chip = label(text, "chip");
    chip.getStyleClass().addAll(styleClasses);
    chip.setMinWidth(Region.USE_PREF_SIZE);
    return chip;
  }

  /// A chip with the sign of a tone.
  public static Label chip(String text, Tone tone) {
    Label chip = chip(text, tone.styleClass());
    chip.setGraphic(sign(tone));
    return chip;
  }

  public static Button button(String text, String icon, Runnable action) {
    var button = new Button(text, icon(icon));
    button.setOnAction(event -> action.run());
    button.setMinWidth(Region.USE_PREF_SIZE);
    return button;
  }

  public static Button primary(String text, String icon, Runnable action) {
    Button button = button(text, icon, action);
    button.getStyleClass().add("accent");
    return button;
  }

  /// A button with nothing but a picture; screen readers get its name.
  public static Button iconButton(String name, String icon, Runnable action) {
    Button button = button(name, icon, action);
    button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    button.getStyleClass().addAll("button-icon", "flat");
    button.setAccessibleText(name);
    button.setTooltip(tip(name));
    return button;
  }

  public static Tooltip tip(String text) {
    var tip = new Tooltip(text);
    tip.setShowDelay(SOON);
    tip.setWrapText(true);
    tip.setMaxWidth(420);
    return tip;
  }

  /// Lets the tip of a control say something else: to make another takes long, since each has a
  /// scene of its own.
  public static void tell(Control control, String text) {
    Optional.ofNullable(control.getTooltip())
        .ifPresentOrElse(tip -> tip.setText(text), () -> control.setTooltip(tip(text)));
  }

  /// A field to search with.
  public static TextField search(String id, String prompt, StringProperty query) {
    var field = new CustomTextField();
    field.setLeft(icon("fth-search", "muted-icon"));
    field.setId(id);
    field.setPromptText(prompt);
    field.setAccessibleText(prompt);
    field.setPrefWidth(300);
    field.textProperty().bindBidirectional(query);
    return field;
  }

  /// A value that is followed while a view is in the window only: what nobody sees is not drawn.
  public static <T> ObservableValue<T> shown(Node view, ObservableValue<T> value) {
    // A binding would be listened to weakly, and be gone with the first collection of garbage.
    return value.when(view.sceneProperty().map(scene -> true).orElse(false));
  }

  /// A key and its value at the two ends of a line.
  public static HBox fact(String name, String value) {
    Label right = label(value, "fact-value");
    right.setMinWidth(Region.USE_PREF_SIZE);
    return fact(label(name, "muted"), right);
  }

  /// The same with a value that may be too long: it is cut, never its name, and a tooltip has it
  /// whole.
  public static HBox longFact(String name, String value) {
    Label left = label(name, "muted");
    left.setMinWidth(Region.USE_PREF_SIZE);
    Label right = label(value, "fact-value");
    right.setMinWidth(0);
    return fact(left, right);
  }

  /// The same with a value that is never cut: where it is too long, it takes another line.
  public static HBox wholeFact(String name, String value) {
    return wholeFact(name, value, value);
  }

  /// A fact as pages and reports have it; a tooltip has its reason.
  public static HBox fact(Section.Row row) {
    String name = row.name().substring(0, 1).toUpperCase(Locale.ROOT) + row.name().substring(1);
    return wholeFact(
        name,
        row.value(),
        row.reason().isBlank() ? row.value() : row.value() + ", " + row.reason());
  }

  private static HBox wholeFact(String name, String value, String tip) {
    Label left = label(name, "muted");
    left.setMinWidth(Region.USE_PREF_SIZE);
    Label right = wrapped(value, "fact-value");
    right.setTextAlignment(TextAlignment.RIGHT);
    right.setMinWidth(value.length() > NUMBER ? 0 : Region.USE_PREF_SIZE);
    if (!tip.equals(value)) {
      right.setTooltip(tip(tip));
    }
    return fact(left, right);
  }

  private static HBox fact(Label name, Label value) {
    HBox row = row(6, name, spacer(), value);
    row.getStyleClass().add("fact");
    row.setAccessibleText(name.getText() + " " + value.getText());
    return row;
  }

  /// Lets content scroll up and down and take the width that there is; sideways only where large
  /// text in a small window takes more.
  public static ScrollPane scroll(Node content) {
    var scroll = new ScrollPane(content);
    scroll.setFitToWidth(true);
    scroll.setMinHeight(LEAST_VIEW);
    scroll.getStyleClass().add("edge-to-edge");
    return scroll;
  }

  /// Lets content that is wider than the window scroll sideways, such as a table.
  public static ScrollPane across(Region content) {
    content.setPadding(new Insets(0, 0, SCROLL_BAR, 0));
    var scroll = new ScrollPane(content);
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setMinHeight(Region.USE_PREF_SIZE);
    scroll.getStyleClass().add("edge-to-edge");
    return scroll;
  }

  /// Lets content of a tab, which would be cut, scroll where the window is too small for it.
  public static ScrollPane whole(Node content) {
    var scroll = new ScrollPane(content);
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    scroll.setFocusTraversable(false);
    scroll.getStyleClass().add("edge-to-edge");
    return scroll;
  }

  /// What stands where nothing is yet: what it will be, and what to do first.
  public static ScrollPane empty(
      String icon, String title, String text, List<? extends Node> actions) {
    Label words = wrapped(text, "muted", "centred");
    words.setMaxWidth(460);
    var box = new VBox(12, icon(icon, "empty-icon"), label(title, "empty-title"), words);
    if (!actions.isEmpty()) {
      var row = new HBox(10);
      row.getChildren().addAll(actions);
      row.setAlignment(Pos.CENTER);
      box.getChildren().add(row);
    }
    box.setAlignment(Pos.CENTER);
    box.getStyleClass().add("empty");
    box.setAccessibleRole(AccessibleRole.TEXT);
    box.setAccessibleText(title + ". " + text);
    ScrollPane scroll = scroll(box);
    scroll.setFocusTraversable(false);
    box.minHeightProperty().bind(scroll.viewportBoundsProperty().map(Bounds::getHeight));
    return grow(scroll);
  }

  /// Gives content of a pop-over the colours of the window it belongs to.
  public static void themeLike(Node content, Node owner) {
    content.getStyleClass().addAll("root", "slipway");
    owner.getScene().getRoot().getStyleClass().stream()
        .filter(styleClass -> styleClass.equals("light") || styleClass.equals("dark"))
        .forEach(content.getStyleClass()::add);
  }
}
