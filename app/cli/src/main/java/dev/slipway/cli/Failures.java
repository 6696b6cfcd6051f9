// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.ClosedByInterruptException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;
import picocli.CommandLine;

/// Turns an exception of a command into text for a person and an exit code.
record Failures(Terminal terminal) {

  private static final System.Logger LOG = System.getLogger(Failures.class.getName());

  int report(Exception failure) {
    if (isStopped(failure)) {
      terminal.err().println("Stopped.");
      return ExitCode.INTERRUPTED.code();
    }
    return failure instanceof ProblemException expected
        ? problem(expected.problem())
        : unexpected(failure);
  }

  /// Prints what is wrong with the command line itself.
  int misused(CommandLine.ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    if (wrong.getClass() == CommandLine.ParameterException.class
        && command.getCommandSpec().userObject() instanceof SlipwayCommand) {
      // Whoever names no command is shown what there is.
      command.usage(terminal.err());
      return ExitCode.INPUT.code();
    }
    if (wrong instanceof CommandLine.UnmatchedArgumentException unmatched) {
      Optional<Problem> moved =
          MovedOption.among(command.getCommandName(), unmatched.getUnmatched());
      if (moved.isPresent()) {
        return problem(moved.get());
      }
    }
    var meant = new StringWriter();
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, new PrintWriter(meant, true));
    return problem(
        Problem.input(
            "usage.wrong",
            // picocli says "option option"
            String.valueOf(wrong.getMessage()).strip().replace("option option ", "option "),
            splits(wrong)
                ? "A comma ends a value. One that holds a comma stands in double quotes, and all of"
                    + " it in single ones: --row 'region=\"Ticino, Süd\",rooms=3'"
                : meant.toString().strip(),
            "See: " + command.getCommandSpec().qualifiedName() + " --help"));
  }

  /// Whether a value was taken apart at its comma.
  private static boolean splits(CommandLine.ParameterException wrong) {
    return wrong.getArgSpec() != null
        && wrong.getArgSpec().splitRegex().equals(",")
        && String.valueOf(wrong.getMessage()).contains("KEY=VALUE");
  }

  private int problem(Problem problem) {
    terminal.problem(problem);
    return ExitCode.of(problem).code();
  }

  /// Whether somebody pressed Ctrl-C: what was read or run at that moment fails in its own words,
  /// which would only mislead.
  private static boolean isStopped(Exception failure) {
    if (Thread.currentThread().isInterrupted()) {
      return true;
    }
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof InterruptedException || t instanceof ClosedByInterruptException) {
        return true;
      }
    }
    return false;
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
