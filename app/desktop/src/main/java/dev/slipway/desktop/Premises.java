// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import dev.slipway.base.ProblemException;
import dev.slipway.desktop.session.Actions;
import dev.slipway.measure.machine.Environment;
import dev.slipway.serving.predict.OrtBoot;
import dev.slipway.tracker.Tracker;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.Home;
import java.time.Clock;
import java.util.Map;

/// What the window works with, beside the toolkit: the home's records, and the use cases over them.
record Premises(Tracker tracker, Actions actions) {

  /// Not on the window's thread.
  static Premises open(Home home, Map<String, String> environment) throws ProblemException {
    Bench.Catalogues catalogues = Bench.Catalogues.of(home);
    Tracker tracker = Tracker.open(home.database());
    // Nothing waits for them on the window's thread.
    var _ = catalogues.prices().get();
    Bench bench = Bench.at(home, catalogues, tracker.ledger(), tracker.runs(), Clock.systemUTC());
    String runtime = OrtBoot.statedVersion().orElseGet(OrtBoot::runtimeVersion);
    Environment machine = Environment.here("ONNX Runtime " + runtime);
    return new Premises(tracker, new Actions(bench, machine, environment));
  }
}
