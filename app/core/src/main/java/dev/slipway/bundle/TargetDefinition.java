// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import java.util.List;

/// A whole `target.yaml`.
///
/// @param checks names of the static checks that its files are put through
record TargetDefinition(Target target, List<TargetFile> files, List<String> checks) {
  TargetDefinition {
    files = List.copyOf(files);
    checks = List.copyOf(checks);
  }
}
