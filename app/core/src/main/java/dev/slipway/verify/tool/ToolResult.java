// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.tool;

/// A program's verdict on a file, or the reason why it gave none.
public sealed interface ToolResult {

  /// It did its work and found no fault.
  record Accepted(String output) implements ToolResult {}

  /// It did its work and found a fault.
  ///
  /// @param said its words, errors first
  record Refused(String said) implements ToolResult {}

  /// It is not there, is not what is needed, or could not do its work.
  ///
  /// @param because what was found, and what to do
  record NotRun(String because) implements ToolResult {}
}
