// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;

/// A value as a bar from zero, and its limit as a line across.
public final class LimitBar extends Pane {

  private static final double HEIGHT = 12;
  private static final double THICK = 6;

  /// So far the limit stands where the value lies well within it.
  private static final double ROOM = 1.25;

  private final double value;
  private final double limit;
  private final Region track = new Region();
  private final Region bar = new Region();
  private final Line line = new Line();

  /// @param lessIsBetter whether the limit is the most; else it is the least
  public LimitBar(double value, double limit, boolean lessIsBetter, Tone tone) {
    this.value = value;
    this.limit = limit;
    getStyleClass().add("limit-bar");
    track.getStyleClass().add("track");
    bar.getStyleClass().addAll("bar", tone.styleClass());
    line.getStyleClass().addAll("limit", lessIsBetter ? "most" : "least");
    getChildren().addAll(track, bar, line);
    setMinHeight(HEIGHT);
    setPrefHeight(HEIGHT);
    setMaxHeight(HEIGHT);
    setMinWidth(40);
  }

  @Override
  protected void layoutChildren() {
    double most = Math.max(value, limit);
    double whole = value > limit ? most * 1.02 : limit * ROOM;
    double scale = whole <= 0 ? 0 : getWidth() / whole;
    double top = (HEIGHT - THICK) / 2;
    track.resizeRelocate(0, top, getWidth(), THICK);
    bar.resizeRelocate(0, top, Math.clamp(value * scale, 3, Math.max(3, getWidth())), THICK);
    double at = Math.rint(Math.clamp(limit * scale, 1, Math.max(1, getWidth() - 1))) + 0.5;
    line.setStartX(at);
    line.setEndX(at);
    line.setStartY(0);
    line.setEndY(HEIGHT);
  }
}
