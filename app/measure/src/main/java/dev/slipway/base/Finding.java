// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

/// What a check found. Not run is never passed.
public sealed interface Finding {

  /// What was checked, as a short sentence.
  String check();

  record Passed(String check, String detail) implements Finding {}

  record Failed(String check, Problem problem) implements Finding {}

  record NotRun(String check, String because) implements Finding {}
}
