// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Border;
import javafx.scene.layout.BorderStroke;
import javafx.scene.layout.Region;
import javafx.scene.shape.Shape;
import javafx.scene.text.Text;

/// What a picture of a window shows, as text: which parts there are, what is written on them, and
/// in which colours, fonts and distances. Numbers are masked, since another run measures others;
/// where a part lies is left out, since that follows from the numbers and from how a system draws
/// letters.
final class Shown {

  private static final Pattern HASH = Pattern.compile("\\b[0-9a-f]{12,}\\b");
  private static final Pattern NUMBER = Pattern.compile("\\d[\\d,.:]*");

  /// Parts that say what this machine is, not what Slipway is.
  private static final Set<String> MACHINE =
      Set.of("settings-engine", "settings-tools", "settings-records", "settings-prices");

  /// How many rows of a list count: how many there are follows from the height of letters.
  private static final int ROWS = 3;

  private final StringBuilder said = new StringBuilder();

  private Shown() {}

  /// Call it on the thread of the window.
  static String of(Parent root) {
    root.applyCss();
    root.layout();
    var shown = new Shown();
    shown.look(root, 0);
    return shown.said.toString();
  }

  private void look(Node node, int depth) {
    boolean machine =
        node.getStyleClass().contains("status-bar")
            || (node.getId() != null && MACHINE.contains(node.getId()));
    boolean bar = node instanceof ScrollBar || node.getStyleClass().contains("corner");
    if (bar || machine || !node.isVisible() || node.getOpacity() == 0) {
      return;
    }
    said.append(" ".repeat(depth)).append(line(node)).append('\n');
    // What is drawn in a chart, and the rows that a table draws on its own, follow from numbers.
    boolean whole = node.getStyleClass().contains("plot") || node instanceof TextInputControl;
    if (!whole && node instanceof Parent parent) {
      below(parent).forEach(child -> look(child, depth + 1));
    }
  }

  private static List<Node> below(Parent parent) {
    List<Node> children = parent.getChildrenUnmodifiable();
    if (children.stream().noneMatch(child -> child instanceof IndexedCell<?>)) {
      return parent instanceof Labeled labeled
          ? Optional.ofNullable(labeled.getGraphic()).stream().toList()
          : children;
    }
    return children.stream()
        .filter(IndexedCell.class::isInstance)
        .map(child -> (IndexedCell<?>) child)
        .filter(cell -> cell.getIndex() >= 0 && cell.getIndex() < ROWS && !cell.isEmpty())
        .sorted(Comparator.comparingInt(IndexedCell::getIndex))
        .map(Node.class::cast)
        .toList();
  }

  private static String line(Node node) {
    var parts = new ArrayList<String>();
    parts.add(node.getClass().getSimpleName());
    if (node.getId() != null) {
      parts.add("#" + masked(node.getId()));
    }
    parts.add(new TreeSet<>(node.getStyleClass()).toString());
    if (node.isDisabled()) {
      parts.add("disabled");
    }
    switch (node) {
      case Labeled labeled -> {
        parts.add(quoted(labeled.getText()));
        parts.add(labeled.getTextFill() + " " + labeled.getFont().getName());
        parts.add(String.valueOf(labeled.getFont().getSize()));
      }
      case TextInputControl typed ->
          parts.add(quoted(typed.getText()) + quoted(typed.getPromptText()));
      case Text text -> parts.add(quoted(text.getText()) + " " + text.getFill());
      case Shape shape -> parts.add(shape.getFill() + " " + shape.getStroke());
      default -> {}
    }
    if (node instanceof Region region) {
      parts.add(look(region));
    }
    return String.join(" ", parts);
  }

  private static String look(Region region) {
    String fills =
        Optional.ofNullable(region.getBackground()).map(Background::getFills).stream()
            .flatMap(List::stream)
            .map(BackgroundFill::getFill)
            .map(String::valueOf)
            .collect(Collectors.joining(","));
    String strokes =
        Optional.ofNullable(region.getBorder()).map(Border::getStrokes).stream()
            .flatMap(List::stream)
            .map(BorderStroke::getTopStroke)
            .map(String::valueOf)
            .collect(Collectors.joining(","));
    return fills + " " + strokes + " " + region.getPadding();
  }

  private static String quoted(String text) {
    return "\"" + (text == null ? "" : masked(text)) + "\"";
  }

  private static String masked(String text) {
    return NUMBER.matcher(HASH.matcher(text).replaceAll("#")).replaceAll("#");
  }
}
