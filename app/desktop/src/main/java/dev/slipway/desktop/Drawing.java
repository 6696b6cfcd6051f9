// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Which of its ways to draw JavaFX tries. Where Linux has no graphics card, JavaFX by itself loads
/// the system's software for one, which takes time and some 60 MB, and then draws with the
/// processor all the same.
final class Drawing {

  /// JavaFX's list of ways.
  static final String PROPERTY = "prism.order";

  private Drawing() {}

  /// What [#PROPERTY] is to be where there is no graphics card; empty where there is one, or may
  /// be.
  ///
  /// @param devices the folder of the system's devices
  static Optional<String> without(Path devices, String system) {
    boolean card =
        Stream.of("dri", "nvidiactl", "dxg", "mali0")
            .anyMatch(device -> Files.exists(devices.resolve(device)));
    return system.equals("Linux") && !card ? Optional.of("sw") : Optional.empty();
  }
}
