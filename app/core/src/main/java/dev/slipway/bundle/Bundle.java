// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.Sha256;
import java.nio.file.Path;
import java.util.SortedMap;

/// A written bundle.
///
/// @param folder where it lies: the folder, or the zip file
/// @param files SHA-256 by path, relative to the folder
/// @param digest hash over all of them: what a release names
public record Bundle(Path folder, SortedMap<String, Sha256> files, Sha256 digest) {

  /// Whether the service counts what it is asked by a drift baseline.
  public boolean watchesDrift() {
    return files.keySet().stream().anyMatch(file -> file.endsWith("/drift-baseline.json"));
  }
}
