// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.util.HexFormat;
import java.util.zip.CRC32;

/// Turns whatever a command threw into text for a person and an exit code.
record Failures(Terminal terminal) {

  private static final System.Logger LOG = System.getLogger(Failures.class.getName());

  int report(Exception failure) {
    return switch (failure) {
      case ProblemException expected -> {
        terminal.problem(expected.problem());
        yield ExitCode.of(expected.problem()).code();
      }
      case InterruptedException stopped -> {
        terminal.err().println("Stopped. What was measured is kept.");
        yield ExitCode.INTERRUPTED.code();
      }
      default -> unexpected(failure);
    };
  }

  private int unexpected(Exception failure) {
    LOG.log(System.Logger.Level.DEBUG, "unexpected", failure);
    String code = code(failure);
    terminal.problem(
        new Problem(
            new Problem.Code(Problem.Category.INTERNAL, "slipway.unexpected"),
            "Slipway failed: " + failure.getClass().getSimpleName() + " (error " + code + ")",
            String.valueOf(failure.getMessage()),
            "This is a defect. Report it with the error code; SLIPWAY_LOG=debug prints the"
                + " details."));
    return ExitCode.INTERNAL.code();
  }

  /// The same for the same defect: from where it was thrown, through every cause.
  private static String code(Throwable failure) {
    var crc = new CRC32();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      crc.update(t.getClass().getName().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      if (t.getStackTrace().length > 0) {
        StackTraceElement at = t.getStackTrace()[0];
        crc.update(
            (at.getClassName() + at.getMethodName())
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
