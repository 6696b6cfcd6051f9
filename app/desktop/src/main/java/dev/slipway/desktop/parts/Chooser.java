// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Asks the user for a file with the system's dialog.
@FunctionalInterface
public interface Chooser {

  /// @param patterns names that fit, such as `*.csv`
  Optional<Path> file(String title, List<String> patterns);
}
