// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.desktop.model.GraphLayout.Box;

/// Which part of a drawing a window of some size shows, and how large.
///
/// @param zoom pixels a unit of the drawing
/// @param dx where the drawing's left edge lies in the window, in pixels
/// @param dy where its upper edge lies
record Viewport(double zoom, double dx, double dy) {

  static final double SMALLEST = 0.04;
  static final double LARGEST = 3;

  private static final double FREE = 40;
  private static final double LARGEST_FIT = 1.15;

  /// Shows all of a drawing, hardly larger than life.
  static Viewport fitting(GraphLayout drawing, double width, double height) {
    double zoom =
        Math.clamp(
            Math.min((width - FREE) / drawing.width(), (height - FREE) / drawing.height()),
            SMALLEST,
            LARGEST_FIT);
    return new Viewport(
        zoom, (width - drawing.width() * zoom) / 2, (height - drawing.height() * zoom) / 2);
  }

  Viewport moved(double x, double y) {
    return new Viewport(zoom, dx + x, dy + y);
  }

  /// What lies at a point of the window stays there.
  Viewport zoomed(double factor, double x, double y) {
    double next = Math.clamp(zoom * factor, SMALLEST, LARGEST);
    return new Viewport(next, x - (x - dx) * next / zoom, y - (y - dy) * next / zoom);
  }

  /// With a point of the drawing in the middle of the window.
  Viewport centred(double x, double y, double width, double height) {
    return new Viewport(zoom, width / 2 - x * zoom, height / 2 - y * zoom);
  }

  /// The same where a box can be read already; else with the box in the middle, large enough to
  /// read.
  Viewport showing(Box box, double width, double height) {
    boolean seen =
        zoom >= GraphPainter.READABLE
            && dx + box.x() * zoom >= 0
            && dy + box.y() * zoom >= 0
            && dx + (box.x() + box.width()) * zoom <= width
            && dy + (box.y() + box.height()) * zoom <= height;
    if (seen) {
      return this;
    }
    return new Viewport(Math.max(zoom, 2 * GraphPainter.READABLE), dx, dy)
        .centred(box.x() + box.width() / 2, box.y() + box.height() / 2, width, height);
  }

  double toDrawingX(double x) {
    return (x - dx) / zoom;
  }

  double toDrawingY(double y) {
    return (y - dy) / zoom;
  }
}
