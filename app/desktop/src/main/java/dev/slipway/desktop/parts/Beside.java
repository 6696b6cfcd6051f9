// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;

/// Puts parts beside each other, and where the width does not do for that, below each other. A part
/// that grows, as in a row, takes what is left over.
public final class Beside extends Pane {

  private final double gap;

  public Beside(double gap, Node... parts) {
    super(parts);
    this.gap = gap;
  }

  /// Parts in one line, with their widths.
  private record Row(List<Place> places) {
    double height(ToDoubleFunction<Place> of) {
      return places.stream().mapToDouble(of).max().orElse(0);
    }
  }

  private record Place(Node part, double width) {
    double least() {
      return part.minHeight(width);
    }

    double most() {
      return part.maxHeight(width);
    }

    double wanted() {
      return Math.max(least(), part.prefHeight(width));
    }
  }

  /// A part that was asked how high it is: to find that out, it asks all that is within it.
  private record Asked(Place place, double least, double wanted) {
    static Asked of(Place place) {
      double least = place.least();
      return new Asked(place, least, Math.max(least, place.part().prefHeight(place.width())));
    }
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computeMinWidth(double height) {
    return across()
        + getManagedChildren().stream().mapToDouble(p -> p.minWidth(-1)).max().orElse(0);
  }

  @Override
  protected double computePrefWidth(double height) {
    List<Node> parts = getManagedChildren();
    return across()
        + parts.stream().mapToDouble(Beside::wanted).sum()
        + gap * Math.max(0, parts.size() - 1);
  }

  @Override
  protected double computeMinHeight(double width) {
    return height(width, Place::least);
  }

  @Override
  protected double computePrefHeight(double width) {
    return height(width, Place::wanted);
  }

  private double height(double width, ToDoubleFunction<Place> of) {
    List<Row> rows = rows((width < 0 ? prefWidth(-1) : width) - across());
    return snappedTopInset()
        + snappedBottomInset()
        + rows.stream().mapToDouble(row -> row.height(of)).sum()
        + gap * Math.max(0, rows.size() - 1);
  }

  private double across() {
    return snappedLeftInset() + snappedRightInset();
  }

  @Override
  protected void layoutChildren() {
    List<List<Asked>> rows =
        rows(getWidth() - across()).stream()
            .map(row -> row.places().stream().map(Asked::of).toList())
            .toList();
    double[] heights = rows.stream().mapToDouble(row -> highest(row, Asked::wanted)).toArray();
    double[] least = rows.stream().mapToDouble(row -> highest(row, Asked::least)).toArray();
    double free =
        getHeight()
            - snappedTopInset()
            - snappedBottomInset()
            - gap * Math.max(0, rows.size() - 1)
            - Arrays.stream(heights).sum();
    if (free > 0) {
      Arrays.setAll(heights, i -> heights[i] + free / heights.length);
    } else {
      shrink(-free, heights, least);
    }
    double y = snappedTopInset();
    for (int line = 0; line < heights.length; line++) {
      double height = heights[line];
      double x = snappedLeftInset();
      for (Asked asked : rows.get(line)) {
        Place place = asked.place();
        double own = Math.min(height, Math.max(asked.wanted(), place.most()));
        place
            .part()
            .resizeRelocate(
                snapPositionX(x), snapPositionY(y + (height - own) / 2), place.width(), own);
        x += place.width() + gap;
      }
      y += height + gap;
    }
  }

  private static double highest(List<Asked> row, ToDoubleFunction<Asked> of) {
    return row.stream().mapToDouble(of).max().orElse(0);
  }

  private List<Row> rows(double width) {
    List<Row> rows = new ArrayList<>();
    List<Node> line = new ArrayList<>();
    double used = 0;
    for (Node part : getManagedChildren()) {
      double least = part.minWidth(-1);
      if (!line.isEmpty() && used + gap + least > width) {
        rows.add(row(line, width));
        line = new ArrayList<>();
        used = 0;
      }
      used += least + (line.isEmpty() ? 0 : gap);
      line.add(part);
    }
    if (!line.isEmpty()) {
      rows.add(row(line, width));
    }
    return rows;
  }

  private Row row(List<Node> parts, double width) {
    double[] widths = parts.stream().mapToDouble(Beside::wanted).toArray();
    double free = width - gap * (parts.size() - 1);
    for (double each : widths) {
      free -= each;
    }
    if (free > 0) {
      share(free, parts, widths);
    } else {
      shrink(-free, widths, parts.stream().mapToDouble(part -> part.minWidth(-1)).toArray());
    }
    return new Row(
        IntStream.range(0, widths.length)
            .mapToObj(i -> new Place(parts.get(i), widths[i]))
            .toList());
  }

  /// To those that grow; where a line holds one part only, to that.
  private static void share(double free, List<Node> parts, double[] widths) {
    long growing = parts.stream().filter(Beside::grows).count();
    for (int i = 0; i < widths.length; i++) {
      if (widths.length == 1 || grows(parts.get(i))) {
        widths[i] += widths.length == 1 ? free : free / growing;
      }
    }
  }

  /// Each gives in the measure of what it has to give.
  private static void shrink(double missing, double[] sizes, double[] least) {
    double spare = Arrays.stream(sizes).sum() - Arrays.stream(least).sum();
    for (int i = 0; i < sizes.length && spare > 0; i++) {
      double own = sizes[i] - least[i];
      sizes[i] -= Math.min(own, missing * own / spare);
    }
  }

  private static boolean grows(Node part) {
    return HBox.getHgrow(part) == Priority.ALWAYS;
  }

  private static double wanted(Node part) {
    return Math.max(part.minWidth(-1), part.prefWidth(-1));
  }
}
