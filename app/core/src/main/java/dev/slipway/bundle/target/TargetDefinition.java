// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.target;

import java.util.List;

/// A whole `target.yaml`.
///
/// @param checks names of the programs that its files are checked by, of [TargetCatalogue#CHECKS]
public record TargetDefinition(Target target, List<TargetFile> files, List<String> checks) {
  public TargetDefinition {
    files = List.copyOf(files);
    checks = List.copyOf(checks);
  }
}
