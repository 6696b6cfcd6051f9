// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.base.Words;
import javafx.scene.layout.Region;

/// How wide a part is: the width that it needs, and the one that it takes where there is room. The
/// stylesheet says how much that is, so that it grows with the text.
public enum Width {
  FIELD,
  FILTER,
  TILE,
  FIGURE,
  NARROW,
  TABLE,
  WORDS,
  PART,
  SIDE,
  FORM,
  WIDE;

  /// Gives a part this width.
  public <R extends Region> R of(R region) {
    region.getStyleClass().add("width-" + Words.id(this));
    return region;
  }
}
