// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.ProblemException;
import dev.slipway.workbench.Doctor;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// Shows what this machine has, and what each missing program would enable.
@Command(
    name = "doctor",
    description =
        "Say what this machine has, what is missing, and what each missing thing would enable.",
    footer = {"", "Example: slipway doctor --json"})
final class DoctorCommand implements Callable<Integer> {

  @ParentCommand private SlipwayCommand slipway;

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench()) {
      List<Doctor.Capability> capabilities = bench.doctor().examine();
      if (terminal.json()) {
        terminal.result(capabilities);
      } else {
        terminal.title("This machine");
        capabilities.forEach(capability -> print(capability, terminal));
      }
      boolean broken = capabilities.stream().anyMatch(c -> c.needed() && !c.present());
      return (broken ? ExitCode.ENVIRONMENT : ExitCode.DONE).code();
    }
  }

  private static void print(Doctor.Capability capability, Terminal terminal) {
    String mark =
        capability.present()
            ? terminal.good("there  ")
            : capability.needed() ? terminal.bad("missing") : terminal.open("missing");
    terminal.line("  " + mark + String.format("  %-20s ", capability.name()) + capability.found());
    if (!capability.present()) {
      terminal.line("           enables  " + capability.enables());
      terminal.line("           get it   " + capability.remedy());
    }
  }
}
