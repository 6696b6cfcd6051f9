// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.overview;

import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Screen;

/// What the overview proposes to do.
public enum Action {
  MEASURE("overview.do-measure", "fth-activity", Screen.PROFILE),
  EVALUATE("overview.do-evaluate", "fth-target", Screen.QUALITY),
  CHECK_DATA("overview.do-check-data", "fth-database", Screen.DATA),
  NAME_DATA("overview.do-name-data", "fth-database", Screen.OBJECTIVES),
  EXPORT("overview.do-export", "fth-package", Screen.EXPORT),
  VERIFY("overview.do-verify", "fth-shield", Screen.VERIFY),
  JUDGE("overview.do-judge", "fth-refresh-cw", Screen.OVERVIEW);

  private final String key;
  private final String icon;
  private final Screen screen;

  Action(String key, String icon, Screen screen) {
    this.key = key;
    this.icon = icon;
    this.screen = screen;
  }

  public String title() {
    return Texts.of(key);
  }

  /// When it was done before.
  public String again() {
    return Texts.of(key + "-again");
  }

  public String icon() {
    return icon;
  }

  /// Where it is to be seen.
  public Screen screen() {
    return screen;
  }
}
