// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.tool;

import java.time.Duration;

/// How a fenced program ended.
public sealed interface FencedEnd {

  /// By itself, or by a signal.
  ///
  /// @param output what it said first on its standard output
  /// @param errors what it said last on its error stream
  record Ended(int exitCode, String output, String errors) implements FencedEnd {

    /// How it ended, as one says of a program that did not do its work: `was ended by signal 9`.
    public String manner() {
      return new ProgramRun.Ended(exitCode, "", "").manner();
    }
  }

  /// It was ended when its time was up.
  record OutOfTime(Duration limit) implements FencedEnd {}

  /// @param why as the system says it
  record NotStarted(String why) implements FencedEnd {}
}
