// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Numbers;
import dev.slipway.desktop.model.GraphLayout.Box;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.inspect.Graph;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Says a box in words, for people who do not see the drawing.
record BoxWords(GraphViewModel graph) {

  String of(int index) {
    return graph.box(index).map(box -> said(index, box)).orElse("");
  }

  private String said(int index, Box box) {
    String name =
        graph
            .node(box.node() < 0 ? 0 : box.node())
            .filter(n -> box.node() >= 0)
            .map(Graph.Node::name)
            .filter(given -> !given.equals(box.title()))
            .map(given -> box.title() + ", " + given)
            .orElse(box.title() + (box.below().isEmpty() ? "" : ", " + box.below()));
    return Texts.of(
        "model.box-said",
        name,
        Numbers.count(index + 1L),
        Numbers.count(graph.layoutProperty().get().map(of -> of.boxes().size()).orElse(0)),
        titles(index, true),
        titles(index, false));
  }

  private String titles(int index, boolean before) {
    String titles =
        graph.layoutProperty().get().stream()
            .flatMap(layout -> layout.edges().stream())
            .filter(edge -> (before ? edge.to() : edge.from()) == index)
            .flatMapToInt(edge -> IntStream.of(before ? edge.from() : edge.to()))
            .mapToObj(graph::box)
            .flatMap(java.util.Optional::stream)
            .map(Box::title)
            .collect(Collectors.joining(", "));
    return titles.isEmpty() ? Texts.of("model.box-nothing") : titles;
  }
}
