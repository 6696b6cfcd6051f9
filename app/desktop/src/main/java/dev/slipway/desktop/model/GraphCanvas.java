// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Words;
import dev.slipway.desktop.model.GraphLayout.Box;
import dev.slipway.desktop.model.GraphLayout.Edge;
import dev.slipway.desktop.model.GraphLayout.Kind;
import dev.slipway.desktop.parts.Texts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Paint;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Font;

/// Draws the graph: drag to move, scroll to zoom, click a node to see it. Colours come from the
/// stylesheet, through rectangles that nobody sees.
final class GraphCanvas extends Pane {

  private static final double SMALLEST = 0.04;
  private static final double LARGEST = 3;
  private static final double READABLE = 0.35;

  private final Canvas canvas = new Canvas();
  private final Map<Kind, Rectangle> fills = new EnumMap<>(Kind.class);
  private final Rectangle edge = probe("graph-edge");
  private final Rectangle lit = probe("graph-lit");
  private final Rectangle words = probe("graph-text");
  private final IntConsumer onSelect;
  private Optional<GraphLayout> layout = Optional.empty();
  private int selected = -1;
  private double zoom = 1;
  private double dx;
  private double dy;
  private boolean fitted;
  private double pressX;
  private double pressY;
  private boolean dragged;

  /// @param onSelect gets the index of the box that was clicked, -1 for none
  GraphCanvas(IntConsumer onSelect) {
    this.onSelect = onSelect;
    getStyleClass().add("graph");
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setAccessibleText(Texts.of("model.graph-name"));
    for (Kind kind : Kind.values()) {
      fills.put(kind, probe("graph-" + Words.id(kind)));
    }
    getChildren().add(canvas);
    canvas.widthProperty().bind(widthProperty());
    canvas.heightProperty().bind(heightProperty());
    widthProperty().subscribe(this::resized);
    heightProperty().subscribe(this::resized);
    setMinSize(200, 200);
    setOnMousePressed(this::press);
    setOnMouseDragged(this::drag);
    setOnMouseClicked(this::click);
    setOnScroll(this::scroll);
    var clip = new Rectangle();
    clip.widthProperty().bind(widthProperty());
    clip.heightProperty().bind(heightProperty());
    setClip(clip);
  }

  void show(GraphLayout now) {
    layout = Optional.of(now);
    selected = -1;
    fit();
  }

  void select(int box) {
    selected = box;
    draw();
  }

  /// Makes all of it visible, no larger than life.
  void fit() {
    layout.ifPresent(shown -> {
      if (getWidth() < 1 || getHeight() < 1) {
        return;
      }
      double free = 40;
      zoom =
          Math.min(
              1.15,
              Math.min((getWidth() - free) / shown.width(), (getHeight() - free) / shown.height()));
      zoom = Math.max(SMALLEST, zoom);
      dx = (getWidth() - shown.width() * zoom) / 2;
      dy = (getHeight() - shown.height() * zoom) / 2;
      fitted = true;
      draw();
    });
  }

  void zoomBy(double factor) {
    zoomAt(factor, getWidth() / 2, getHeight() / 2);
  }

  private Rectangle probe(String styleClass) {
    var probe = new Rectangle();
    probe.getStyleClass().add(styleClass);
    probe.setVisible(false);
    probe.setManaged(false);
    probe.fillProperty().subscribe(() -> draw());
    getChildren().add(probe);
    return probe;
  }

  private void resized() {
    if (fitted || (layout.isPresent() && zoom == 1)) {
      fit();
    } else {
      draw();
    }
  }

  private void zoomAt(double factor, double x, double y) {
    double next = Math.clamp(zoom * factor, SMALLEST, LARGEST);
    dx = x - (x - dx) * next / zoom;
    dy = y - (y - dy) * next / zoom;
    zoom = next;
    fitted = false;
    draw();
  }

  private void press(MouseEvent event) {
    pressX = event.getX();
    pressY = event.getY();
    dragged = false;
  }

