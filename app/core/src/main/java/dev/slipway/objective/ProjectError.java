// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import java.util.Comparator;

/// One thing that is wrong in a project file.
///
/// @param line counted from 1
/// @param column counted from 1
/// @param path the keys that lead to it, such as `objectives.latency.p95`
/// @param code the last part of the problem's code, such as `unknown-key`
public record ProjectError(int line, int column, String path, String code, String message)
    implements Comparable<ProjectError> {

  @Override
  public int compareTo(ProjectError other) {
    return Comparator.comparingInt(ProjectError::line)
        .thenComparingInt(ProjectError::column)
        .thenComparing(ProjectError::path)
        .compare(this, other);
  }
}
