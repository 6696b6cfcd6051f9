// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import static dev.slipway.bundle.release.ReleaseNote.Level.NEUTRAL;
import static dev.slipway.bundle.release.ReleaseNote.Level.STRONGER;
import static dev.slipway.bundle.release.ReleaseNote.Level.UNJUDGED;
import static dev.slipway.bundle.release.ReleaseNote.Level.WEAKER;

import java.util.List;

/// Where Alertmanager sends alerts.
final class RoutingRules {

  static final List<Rule> ALL =
      List.of(
          At.the("receiver %s", "receivers/[]")
              .gone(WEAKER, "what was sent to it reaches nobody, or others")
              .added(NEUTRAL, "nobody is told by it until a route names it"),
          At.the("way of receiver %s", "receivers/[]/*", "receivers/[]/*/[]")
              .gone(WEAKER, "who waits there is not told: ask them")
              .added(STRONGER, "one way more to be told"),
          At.the("receiver %s: end of an alert", "receivers/[]/**/send_resolved")
              .to("false", WEAKER, "who is on call is not told when it is over")
              .to("true", STRONGER, "who is on call is told when it is over")
              .gone(WEAKER, "who is on call may not be told when it is over"),
          At.the("address of receiver %s", "receivers/[]/**")
              .any(UNJUDGED, "whether anybody reads it there is not known: send a test alert"),
          At.the("receiver of all other alerts", "route/receiver")
              .any(WEAKER, "others are told: ask both whether they know"),
          At.the("receiver of route %s", "**/routes/[]/receiver")
              .any(WEAKER, "others are told: ask both whether they know"),
          At.the("route to %s", "**/routes/[]")
              .gone(WEAKER, "its alerts go where all others go")
              .added(UNJUDGED, "it takes alerts from those behind it: amtool config routes test"),
          At.the("order of the routes", "**/routes/[order]")
              .any(UNJUDGED, "the first that fits takes an alert: amtool config routes test"),
          At.the("alerts of route %s", "**/routes/[]/matchers/[]", "**/routes/[]/matchers")
              .any(UNJUDGED, "other alerts go there: amtool config routes test"),
          At.the("muted times", "**/mute_time_intervals", "**/mute_time_intervals/[]")
              .added(WEAKER, "nobody is told at these times")
              .gone(STRONGER, "alerts are told at all times"),
          At.the("active times", "**/active_time_intervals", "**/active_time_intervals/[]")
              .added(WEAKER, "nobody is told at other times")
              .gone(STRONGER, "alerts are told at all times"),
          At.the("suppression of alerts", "inhibit_rules/[]", "inhibit_rules")
              .added(WEAKER, "what it covers is not told while the other alert fires")
              .gone(STRONGER, "more is told of the same trouble"),
          At.the("suppression of alerts", "inhibit_rules/**")
              .any(UNJUDGED, "other alerts are kept back: read it"),
          At.the("waiting before alerts are told", "**/group_wait|group_interval|repeat_interval")
              .same()
              .raised(WEAKER, "who is on call is told later, or reminded less")
              .lowered(STRONGER, "who is on call is told sooner, or reminded more")
              .any(UNJUDGED, "the waiting of the route above counts"),
          At.the("grouping of alerts", "**/group_by/[]", "**/group_by")
              .any(NEUTRAL, "alerts are told together in another way"));

  private RoutingRules() {}
}
