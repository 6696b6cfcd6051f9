// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Started;
import dev.slipway.measure.machine.Environment;
import dev.slipway.tracker.Tracker;
import dev.slipway.workbench.Doctor;
import dev.slipway.workbench.Workbench;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.Home;
import java.util.Map;

/// The workbench over an open ledger, for the length of one command.
final class OpenBench implements AutoCloseable {

  private final Tracker tracker;
  private final Home home;
  private final Workbench workbench;
  private final Map<String, String> environment;

  private OpenBench(
      Tracker tracker, Home home, Workbench workbench, Map<String, String> environment) {
    this.tracker = tracker;
    this.home = home;
    this.workbench = workbench;
    this.environment = environment;
  }

  /// Begins what every workbench takes, wherever its home is.
  static void begin() {
    Started.begin(() -> {
      Tracker.begin();
      return true;
    });
    Started.begin(() -> Json.tree("{}"));
  }

  static OpenBench at(Home home, SlipwayCommand.Outside outside) throws ProblemException {
    // Takes about as long as opening the ledger.
    Started<Bench.Catalogues> catalogues = Started.begin(() -> Bench.Catalogues.of(home));
    Tracker tracker = Tracker.open(home.database());
    try {
      Bench bench =
          Bench.at(home, catalogues.result(), tracker.ledger(), tracker.runs(), outside.clock());
      Environment machine = Environment.here("");
      Workbench workbench =
          Workbench.over(
              bench,
              outside.profiler(),
              machine.os() + ", " + machine.cpu() + ", " + machine.cores() + " cores",
              outside.environment());
      return new OpenBench(tracker, home, workbench, outside.environment());
    } catch (ProblemException | RuntimeException e) {
      tracker.close();
      throw e;
    }
  }

  Workbench workbench() {
    return workbench;
  }

  Doctor doctor() throws ProblemException {
    return new Doctor(home, environment, tracker.integrityCheck());
  }

  @Override
  public void close() {
    tracker.close();
  }
}
