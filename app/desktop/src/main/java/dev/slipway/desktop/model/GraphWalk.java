// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.desktop.model.GraphLayout.Box;
import dev.slipway.desktop.model.GraphLayout.Edge;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Where an arrow key leads from a box: down and up along the edges, left and right to the nearest
/// box at about the same height.
final class GraphWalk {

  /// A way to go.
  enum Way {
    UP,
    DOWN,
    LEFT,
    RIGHT
  }

  private GraphWalk() {}

  /// The box that follows; the same where nothing does, the first where none was chosen.
  static int next(GraphLayout layout, int from, Way way) {
    if (layout.boxes().isEmpty()) {
      return -1;
    }
    if (from < 0 || from >= layout.boxes().size()) {
      return 0;
    }
    Box here = layout.boxes().get(from);
    IntStream reached =
        switch (way) {
          case DOWN ->
              layout.edges().stream().filter(edge -> edge.from() == from).mapToInt(Edge::to);
          case UP -> layout.edges().stream().filter(edge -> edge.to() == from).mapToInt(Edge::from);
          case LEFT, RIGHT -> beside(layout, here, way == Way.RIGHT);
        };
    return reached
        .boxed()
        .min(
            Comparator.comparingDouble(
                i -> Math.abs(layout.boxes().get(i).middle() - here.middle())))
        .orElse(from);
  }

  private static IntStream beside(GraphLayout layout, Box here, boolean right) {
    return IntStream.range(0, layout.boxes().size())
        .filter(i -> {
          Box other = layout.boxes().get(i);
          return other.y() < here.y() + here.height()
              && here.y() < other.y() + other.height()
              && (right ? other.x() > here.x() : other.x() < here.x());
        });
  }
}
