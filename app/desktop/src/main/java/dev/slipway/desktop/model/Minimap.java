// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.desktop.model.GraphLayout.Box;
import dev.slipway.desktop.model.GraphPainter.Tint;
import java.util.Optional;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/// The whole graph in a corner, with a frame around what is seen: click or drag to go there. It is
/// drawn when the graph or the colours change, and only the frame moves after that.
final class Minimap extends Pane {

  private static final double WIDTH = 150;
  private static final double HEIGHT = 110;
  private static final double MARGIN = 6;

  private final GraphCanvas of;
  private final Canvas canvas = new Canvas(WIDTH, HEIGHT);
  private final Region frame = new Region();
  private Optional<GraphLayout> layout = Optional.empty();
  private double scale = 1;
  private boolean stale;

  Minimap(GraphCanvas of) {
    this.of = of;
    getStyleClass().add("minimap");
    setId("minimap");
    frame.getStyleClass().add("minimap-frame");
    frame.setManaged(false);
    frame.setMouseTransparent(true);
    getChildren().addAll(canvas, frame);
    setMinSize(WIDTH, HEIGHT);
    setMaxSize(WIDTH, HEIGHT);
    setOnMousePressed(this::go);
    setOnMouseDragged(this::go);
    setVisible(false);
    of.viewProperty().subscribe(this::requestLayout);
    of.widthProperty().subscribe(this::requestLayout);
    of.heightProperty().subscribe(this::requestLayout);
    of.paperProperty().subscribe(paper -> redraw());
  }

  void show(GraphLayout now) {
    layout = Optional.of(now);
    scale = Math.min((WIDTH - 2 * MARGIN) / now.width(), (HEIGHT - 2 * MARGIN) / now.height());
    redraw();
  }

  /// There is nothing to see.
  void clear() {
    layout = Optional.empty();
    setVisible(false);
    redraw();
  }

  private void redraw() {
    stale = true;
    requestLayout();
  }

  private void draw() {
    stale = false;
    GraphicsContext pen = canvas.getGraphicsContext2D();
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    layout.ifPresent(now -> {
      for (Box box : now.boxes()) {
        pen.setFill(of.colour(Tint.ofKind(box).style()));
        pen.fillRect(
            left(now) + box.x() * scale,
            top(now) + box.y() * scale,
            Math.max(1, box.width() * scale),
            Math.max(1, box.height() * scale));
      }
    });
  }

  private double left(GraphLayout now) {
    return (WIDTH - now.width() * scale) / 2;
  }

  private double top(GraphLayout now) {
    return (HEIGHT - now.height() * scale) / 2;
  }

  @Override
  protected void layoutChildren() {
    if (stale) {
      draw();
    }
    layout.ifPresent(now -> {
      Viewport view = of.viewProperty().get();
      double x = Math.clamp(left(now) + view.toDrawingX(0) * scale, 0, WIDTH);
      double y = Math.clamp(top(now) + view.toDrawingY(0) * scale, 0, HEIGHT);
      double right = Math.clamp(left(now) + view.toDrawingX(of.getWidth()) * scale, 0, WIDTH);
      double bottom = Math.clamp(top(now) + view.toDrawingY(of.getHeight()) * scale, 0, HEIGHT);
      frame.resizeRelocate(x, y, Math.max(4, right - x), Math.max(4, bottom - y));
      boolean all =
          view.dx() >= 0
              && view.dy() >= 0
              && view.toDrawingX(of.getWidth()) >= now.width()
              && view.toDrawingY(of.getHeight()) >= now.height();
      setVisible(!all);
    });
  }

  private void go(MouseEvent event) {
    layout.ifPresent(now ->
        of.look(
            of.viewProperty()
                .get()
                .centred(
                    (event.getX() - left(now)) / scale,
                    (event.getY() - top(now)) / scale,
                    of.getWidth(),
                    of.getHeight())));
    event.consume();
  }
}
