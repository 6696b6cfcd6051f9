// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect;

import dev.slipway.base.ProblemException;
import dev.slipway.model.ModelIntake;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// A process that inspects one model, so that its memory can be bounded and measured.
public final class InspectingMain {

  private InspectingMain() {}

  public static void main(String[] args) throws ProblemException {
    Inspection found = Inspector.inspect(ModelIntake.open(Path.of(args[0])));
    System.out.println(
        found.parameters()
            + " parameters, "
            + found.parameterBytes().entrySet().stream()
                .map(Object::toString)
                .collect(Collectors.joining(", ")));
  }
}
