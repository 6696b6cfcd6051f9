// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Numbers;
import dev.slipway.measure.service.Served;
import dev.slipway.measure.service.ServedCapacity;
import dev.slipway.plan.JudgedObjective;
import dev.slipway.workbench.report.LoadSection;
import dev.slipway.workbench.report.ObjectivesSection;
import java.net.URI;
import java.util.List;

/// Shows the measurement of a running service.
record ServedPage(Terminal terminal) {

  void show(URI url, Served served, List<JudgedObjective> judged) {
    terminal.title("Service at " + url);
    terminal.fact("answers alike", served.compared() + " requests, as the project's model");
    served
        .capacity()
        .ifPresent(pair -> terminal.fact("capacity", capacity(pair, served.block().invalid())));
    terminal.section(LoadSection.of(served.block()));
    new SplitPage(terminal).show(served.split());
    terminal.section(ObjectivesSection.latency(judged));
  }

  /// @param invalid what disturbed the measurement
  private static String capacity(ServedCapacity.Pair pair, List<String> invalid) {
    if (!invalid.isEmpty()) {
      return "not known, the machine was disturbed: " + String.join("; ", invalid);
    }
    return "%s measured with %s cores, %s predicted: %s off"
        .formatted(
            pair.measured(),
            pair.cores(),
            pair.predicted(),
            Numbers.percent(Math.abs(pair.error())));
  }
}
