// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import java.util.List;

/// Finds out what machine this is.
final class EnvironmentProbe {

  private final KernelFiles files;

  EnvironmentProbe(KernelFiles files) {
    this.files = files;
  }

  /// @param runtime name and version of what runs the model
  Environment environment(String runtime) {
    return new Environment(
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("os.arch"),
        cpu(),
        Runtime.getRuntime().availableProcessors(),
        files
            .first("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
            .orElse(KernelFiles.UNKNOWN),
        files.power(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        runtime);
  }

  private String cpu() {
    return List.of("model name", "Model", "Hardware", "cpu model").stream()
        .flatMap(key -> files.value("/proc/cpuinfo", key).stream())
        .findFirst()
        .or(() -> java.util.Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")))
        .orElse(System.getProperty("os.arch") + " processor of unknown name");
  }
}
