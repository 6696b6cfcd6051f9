// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import java.util.List;
import java.util.SortedMap;

/// A test of the rules by promtool: what is measured, and which alerts fire when.
///
/// @param step between two values of a series: `1m`
public record Scenario(
    String name, String step, List<Series> series, List<Expectation> expectations) {

  public Scenario {
    series = List.copyOf(series);
    expectations = List.copyOf(expectations);
  }

  /// @param selector name and labels
  /// @param values in promtool's shorthand: `0+600x40`
  public record Series(Query selector, String values) {}

  /// @param at time since the start: `30m`
  /// @param fired empty where the alert must be silent
  public record Expectation(String alert, String at, List<Fired> fired) {

    public Expectation {
      fired = List.copyOf(fired);
    }
  }

  /// An alert as Prometheus sends it.
  public record Fired(SortedMap<String, String> labels, Annotations annotations) {}
}
