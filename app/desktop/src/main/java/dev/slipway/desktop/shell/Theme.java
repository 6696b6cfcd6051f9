// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;

/// Light or dark: a user-agent stylesheet and a style class on the root that our own colours hang
/// on.
public enum Theme {
  LIGHT("light", new PrimerLight().getUserAgentStylesheet()),
  DARK("dark", new PrimerDark().getUserAgentStylesheet());

  /// Our own stylesheet, the same for both themes.
  public static final String OWN_STYLES = "/dev/slipway/desktop/slipway.css";

  private final String styleClass;
  private final String stylesheet;

  Theme(String styleClass, String stylesheet) {
    this.styleClass = styleClass;
    this.stylesheet = stylesheet;
  }

  public String styleClass() {
    return styleClass;
  }

  public String stylesheet() {
    return stylesheet;
  }

  public static Theme of(boolean dark) {
    return dark ? DARK : LIGHT;
  }

  public Theme other() {
    return this == LIGHT ? DARK : LIGHT;
  }
}
