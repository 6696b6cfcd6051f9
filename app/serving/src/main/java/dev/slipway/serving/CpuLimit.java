// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/// The CPUs that this process may really use: a container's quota, or else the machine's cores.
///
/// @param cpus such as 0.5; at most the cores
/// @param source where it was read
public record CpuLimit(double cpus, String source) {

  /// From this process's cgroup (version 2, then 1), or else from the cores.
  public static CpuLimit detect() {
    return detect(Path.of("/sys/fs/cgroup"), Runtime.getRuntime().availableProcessors());
  }

  static CpuLimit detect(Path cgroup, int cores) {
    OptionalDouble version2 = version2(cgroup.resolve("cpu.max"));
    if (version2.isPresent()) {
      return limited(version2.getAsDouble(), cores, "cgroup v2 cpu.max");
    }
    OptionalDouble version1 = version1(cgroup.resolve("cpu"));
    if (version1.isPresent()) {
      return limited(version1.getAsDouble(), cores, "cgroup v1 cpu.cfs_quota_us");
    }
    return new CpuLimit(cores, "cores");
  }

  private static CpuLimit limited(double quota, int cores, String source) {
    return quota < cores ? new CpuLimit(quota, source) : new CpuLimit(cores, "cores");
  }

  /// Threads that can run at once: a part of a CPU counts as one, since fewer would waste it.
  public int threads() {
    return Math.max(1, (int) Math.ceil(cpus));
  }

  /// `max 100000` or `50000 100000`
  private static OptionalDouble version2(Path file) {
    String[] parts = read(file).split("\\s+");
    return parts.length == 2 ? ratio(parts[0], parts[1]) : OptionalDouble.empty();
  }

  /// Two files; a quota of -1 means no limit.
  private static OptionalDouble version1(Path folder) {
    return ratio(
        read(folder.resolve("cpu.cfs_quota_us")), read(folder.resolve("cpu.cfs_period_us")));
  }

  private static OptionalDouble ratio(String quota, String period) {
    try {
      double limit = Double.parseDouble(quota) / Double.parseDouble(period);
      return limit > 0 && Double.isFinite(limit)
          ? OptionalDouble.of(limit)
          : OptionalDouble.empty();
    } catch (NumberFormatException unlimited) {
      return OptionalDouble.empty();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException absent) {
      return "";
    }
  }
}
