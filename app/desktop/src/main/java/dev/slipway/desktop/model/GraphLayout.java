// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import java.util.List;

/// Nodes and edges with their places, in units of the drawing.
public record GraphLayout(List<Box> boxes, List<Edge> edges, double width, double height) {

  public GraphLayout {
    boxes = List.copyOf(boxes);
    edges = List.copyOf(edges);
  }

  /// What a box stands for; decides its colour.
  public enum Kind {
    INPUT,
    OUTPUT,
    WEIGHTED,
    ACTIVATION,
    SHAPE,
    OTHER
  }

  /// One node.
  ///
  /// @param node the position in the model's graph; -1 for an input or output
  public record Box(
      String title,
      String below,
      Kind kind,
      int node,
      double x,
      double y,
      double width,
      double height) {

    boolean holds(double px, double py) {
      return px >= x && px <= x + width && py >= y && py <= y + height;
    }
  }

  /// A line through points, given as x and y in turn.
  public record Edge(int from, int to, List<Double> points) {
    public Edge {
      points = List.copyOf(points);
    }
  }
}
