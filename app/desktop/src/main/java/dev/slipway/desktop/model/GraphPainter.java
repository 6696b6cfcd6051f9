// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Words;
import dev.slipway.desktop.model.GraphLayout.Box;
import dev.slipway.desktop.model.GraphLayout.Edge;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.text.Font;

/// Paints a layout: only what is seen, and of that only what is large enough to be made out.
final class GraphPainter {

  /// Below it boxes bear no words.
  static final double READABLE = 0.35;

  /// Below it lines have neither round corners nor tips, and boxes no round corners.
  private static final double ROUGH = 0.16;

  /// The colour of a box.
  ///
  /// @param style the style class that has the colour
  /// @param strength 1 for that colour, 0 for the one of what does not count, between for a mixture
  record Tint(String style, double strength) {

    /// As the legend has it.
    static Tint ofKind(Box box) {
      return new Tint("graph-" + Words.id(box.kind()), 1);
    }
  }

  private final Font title = Font.font("Inter SemiBold", 12.5);
  private final Font below = Font.font("Inter", 10.5);
  private final GraphLayout layout;
  private final Function<String, Paint> colours;
  private final double[][] lines;
  private final double[][] bounds;
  private IntFunction<Tint> tint;

  /// @param colours gives the colour of a style class
  GraphPainter(GraphLayout layout, Function<String, Paint> colours) {
    this.layout = layout;
    this.colours = colours;
    this.lines = layout.edges().stream().map(GraphPainter::points).toArray(double[][]::new);
    this.bounds = new double[lines.length][];
    for (int i = 0; i < lines.length; i++) {
      bounds[i] = bounds(lines[i]);
    }
    tint = i -> Tint.ofKind(layout.boxes().get(i));
  }

  GraphLayout layout() {
    return layout;
  }

  void setTint(IntFunction<Tint> now) {
    tint = now;
  }

  private static double[] points(Edge edge) {
    return edge.points().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /// The smallest and largest x, then y.
  private static double[] bounds(double[] line) {
    double[] bounds = {1e18, -1e18, 1e18, -1e18};
    for (int i = 0; i < line.length; i++) {
      int axis = i % 2 * 2;
      bounds[axis] = Math.min(bounds[axis], line[i]);
      bounds[axis + 1] = Math.max(bounds[axis + 1], line[i]);
    }
    return bounds;
  }

  /// The part of the drawing that is seen.
  private record Seen(double left, double top, double right, double bottom) {

    boolean box(Box box) {
      return box.x() < right
          && box.y() < bottom
          && box.x() + box.width() > left
          && box.y() + box.height() > top;
    }

    boolean line(double[] bounds) {
      return bounds[0] < right && bounds[1] > left && bounds[2] < bottom && bounds[3] > top;
    }
  }

  /// @param found boxes that stand out
  void paint(
      GraphicsContext pen, Viewport view, double width, double height, int selected, BitSet found) {
    pen.clearRect(0, 0, width, height);
    pen.save();
    pen.translate(view.dx(), view.dy());
    pen.scale(view.zoom(), view.zoom());
    pen.setLineWidth(1.4);
    var seen =
        new Seen(
            view.toDrawingX(0),
            view.toDrawingY(0),
            view.toDrawingX(width),
            view.toDrawingY(height));
    List<Edge> edges = layout.edges();
    Paint plain = colours.apply("graph-edge");
    Paint lit = colours.apply("graph-lit");
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].length >= 4 && seen.line(bounds[i])) {
        boolean near = edges.get(i).from() == selected || edges.get(i).to() == selected;
        line(pen, lines[i], near ? lit : plain, view.zoom() < ROUGH);
      }
    }
    List<Box> boxes = layout.boxes();
    for (int i = 0; i < boxes.size(); i++) {
      if (seen.box(boxes.get(i))) {
        box(pen, boxes.get(i), fill(i), view.zoom());
        frame(pen, boxes.get(i), i == selected, found.get(i));
      }
    }
    pen.restore();
  }

  private Paint fill(int box) {
    Tint now = tint.apply(box);
    Paint full = colours.apply(now.style());
    return now.strength() < 1
            && full instanceof Color hot
            && colours.apply("graph-cold") instanceof Color cold
        ? cold.interpolate(hot, now.strength())
        : full;
  }

  private static void line(GraphicsContext pen, double[] at, Paint colour, boolean rough) {
    pen.setStroke(colour);
    int last = at.length - 2;
    pen.beginPath();
    pen.moveTo(at[0], at[1]);
    for (int i = 2; i < last; i += 2) {
      if (rough) {
        pen.lineTo(at[i], at[i + 1]);
      } else {
        pen.arcTo(at[i], at[i + 1], at[i + 2], at[i + 3], 10);
      }
    }
    double x = at[last];
    double y = at[last + 1];
    pen.lineTo(x, y - 4);
    pen.stroke();
    if (!rough) {
      pen.setFill(colour);
      pen.fillPolygon(new double[] {x - 3.6, x + 3.6, x}, new double[] {y - 7, y - 7, y}, 3);
    }
  }

  private void frame(GraphicsContext pen, Box box, boolean chosen, boolean found) {
    if (chosen || found) {
      pen.setStroke(colours.apply(chosen ? "graph-lit" : "graph-found"));
      pen.setLineWidth(chosen ? 2.5 : 2);
      pen.strokeRoundRect(box.x() - 4, box.y() - 4, box.width() + 8, box.height() + 8, 14, 14);
      pen.setLineWidth(1.4);
    }
  }

  private void box(GraphicsContext pen, Box box, Paint fill, double zoom) {
    pen.setFill(fill);
    if (zoom < ROUGH) {
      pen.fillRect(box.x(), box.y(), box.width(), box.height());
      return;
    }
    if (!box.scope().isEmpty()) {
      // the edge of a second sheet says that there is more than one
      pen.fillRoundRect(box.x() + 5, box.y() + 5, box.width(), box.height(), 9, 9);
      pen.setStroke(colours.apply("graph-paper"));
      pen.strokeRoundRect(box.x(), box.y(), box.width(), box.height(), 9, 9);
    }
    pen.fillRoundRect(box.x(), box.y(), box.width(), box.height(), 9, 9);
    if (zoom >= READABLE) {
      words(pen, box);
    }
  }

  private void words(GraphicsContext pen, Box box) {
    pen.setFill(colours.apply("graph-text"));
    pen.setTextBaseline(VPos.CENTER);
    boolean two = !box.below().isEmpty();
    pen.setFont(title);
    pen.fillText(
        box.title(), box.x() + 12, box.y() + (two ? 16 : box.height() / 2), box.width() - 20);
    if (two) {
      pen.setFont(below);
      pen.setGlobalAlpha(0.85);
      pen.fillText(box.below(), box.x() + 12, box.y() + 32, box.width() - 20);
      pen.setGlobalAlpha(1);
    }
  }
}
