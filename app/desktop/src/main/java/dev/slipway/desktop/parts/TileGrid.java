// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/// Tiles of one width in rows of about as many: as many side by side as have room for their words.
public final class TileGrid extends Region {

  private static final double GAP = 16;
  private static final double NARROWEST = 170;

  public TileGrid(List<? extends Node> tiles) {
    getChildren().setAll(tiles);
    setMinWidth(0);
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  private int columns(double width) {
    List<Node> tiles = getManagedChildren();
    double narrowest =
        tiles.stream().mapToDouble(tile -> tile.minWidth(-1)).reduce(NARROWEST, Math::max);
    int fit = (int) Math.clamp((width + GAP) / (narrowest + GAP), 1, Math.max(1, tiles.size()));
    int rows = Math.ceilDiv(tiles.size(), fit);
    return Math.ceilDiv(tiles.size(), Math.max(1, rows));
  }

  private static double tileWidth(double width, int columns) {
    return Math.floor((width - GAP * (columns - 1)) / columns);
  }

  private static double height(List<Node> row, double width) {
    return Math.ceil(row.stream().mapToDouble(tile -> tile.prefHeight(width)).max().orElse(0));
  }

  @Override
  protected double computePrefHeight(double width) {
    List<Node> tiles = getManagedChildren();
    if (tiles.isEmpty()) {
      return 0;
    }
    double room = width > 0 ? width : Math.max(getWidth(), NARROWEST);
    int columns = columns(room);
    double height = -GAP;
    for (int i = 0; i < tiles.size(); i += columns) {
      List<Node> row = tiles.subList(i, Math.min(tiles.size(), i + columns));
      height += GAP + height(row, tileWidth(room, columns));
    }
    return height;
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected void layoutChildren() {
    List<Node> tiles = getManagedChildren();
    if (tiles.isEmpty()) {
      return;
    }
    int columns = columns(getWidth());
    double width = tileWidth(getWidth(), columns);
    double top = 0;
    for (int i = 0; i < tiles.size(); i += columns) {
      List<Node> row = tiles.subList(i, Math.min(tiles.size(), i + columns));
      double height = height(row, width);
      for (int k = 0; k < row.size(); k++) {
        row.get(k).resizeRelocate(k * (width + GAP), top, width, height);
      }
      top += height + GAP;
    }
  }
}
