// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.desktop.model.GraphLayout.Box;
import dev.slipway.inspect.Graph;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Finds boxes by the operator or the name of a node, and goes from one to the next.
public final class GraphSearch {

  private final GraphViewModel graph;
  private final StringProperty query = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<List<Integer>> hits = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyIntegerWrapper current = new ReadOnlyIntegerWrapper(-1);

  GraphSearch(GraphViewModel graph) {
    this.graph = graph;
    query.subscribe(text -> look());
  }

  public StringProperty queryProperty() {
    return query;
  }

  /// The boxes that were found, in the order of the model.
  public ReadOnlyObjectProperty<List<Integer>> hitsProperty() {
    return hits.getReadOnlyProperty();
  }

  /// Which of the hits is looked at, counted from 0; -1 for none yet.
  public ReadOnlyIntegerProperty currentProperty() {
    return current.getReadOnlyProperty();
  }

  /// Looks at the next hit, or with -1 at the one before; after the last comes the first.
  public void go(int step) {
    int count = hits.get().size();
    if (count > 0) {
      int from = current.get() < 0 && step < 0 ? 0 : current.get();
      current.set(Math.floorMod(from + step, count));
      graph.selectedProperty().set(hits.get().get(current.get()));
    }
  }

  /// Searches anew, after the query or the layout changed.
  void look() {
    String wanted = query.get().strip().toLowerCase(Locale.ROOT);
    List<Box> boxes = graph.layoutProperty().get().map(GraphLayout::boxes).orElse(List.of());
    current.set(-1);
    hits.set(
        wanted.isEmpty()
            ? List.of()
            : IntStream.range(0, boxes.size())
                .filter(i -> matches(boxes.get(i), wanted))
                .boxed()
                .toList());
    if (!hits.get().isEmpty()) {
      go(1);
    }
  }

  private boolean matches(Box box, String wanted) {
    return has(box.title(), wanted)
        || has(box.scope(), wanted)
        || box.nodes().stream()
            .anyMatch(node -> graph.node(node).filter(n -> matches(n, wanted)).isPresent());
  }

  private static boolean matches(Graph.Node node, String wanted) {
    return has(node.operator(), wanted) || has(node.name(), wanted);
  }

  private static boolean has(String text, String wanted) {
    return text.toLowerCase(Locale.ROOT).contains(wanted);
  }
}
