// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The CPUs that this process may really use: a container's quota, or else the machine's cores.
///
/// @param cpus such as 0.5; at most the cores
/// @param source where it was read
public record CpuLimit(double cpus, String source) {

  private static final String VERSION_2 = "cgroup v2 cpu.max";
  private static final String VERSION_1 = "cgroup v1 cpu.cfs_quota_us";

  /// From this process's cgroup (version 2 or 1) and those around it, or else from the cores.
  public static CpuLimit detect() {
    return detect(Path.of("/"), Runtime.getRuntime().availableProcessors());
  }

  /// The least quota on the way from the process's own group to the outermost that can be seen: a
  /// pod's quota holds for each of its containers.
  ///
  /// @param root holds `proc/self/cgroup` and `sys/fs/cgroup`
  static CpuLimit detect(Path root, int cores) {
    Path mount = root.resolve("sys/fs/cgroup");
    List<CpuLimit> quotas = new ArrayList<>();
    for (String membership : read(root.resolve("proc/self/cgroup")).split("\n")) {
      String[] parts = membership.split(":", 3);
      if (parts.length == 3 && parts[0].equals("0")) {
        groups(mount, parts[2]).forEach(group -> version2(group).ifPresent(quotas::add));
      } else if (parts.length == 3 && List.of(parts[1].split(",")).contains("cpu")) {
        Path controller =
            Files.isDirectory(mount.resolve("cpu")) ? Path.of("cpu") : Path.of(parts[1]);
        groups(mount.resolve(controller), parts[2])
            .forEach(group -> version1(group).ifPresent(quotas::add));
      }
    }
    return quotas.stream()
        .filter(quota -> quota.cpus() < cores)
        // Comparator.comparingDouble makes classes at run time, which no AOT cache keeps.
        .min((one, other) -> Double.compare(one.cpus(), other.cpus()))
        .orElse(new CpuLimit(cores, "cores"));
  }

  /// A group's folder and those around it. Within a container the group's own path is often not
  /// there, since only the container's part is mounted: then the mount itself is the group.
  private static List<Path> groups(Path mount, String path) {
    List<Path> groups = new ArrayList<>(List.of(mount));
    for (Path name : Path.of("/").relativize(Path.of("/", path).normalize())) {
      groups.add(groups.getLast().resolve(name.toString()));
    }
    return groups;
  }

  /// Threads that can run at once: a part of a CPU counts as one, since fewer would waste it.
  public int threads() {
    return Math.max(1, (int) Math.ceil(cpus));
  }

  /// `max 100000` or `50000 100000`
  private static Optional<CpuLimit> version2(Path group) {
    String[] parts = read(group.resolve("cpu.max")).split("\\s+");
    return parts.length == 2 ? quota(parts[0], parts[1], VERSION_2) : Optional.empty();
  }

  /// Two files; a quota of -1 means no limit.
  private static Optional<CpuLimit> version1(Path group) {
    return quota(
        read(group.resolve("cpu.cfs_quota_us")),
        read(group.resolve("cpu.cfs_period_us")),
        VERSION_1);
  }

  private static Optional<CpuLimit> quota(String quota, String period, String source) {
    try {
      double cpus = Double.parseDouble(quota) / Double.parseDouble(period);
      return cpus > 0 && Double.isFinite(cpus)
          ? Optional.of(new CpuLimit(cpus, source))
          : Optional.empty();
    } catch (NumberFormatException unlimited) {
      return Optional.empty();
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
