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
    OTHER,
    GROUP
  }

  /// One node, or several that are drawn as one.
  ///
  /// @param nodes positions in the model's graph; none for an input or output
  /// @param scope what the names of all nodes begin with; empty for what is no group
  public record Box(
      String title,
      String below,
      Kind kind,
      List<Integer> nodes,
      String scope,
      double x,
      double y,
      double width,
      double height) {

    public Box {
      nodes = List.copyOf(nodes);
    }

    boolean holds(double px, double py) {
      return px >= x && px <= x + width && py >= y && py <= y + height;
    }

    /// The one node behind it; -1 where there is none or more than one.
    int node() {
      return scope.isEmpty() && nodes.size() == 1 ? nodes.getFirst() : -1;
    }

    double middle() {
      return x + width / 2;
    }
  }

  /// A line through points, given as x and y in turn.
  public record Edge(int from, int to, List<Double> points) {
    public Edge {
      points = List.copyOf(points);
    }
  }

  /// The box at a point; -1 for none.
  int at(double x, double y) {
    for (int i = boxes.size() - 1; i >= 0; i--) {
      if (boxes.get(i).holds(x, y)) {
        return i;
      }
    }
    return -1;
  }

  /// The box in which a node of the graph is drawn; -1 for none.
  int of(int node) {
    for (int i = 0; i < boxes.size(); i++) {
      if (boxes.get(i).nodes().contains(node)) {
        return i;
      }
    }
    return -1;
  }
}
