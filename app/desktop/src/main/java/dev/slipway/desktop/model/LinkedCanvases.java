// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.base.Words;
import dev.slipway.desktop.model.ComparisonViewModel.Difference;
import dev.slipway.desktop.model.ComparisonViewModel.State;
import dev.slipway.desktop.model.GraphLayout.Box;
import dev.slipway.desktop.model.GraphPainter.Tint;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.inspect.compare.GraphComparison;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Two drawings that move together: what is in the middle of the one is in the middle of the other,
/// as far as it is in both. A difference that is selected is shown in both.
final class LinkedCanvases {

  private final Side left;
  private final Side right;
  private boolean clicked;

  /// @param partners for each box the one that belongs to it on the other side; -1 for none
  private record Side(GraphLayout layout, List<Integer> partners, GraphCanvas canvas) {}

  LinkedCanvases(
      GraphLayout before,
      GraphLayout after,
      GraphComparison comparison,
      ComparisonViewModel model) {
    int[] forth = none(before);
    int[] back = none(after);
    for (GraphComparison.Match match : comparison.matches()) {
      link(before.of(match.before()), after.of(match.after()), forth, back);
    }
    ends(before, after, forth, back);
    left = side(true, before, forth, model, model::ofModel, Difference::model);
    right = side(false, after, back, model, model::ofOther, Difference::other);
    left.canvas().setOnMoved(view -> follow(left, right, view));
    right.canvas().setOnMoved(view -> follow(right, left, view));
    model.selectedProperty().subscribe(this::show);
  }

  GraphCanvas left() {
    return left.canvas();
  }

  GraphCanvas right() {
    return right.canvas();
  }

  private static int[] none(GraphLayout layout) {
    int[] none = new int[layout.boxes().size()];
    Arrays.fill(none, -1);
    return none;
  }

  private static void link(int one, int other, int[] forth, int[] back) {
    if (one >= 0 && other >= 0) {
      forth[one] = other;
      back[other] = one;
    }
  }

  /// Inputs and outputs belong together by their names.
  private static void ends(GraphLayout before, GraphLayout after, int[] forth, int[] back) {
    for (int i = 0; i < forth.length; i++) {
      Box box = before.boxes().get(i);
      if (box.nodes().isEmpty()) {
        for (int j = 0; j < back.length; j++) {
          Box other = after.boxes().get(j);
          if (other.nodes().isEmpty()
              && other.kind() == box.kind()
              && other.title().equals(box.title())) {
            link(i, j, forth, back);
          }
        }
      }
    }
  }

  private Side side(
      boolean first,
      GraphLayout layout,
      int[] partners,
      ComparisonViewModel model,
      Function<Integer, Optional<State>> states,
      Function<Difference, Integer> place) {
    var canvas =
        new GraphCanvas(
            new GraphCanvas.Listener() {
              @Override
              public void selected(int box) {
                int node = box < 0 ? -1 : layout.boxes().get(box).node();
                clicked = true;
                model
                    .selectedProperty()
                    .set(
                        model.differencesProperty().get().stream()
                            .filter(one -> node >= 0 && place.apply(one) == node)
                            .findFirst());
                clicked = false;
                both(first, box);
              }

              @Override
              public void opened(int box) {
                // everything is said in the list
              }
            });
    canvas.setId(first ? "graph-left" : "graph-right");
    canvas.setWords(box -> {
      Box seen = layout.boxes().get(box);
      return Texts.of(
          "compare.box-said",
          seen.title(),
          states
              .apply(seen.node())
              .map(state -> Texts.of("compare." + Words.id(state)))
              .orElse(Texts.of("compare.unchanged")));
    });
    canvas.tint(
        Optional.of(box ->
            states
                .apply(layout.boxes().get(box).node())
                .filter(state -> layout.boxes().get(box).node() >= 0)
                .map(state -> new Tint("graph-" + Words.id(state), 1))
                .orElse(new Tint("graph-cold", 1))));
    canvas.show(layout);
    return new Side(layout, Arrays.stream(partners).boxed().toList(), canvas);
  }

  /// Marks a box that was clicked and its partner, though they may not differ.
  private void both(boolean first, int box) {
    Side here = first ? left : right;
    Side there = first ? right : left;
    here.canvas().select(box);
    there.canvas().select(box < 0 ? -1 : here.partners().get(box));
  }

  /// Puts the partner of what is nearest to the middle of the one where that is seen.
  private static void follow(Side moved, Side other, Viewport view) {
    double x = view.toDrawingX(moved.canvas().getWidth() / 2);
    double y = view.toDrawingY(moved.canvas().getHeight() / 2);
    int nearest = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < moved.partners().size(); i++) {
      Box box = moved.layout().boxes().get(i);
      double far = Math.hypot(box.middle() - x, box.y() - y);
      if (moved.partners().get(i) >= 0 && far < least) {
        least = far;
        nearest = i;
      }
    }
    if (nearest < 0) {
      other.canvas().look(view);
      return;
    }
    Box here = moved.layout().boxes().get(nearest);
    Box there = other.layout().boxes().get(moved.partners().get(nearest));
    other
        .canvas()
        .look(
            new Viewport(
                view.zoom(),
                view.dx() + (here.middle() - there.middle()) * view.zoom(),
                view.dy() + (here.y() - there.y()) * view.zoom()));
  }

  private void show(Optional<Difference> selected) {
    int before = selected.map(one -> left.layout().of(one.model())).orElse(-1);
    int after = selected.map(one -> right.layout().of(one.other())).orElse(-1);
    left.canvas().select(before);
    right.canvas().select(after);
    if (clicked) {
      return; // what is clicked is seen already
    }
    if (before >= 0) {
      left.canvas().reveal(before);
    }
    if (after >= 0) {
      right.canvas().reveal(after);
    }
    if (before >= 0 && after < 0) {
      follow(left, right, left.canvas().viewProperty().get());
    } else if (after >= 0 && before < 0) {
      follow(right, left, right.canvas().viewProperty().get());
    }
  }
}
