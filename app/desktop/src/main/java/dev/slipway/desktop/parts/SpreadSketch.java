// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.ObservableList;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;

/// A small picture of how values are spread: one series filled, the other as a line over it.
public final class SpreadSketch extends Pane {

  private static final double EDGE = 3;

  private final List<Double> filled;
  private final List<Double> line;
  private final double most;
  private final Polygon body = new Polygon();
  private final Polyline outline = new Polyline();

  /// @param filled shares of the rows, slot by slot
  /// @param line shares of other rows, of the same slots
  public SpreadSketch(String name, List<Double> filled, List<Double> line) {
    this.filled = List.copyOf(filled);
    this.line = List.copyOf(line);
    var all = new ArrayList<>(filled);
    all.addAll(line);
    most = all.stream().mapToDouble(share -> share).max().orElse(0);
    getStyleClass().add("spread-sketch");
    body.getStyleClass().add("body");
    outline.getStyleClass().add("other");
    getChildren().addAll(body, outline);
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    setAccessibleText(name);
  }

  @Override
  protected void layoutChildren() {
    steps(filled, body.getPoints());
    steps(line, outline.getPoints());
  }

  private void steps(List<Double> shares, ObservableList<Double> points) {
    var steps = new ArrayList<Double>();
    double floor = getHeight() - EDGE;
    double width = getWidth() / Math.max(1, shares.size());
    if (most > 0 && !shares.isEmpty()) {
      steps.addAll(List.of(0.0, floor));
      for (int i = 0; i < shares.size(); i++) {
        double y = floor - (floor - EDGE) * shares.get(i) / most;
        steps.addAll(List.of(i * width, y, (i + 1) * width, y));
      }
      steps.addAll(List.of(getWidth(), floor));
    }
    points.setAll(steps);
  }
}
