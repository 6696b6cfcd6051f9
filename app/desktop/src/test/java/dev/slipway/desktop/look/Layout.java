// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.look;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Cell;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.VirtualFlow;

/// Finds what cannot be read or reached in a window as it is laid out now.
public final class Layout {

  /// A pixel is lost where an edge is rounded.
  private static final double ROUNDED = 1.5;

  /// The least of a scroll pane that one can scroll in.
  private static final double LEAST_VIEW = 40;

  /// More pixels than any window has.
  private static final double EVERYWHERE = 2e6;

  private static final String TOOLTIP = "javafx.scene.control.Tooltip";

  /// A part that people read or use.
  ///
  /// @param seen where it is within what is not scrolled away
  private record Part(Node node, Bounds seen) {}

  private final List<String> faults = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();

  private Layout() {}

  /// What is wrong below a node, in words; call it on the thread of the window.
  ///
  /// @param root of a scene
  public static List<String> faults(Parent root) {
    // What is drawn for a width may take a height that only a second look finds.
    for (int i = 0; i < 2; i++) {
      root.applyCss();
      root.layout();
    }
    var layout = new Layout();
    Bounds window = root.getLayoutBounds();
    layout.look(root, window, window, "");
    layout.overlaps();
    return layout.faults.stream().distinct().toList();
  }

  /// @param reach where a node can be brought by scrolling
  /// @param view what of it is seen now
  private void look(Node node, Bounds reach, Bounds view, String tip) {
    if (!node.isVisible() || node.getOpacity() == 0) {
      return;
    }
    String told = tip(node).orElse(tip);
    Bounds here = node.localToScene(node.getLayoutBounds());
    if (isPart(node)) {
      Node part = node;
      String said = told;
      check(part, here, reach, said);
      within(here, view).ifPresent(seen -> parts.add(new Part(part, seen)));
    }
    switch (node) {
      case ScrollPane scroll -> scroll(scroll, here, reach, view, told);
      case VirtualFlow<?> flow -> cells(flow, here, view, told);
      case org.fxmisc.flowless.VirtualFlow<?, ?> flow -> cells(flow, here, view, told);
      case TextInputControl typed -> {}
      // A row of tabs scrolls to the one that is chosen, and its menu lists them all.
      case Parent tabs when tabs.getStyleClass().contains("headers-region") ->
          cells(tabs, here, view, told);
      // The heads of a table's columns scroll with them.
      case Parent heads when heads.getStyleClass().contains("column-header-background") ->
          cells(heads, here, view, told);
      case Parent parent -> below(parent, clipped(node, reach), clipped(node, view), told);
      default -> {}
    }
  }

  private void below(Parent parent, Bounds reach, Bounds view, String tip) {
    parent.getChildrenUnmodifiable().forEach(child -> look(child, reach, view, tip));
  }

  private static Bounds clipped(Node node, Bounds by) {
    if (node.getClip() == null || by.getWidth() >= EVERYWHERE) {
      return by;
    }
    Bounds clip = node.localToScene(node.getClip().getBoundsInParent());
    return within(clip, by).orElse(new BoundingBox(clip.getMinX(), clip.getMinY(), 0, 0));
  }

  private void scroll(ScrollPane pane, Bounds here, Bounds reach, Bounds view, String tip) {
    Node content = pane.getContent();
    if (content == null) {
      return;
    }
    Bounds viewport = pane.getViewportBounds();
    Bounds port =
        new BoundingBox(
            here.getMinX(), here.getMinY(), viewport.getWidth() + 2, viewport.getHeight() + 2);
    if (viewport.getHeight() < Math.min(LEAST_VIEW, content.getLayoutBounds().getHeight())) {
      faults.add("no room to scroll in: " + named(pane));
    }
    boolean across = pane.getHbarPolicy() != ScrollPane.ScrollBarPolicy.NEVER;
    boolean down = pane.getVbarPolicy() != ScrollPane.ScrollBarPolicy.NEVER;
    Bounds all = content.localToScene(content.getLayoutBounds());
    Bounds brought =
        new BoundingBox(
            across
                ? Math.min(all.getMinX(), port.getMinX())
                : Math.max(port.getMinX(), reach.getMinX()),
            down
                ? Math.min(all.getMinY(), port.getMinY())
                : Math.max(port.getMinY(), reach.getMinY()),
            across ? Math.max(all.getWidth(), port.getWidth()) : port.getWidth(),
            down ? Math.max(all.getHeight(), port.getHeight()) : port.getHeight());
    look(content, brought, within(port, view).orElse(new BoundingBox(0, 0, 0, 0)), tip);
  }

