// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where this process can make control groups that limit processor time: `cgroups(7)`.
///
/// @param parent folder that holds the groups
/// @param own group that processes of this one are in
/// @param version 2, or 1 where the kernel still has a hierarchy of processor time alone
record ControlGroups(Path parent, Path own, int version) {

  /// A line of `/proc/self/mountinfo`.
  private record Mount(Path at, String root) {}

  /// @throws CpuQuota.Unavailable where it can make none
  static ControlGroups find(KernelFiles files) throws CpuQuota.Unavailable {
    Optional<Mount> older = mount(files, "cgroup");
    if (older.isPresent()) {
      Path own = own(files, older.get(), ":(cpu|[^:]*,cpu|cpu,[^:]*|[^:]*,cpu,[^:]*):");
      return new ControlGroups(writable(own), own, 1);
    }
    Mount mount =
        mount(files, "cgroup2")
            .orElseThrow(() -> new CpuQuota.Unavailable("this system has no control groups"));
    Path own = own(files, mount, "::");
    return new ControlGroups(above(own, mount.at()), own, 2);
  }

  private static Optional<Mount> mount(KernelFiles files, String type) {
    return files.lines("/proc/self/mountinfo").stream()
        .map(line -> List.of(line.split(" ")))
        .filter(fields -> of(fields, type))
        .map(fields -> new Mount(files.root().resolve(fields.get(4).substring(1)), fields.get(3)))
        .findFirst();
  }

  /// The older kind has a mount for each controller, named in its last field.
  private static boolean of(List<String> fields, String type) {
    int dash = fields.indexOf("-");
    return dash > 4
        && fields.get(dash + 1).equals(type)
        && (type.equals("cgroup2") || List.of(fields.getLast().split(",")).contains("cpu"));
  }

  /// @param kind pattern that the line of this hierarchy has before its path
  private static Path own(KernelFiles files, Mount mount, String kind) {
    String path =
        files.lines("/proc/self/cgroup").stream()
            .filter(line -> line.matches("\\d+" + kind + "/.*"))
            .map(line -> line.substring(line.indexOf('/')))
            .findFirst()
            .orElse("/");
    // in a container the mount shows a part of the tree only
    String shown = path.startsWith(mount.root()) ? path.substring(mount.root().length()) : "";
    String inside = shown.startsWith("/") ? shown.substring(1) : shown;
    Path own = mount.at().resolve(inside);
    return Files.isDirectory(own) ? own : mount.at();
  }

  private static Path writable(Path folder) throws CpuQuota.Unavailable {
    if (!Files.isWritable(folder)) {
      throw new CpuQuota.Unavailable("this user may not make control groups in " + folder);
    }
    return folder;
  }

  /// The nearest group above that hands on processor time and is this user's. A group with
  /// processes in it hands on nothing, so that it is never the own one, save at the very root.
  private static Path above(Path own, Path top) throws CpuQuota.Unavailable {
    for (Path each = own; each != null && each.startsWith(top); each = each.getParent()) {
      if (handsOn(each)
          && Stream.of(each, each.resolve("cgroup.procs")).allMatch(Files::isWritable)) {
        return each;
      }
    }
    throw new CpuQuota.Unavailable(
        "no control group above this process hands on processor time to this user;"
            + " systemd-run --user --scope starts it in one");
  }

  private static boolean handsOn(Path group) {
    try {
      return List.of(Files.readString(group.resolve("cgroup.subtree_control")).strip().split(" "))
          .contains("cpu");
    } catch (IOException unreadable) {
      return false;
    }
  }
}
