// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.base.ProblemException;
import dev.slipway.model.ModelIntake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// A process that inspects one model, so that its memory can be bounded and measured.
public final class InspectingMain {

  private InspectingMain() {}

  /// Says what it found, then how long that took in this cold JVM and the most memory it had.
  public static void main(String[] args) throws ProblemException, IOException {
    long began = System.nanoTime();
    Inspection found = Inspector.inspect(ModelIntake.open(Path.of(args[0])));
    System.out.println(
        found.parameters()
            + " parameters, "
            + found.parameterBytes().entrySet().stream()
                .map(Object::toString)
                .collect(Collectors.joining(", ")));
    System.out.println((System.nanoTime() - began) / 1_000_000);
    System.out.println(
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .map(line -> line.replaceAll("\\D", ""))
            .findFirst()
            .orElse("0"));
  }
}
