// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.machine;

import java.nio.file.Path;
import java.util.List;

/// Where a measurement was made.
///
/// @param cores processors that the process may use
/// @param features of the processor that decide how fast numbers are worked on, such as `avx2`
/// @param cpuLimit what the system lets this process use, or `none`
/// @param memoryLimit the same
/// @param governor the CPU frequency governor, or `unknown`
/// @param power `mains`, `battery` or `unknown`
public record Environment(
    String os,
    String architecture,
    String cpu,
    List<String> features,
    int cores,
    String cpuLimit,
    String memoryLimit,
    String governor,
    String power,
    String java,
    String runtime) {

  private static final String UNKNOWN = "unknown";

  /// Takes what an older version stored, which did not look at features and limits.
  public Environment {
    features = features == null ? List.of() : List.copyOf(features);
    cpuLimit = cpuLimit == null ? UNKNOWN : cpuLimit;
    memoryLimit = memoryLimit == null ? UNKNOWN : memoryLimit;
  }

  /// This machine and this process.
  ///
  /// @param runtime name and version of what runs the model
  public static Environment here(String runtime) {
    return new EnvironmentProbe(new KernelFiles(Path.of("/"))).environment(runtime);
  }
}
