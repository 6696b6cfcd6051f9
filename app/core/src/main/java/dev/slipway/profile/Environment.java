// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import java.nio.file.Path;

/// Where a measurement was made.
///
/// @param cores processors that the process may use
/// @param governor the CPU frequency governor, or `unknown`
/// @param power `mains`, `battery` or `unknown`
public record Environment(
    String os,
    String architecture,
    String cpu,
    int cores,
    String governor,
    String power,
    String java,
    String runtime) {

  /// This machine and this process.
  ///
  /// @param runtime name and version of what runs the model
  public static Environment here(String runtime) {
    return new EnvironmentProbe(new KernelFiles(Path.of("/"))).environment(runtime);
  }
}
