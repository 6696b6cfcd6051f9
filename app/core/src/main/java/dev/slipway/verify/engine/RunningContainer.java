// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

import java.util.Optional;
import java.util.SortedMap;

/// A container that was started.
///
/// @param ports published port on loopback, by port of the container
public record RunningContainer(String id, SortedMap<Integer, Integer> ports) {

  /// The port on loopback that leads to a port of the container.
  public int published(int port) {
    return Optional.ofNullable(ports.get(port))
        .orElseThrow(() -> new IllegalArgumentException("not published: " + port));
  }
}
