// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A container to start.
///
/// @param image id or reference
/// @param command arguments that replace the image's own; empty for the image's own
/// @param ports of the container, to be published on loopback
/// @param run id of the run that it belongs to
public record RunOrder(
    String image,
    RunLimits limits,
    List<String> command,
    SortedMap<String, String> environment,
    List<Integer> ports,
    String run) {

  public RunOrder {
    command = List.copyOf(command);
    environment = new TreeMap<>(environment);
    ports = List.copyOf(ports);
  }

  /// The image's own command and environment.
  public static RunOrder of(String image, RunLimits limits, List<Integer> ports, String run) {
    return new RunOrder(image, limits, List.of(), new TreeMap<>(Map.of()), ports, run);
  }
}