  /// Cells come and go as one scrolls: what counts is whether their text is whole.
  private void cells(Node flow, Bounds here, Bounds view, String tip) {
    Bounds all = new BoundingBox(-EVERYWHERE / 2, -EVERYWHERE / 2, EVERYWHERE, EVERYWHERE);
    Bounds seen = within(here, view).orElse(new BoundingBox(0, 0, 0, 0));
    below((Parent) flow, all, seen, tip);
  }

  private static boolean isPart(Node node) {
    return switch (node) {
      case Cell<?> cell -> cell.getText() != null && !cell.getText().isBlank();
      case Label label -> label.getText() != null && !label.getText().isBlank();
      case ButtonBase button -> isMarked(button);
      case TextInputControl typed -> true;
      case ComboBoxBase<?> choice -> true;
      case Slider slider -> true;
      default -> false;
    };
  }

  /// The arrows that are parts of other controls say nothing.
  private static boolean isMarked(ButtonBase button) {
    return button.getGraphic() != null || (button.getText() != null && !button.getText().isBlank());
  }

  private void check(Node node, Bounds here, Bounds reach, String tip) {
    if (node instanceof Labeled labeled
        && labeled.isTextTruncated()
        && labeled.getContentDisplay() != ContentDisplay.GRAPHIC_ONLY) {
      if (node instanceof ButtonBase) {
        faults.add("cut on a button: " + named(node));
      } else if (!tip.contains(labeled.getText().strip())) {
        faults.add("cut without a tip: " + named(node));
      }
    }
    if (node instanceof Control control
        && control.isResizable()
        && control.getHeight() + ROUNDED < control.minHeight(control.getWidth())
        && control.getHeight() > 0) {
      faults.add("too low for what it holds: " + named(node));
    }
    if (here.getWidth() < 1 || here.getHeight() < 1) {
      faults.add("no room at all: " + named(node));
    } else if (here.getMinX() < reach.getMinX() - ROUNDED
        || here.getMinY() < reach.getMinY() - ROUNDED
        || here.getMaxX() > reach.getMaxX() + ROUNDED
        || here.getMaxY() > reach.getMaxY() + ROUNDED) {
      faults.add("out of reach: " + named(node) + at(here));
    }
  }

  private void overlaps() {
    for (int i = 0; i < parts.size(); i++) {
      for (int k = i + 1; k < parts.size(); k++) {
        Part one = parts.get(i);
        Part other = parts.get(k);
        boolean touch =
            within(one.seen(), other.seen())
                .filter(both -> both.getWidth() > 2 * ROUNDED && both.getHeight() > 2 * ROUNDED)
                .isPresent();
        if (touch && !holds(one.node(), other.node()) && !holds(other.node(), one.node())) {
          faults.add("one over the other: " + named(one.node()) + " and " + named(other.node()));
        }
      }
    }
  }

  private static boolean holds(Node outer, Node inner) {
    for (Node each = inner; each != null; each = each.getParent()) {
      if (each.equals(outer)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Bounds> within(Bounds one, Bounds other) {
    double x = Math.max(one.getMinX(), other.getMinX());
    double y = Math.max(one.getMinY(), other.getMinY());
    double width = Math.min(one.getMaxX(), other.getMaxX()) - x;
    double height = Math.min(one.getMaxY(), other.getMaxY()) - y;
    return width > 0 && height > 0
        ? Optional.of(new BoundingBox(x, y, width, height))
        : Optional.empty();
  }

  /// What a node says when the mouse rests on it.
  private static Optional<String> tip(Node node) {
    Optional<Tooltip> own =
        node instanceof Control control
            ? Optional.ofNullable(control.getTooltip())
            : Optional.empty();
    return own.or(() ->
            node.hasProperties() && node.getProperties().get(TOOLTIP) instanceof Tooltip installed
                ? Optional.of(installed)
                : Optional.empty())
        .map(Tooltip::getText);
  }

  static String named(Node node) {
    String text =
        node instanceof Labeled labeled && labeled.getText() != null ? labeled.getText() : "";
    String id = node.getId() == null ? "" : "#" + node.getId();
    String within = "";
    for (Node each = node.getParent(); each != null && within.isEmpty(); each = each.getParent()) {
      within = each.getId() == null ? "" : " in #" + each.getId();
    }
    return node.getClass().getSimpleName()
        + id
        + " \""
        + text
        + "\" "
        + node.getStyleClass()
        + within;
  }

  private static String at(Bounds bounds) {
    return String.format(
        java.util.Locale.ROOT,
        " at %.0f,%.0f to %.0f,%.0f",
        bounds.getMinX(),
        bounds.getMinY(),
        bounds.getMaxX(),
        bounds.getMaxY());
  }
}
