// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Finding;
import dev.slipway.measure.machine.Environment;
import dev.slipway.serving.predict.OrtBoot;
import dev.slipway.verify.engine.DockerEngine;
import dev.slipway.verify.engine.EngineSearch;
import dev.slipway.verify.tool.Tool;
import dev.slipway.verify.tool.ToolCatalogue;
import dev.slipway.verify.tool.ToolProbe;
import dev.slipway.verify.tool.ToolRunner;
import dev.slipway.workbench.project.Home;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Lists what this machine has, and what each missing program would enable.
public final class Doctor {

  /// One thing that Slipway can use.
  ///
  /// @param needed whether nothing works without it
  /// @param found what is there, or why it is not
  /// @param enables what works with it
  /// @param remedy how to get it
  public record Capability(
      String name, boolean present, boolean needed, String found, String enables, String remedy) {}

  private final Home home;
  private final Map<String, String> environment;
  private final List<Finding> ledger;

  /// @param ledger what the integrity check of the ledger found
  public Doctor(Home home, Map<String, String> environment, List<Finding> ledger) {
    this.home = home;
    this.environment = Map.copyOf(environment);
    this.ledger = List.copyOf(ledger);
  }

  public List<Capability> examine() throws InterruptedException {
    var capabilities = new ArrayList<Capability>();
    capabilities.add(machine());
    capabilities.add(records());
    capabilities.addAll(programs(environment));
    return capabilities;
  }

  /// The container engine first, then each tool.
  public static List<Capability> programs(Map<String, String> environment)
      throws InterruptedException {
    var capabilities = new ArrayList<Capability>();
    capabilities.add(engine(environment));
    ToolRunner tools = ToolRunner.onPath(environment);
    for (Tool tool : ToolCatalogue.ALL) {
      capabilities.add(of(tool, tools.probe(tool)));
    }
    return capabilities;
  }

  private static Capability machine() {
    Environment machine = Environment.here("ONNX Runtime " + OrtBoot.runtimeVersion());
    return new Capability(
        "machine",
        true,
        true,
        machine.cpu()
            + ", "
            + machine.cores()
            + " cores, Java "
            + machine.java()
            + ", "
            + machine.runtime()
            + ", power "
            + machine.power(),
        "measuring",
        "");
  }

  private Capability records() {
    boolean sound = ledger.stream().noneMatch(Finding.Failed.class::isInstance);
    return new Capability(
        "records",
        sound,
        true,
        home.database() + (sound ? ", sound" : ", damaged"),
        "evidence and history",
        "Restore the copy beside it, or move it away to start again.");
  }

  private static Capability engine(Map<String, String> environment) {
    return switch (DockerEngine.find(environment)) {
      case EngineSearch.Found found -> {
        var there =
            new Capability(
                "container engine",
                true,
                false,
                found.version() + " at " + found.address(),
                "building and running the image",
                "");
        close(found);
        yield there;
      }
      case EngineSearch.Absent absent ->
          new Capability(
              "container engine",
              false,
              false,
              absent.because(),
              "building the image and running it under the limits of its manifest; without one the"
                  + " service runs as a local process",
              absent.remedy());
    };
  }

  private static void close(EngineSearch.Found found) {
    found.engine().close();
  }

  static Capability of(Tool tool, ToolProbe probe) {
    return switch (probe) {
      case ToolProbe.Usable usable ->
          new Capability(tool.name(), true, false, usable.found(), tool.enables(), tool.remedy());
      case ToolProbe.Unusable(String found) ->
          new Capability(tool.name(), false, false, found, tool.enables(), tool.remedy());
    };
  }
}
