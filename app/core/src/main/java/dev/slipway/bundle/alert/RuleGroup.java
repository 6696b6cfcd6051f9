// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.alert;

import java.util.List;

/// Rules that Prometheus evaluates together, in their order.
///
/// @param interval in seconds
public record RuleGroup(String name, List<TracedText> notes, Figure interval, List<Rule> rules) {

  public RuleGroup {
    notes = List.copyOf(notes);
    rules = List.copyOf(rules);
  }
}
