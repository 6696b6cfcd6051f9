// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import javafx.scene.Group;
import javafx.scene.shape.SVGPath;

/// The product's mark: a boat on its slipway, about to be launched.
final class Mark {

  private static final String SAILS =
      "M11.2 1.5 L11.2 13 L3.6 13 C5.6 9.6 8.6 6 11.2 1.5 Z M13 4.2 C16 6.6 18.4 9.6 19.6 13 L13 13"
          + " Z";
  private static final String HULL =
      "M2.2 14.6 L21.4 14.6 C20.4 17.2 18.6 19 16.4 19 L7.2 19 C4.8 19 3 17.2 2.2 14.6 Z";
  private static final String SLIP = "M0.6 20.4 L23.4 22.6 L23.4 24 L0.6 21.8 Z";

  private Mark() {}

  static Group drawn(double size) {
    var group =
        new Group(path(SAILS, "mark-sail"), path(HULL, "mark-hull"), path(SLIP, "mark-slip"));
    group.setScaleX(size / 24);
    group.setScaleY(size / 24);
    return new Group(group);
  }

  private static SVGPath path(String content, String styleClass) {
    var path = new SVGPath();
    path.setContent(content);
    path.getStyleClass().add(styleClass);
    return path;
  }
}