  private void drag(MouseEvent event) {
    dx += event.getX() - pressX;
    dy += event.getY() - pressY;
    pressX = event.getX();
    pressY = event.getY();
    dragged = true;
    fitted = false;
    draw();
  }

  private void click(MouseEvent event) {
    if (dragged) {
      return;
    }
    double x = (event.getX() - dx) / zoom;
    double y = (event.getY() - dy) / zoom;
    List<Box> boxes = layout.map(GraphLayout::boxes).orElse(List.of());
    int hit = -1;
    for (int i = 0; i < boxes.size(); i++) {
      if (boxes.get(i).holds(x, y)) {
        hit = i;
      }
    }
    select(hit);
    onSelect.accept(hit);
  }

  private void scroll(ScrollEvent event) {
    if (event.getDeltaY() != 0) {
      zoomAt(event.getDeltaY() > 0 ? 1.12 : 1 / 1.12, event.getX(), event.getY());
    }
    event.consume();
  }

  private void draw() {
    if (canvas == null || layout == null || layout.isEmpty()) {
      return;
    }
    GraphLayout shown = layout.get();
    GraphicsContext pen = canvas.getGraphicsContext2D();
    pen.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    pen.save();
    pen.translate(dx, dy);
    pen.scale(zoom, zoom);
    pen.setLineWidth(1.4);
    shown.edges().forEach(line -> draw(pen, line));
    for (int i = 0; i < shown.boxes().size(); i++) {
      Box box = shown.boxes().get(i);
      if (visible(box)) {
        draw(pen, box, i == selected);
      }
    }
    pen.restore();
  }

  private boolean visible(Box box) {
    double x = dx + box.x() * zoom;
    double y = dy + box.y() * zoom;
    return x < getWidth()
        && y < getHeight()
        && x + box.width() * zoom > 0
        && y + box.height() * zoom > 0;
  }

  private void draw(GraphicsContext pen, Edge line) {
    Paint colour =
        line.from() == selected || line.to() == selected ? lit.getFill() : edge.getFill();
    pen.setStroke(colour);
    pen.setFill(colour);
    List<Double> at = line.points();
    int last = at.size() - 2;
    if (last < 2) {
      return;
    }
    pen.beginPath();
    pen.moveTo(at.get(0), at.get(1));
    for (int i = 2; i < last; i += 2) {
      pen.arcTo(at.get(i), at.get(i + 1), at.get(i + 2), at.get(i + 3), 10);
    }
    double x = at.get(last);
    double y = at.get(last + 1);
    pen.lineTo(x, y - 4);
    pen.stroke();
    pen.fillPolygon(new double[] {x - 3.6, x + 3.6, x}, new double[] {y - 7, y - 7, y}, 3);
  }

  private void draw(GraphicsContext pen, Box box, boolean chosen) {
    pen.setFill(
        Optional.ofNullable(fills.get(box.kind())).map(Rectangle::getFill).orElse(edge.getFill()));
    pen.fillRoundRect(box.x(), box.y(), box.width(), box.height(), 9, 9);
    if (chosen) {
      pen.setStroke(lit.getFill());
      pen.setLineWidth(2);
      pen.strokeRoundRect(box.x() - 4, box.y() - 4, box.width() + 8, box.height() + 8, 14, 14);
      pen.setLineWidth(1.4);
    }
    if (zoom < READABLE) {
      return;
    }
    pen.setFill(words.getFill());
    pen.setTextBaseline(VPos.CENTER);
    boolean two = !box.below().isEmpty();
    pen.setFont(Font.font("Inter SemiBold", 12.5));
    pen.fillText(
        box.title(), box.x() + 12, box.y() + (two ? 16 : box.height() / 2), box.width() - 20);
    if (two) {
      pen.setFont(Font.font("Inter", 10.5));
      pen.setGlobalAlpha(0.85);
      pen.fillText(box.below(), box.x() + 12, box.y() + 32, box.width() - 20);
      pen.setGlobalAlpha(1);
    }
  }
}
