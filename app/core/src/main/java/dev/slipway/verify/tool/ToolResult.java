// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.tool;

/// What running a tool gave.
public sealed interface ToolResult {

  /// It ran to its end.
  record Ended(int exitCode, String output, String errors) implements ToolResult {

    public boolean succeeded() {
      return exitCode == 0;
    }

    /// What it said, errors first.
    public String said() {
      return (errors.strip() + "\n" + output.strip()).strip();
    }
  }

  /// It is not there, or did not end in time.
  record Missing(String because) implements ToolResult {}
}
