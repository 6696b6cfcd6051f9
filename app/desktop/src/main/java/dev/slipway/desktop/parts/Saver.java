// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Asks the user with the system's dialog where a file is to be written.
@FunctionalInterface
public interface Saver {

  /// @param patterns endings that fit, such as `*.csv`, the usual one first
  /// @param proposed the file that is proposed
  Optional<Path> file(String title, List<String> patterns, Path proposed);
}
