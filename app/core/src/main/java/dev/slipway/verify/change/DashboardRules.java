// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.bundle.release.ReleaseNote.Level.NEUTRAL;
import static dev.slipway.bundle.release.ReleaseNote.Level.STRONGER;
import static dev.slipway.bundle.release.ReleaseNote.Level.UNJUDGED;
import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;

import java.util.List;

/// What people see on dashboards.
final class DashboardRules {

  static final List<Rule> ALL =
      List.of(
          At.the("panel %s", "panels", "panels/[]", "**/panels/[]/panels", "**/panels/[]/panels/[]")
              .gone(WEAKER, "who looks does not see it any more: keep it")
              .added(STRONGER, "who looks sees more"),
          At.the("query of panel %s", "**/panels/[]/targets", "**/panels/[]/targets/[]")
              .gone(WEAKER, "the panel shows less, or nothing: keep it")
              .added(UNJUDGED, "whether it shows the same is to be looked at"),
          At.the("query of panel %s", "**/targets/[]/expr", "**/targets/[]", "**/query")
              .any(UNJUDGED, "whether it shows the same is to be looked at"),
          At.the("values to choose from", "templating/**")
              .any(UNJUDGED, "whether it finds the service is to be looked at"),
          At.the("thresholds of panel %s", "**/thresholds/**")
              .any(UNJUDGED, "what is shown as bad is another"),
          At.the("looks of the dashboard", "**")
              .file(".*dashboard\\.json")
              .any(NEUTRAL, "it looks otherwise"),
          At.the("where dashboards are found", "providers/**", "datasources/**")
              .any(UNJUDGED, "whether they show anything is to be looked at"));

  private DashboardRules() {}
}
