// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where a process may make control groups, on machines as they are found.
final class ControlGroupsTest {

  private static final String V2 = "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw";

  @TempDir Path root;

  @Test
  void onADesktopItIsTheUsersOwnPartOfTheTree() throws Exception {
    file("/proc/self/mountinfo", V2);
    file("/proc/self/cgroup", "0::/user.slice/user@1000.service/app.slice/terminal.scope");
    group("/sys/fs/cgroup/user.slice/user@1000.service", "cpu memory pids");
    group("/sys/fs/cgroup/user.slice/user@1000.service/app.slice", "memory pids");
    group("/sys/fs/cgroup/user.slice/user@1000.service/app.slice/terminal.scope", "");

    assertEquals(
        new ControlGroups(
            root.resolve("sys/fs/cgroup/user.slice/user@1000.service"),
            root.resolve("sys/fs/cgroup/user.slice/user@1000.service/app.slice/terminal.scope"),
            2),
        find());
  }

  @Test
  void whereTheOlderHierarchyIsMountedItCounts() throws Exception {
    file(
        "/proc/self/mountinfo",
        """
        41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
        33 31 0:30 / /sys/fs/cgroup/cpuset rw,relatime - cgroup cgroup rw,cpuset
        32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct
        """);
    file("/proc/self/cgroup", "3:cpuset:/\n2:cpu,cpuacct:/builds/7\n0::/");
    Path own = Files.createDirectories(root.resolve("sys/fs/cgroup/cpu,cpuacct/builds/7"));

    assertEquals(new ControlGroups(own, own, 1), find());
  }

  /// The mount shows the container's part of the tree, the path is the machine's.
  @Test
  void inAContainerTheMountIsItsOwnGroup() throws Exception {
    file(
        "/proc/self/mountinfo",
        "32 31 0:29 /docker/4f /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu");
    file("/proc/self/cgroup", "1:cpu:/docker/4f/job");
    Path own = Files.createDirectories(root.resolve("sys/fs/cgroup/cpu/job"));

    assertEquals(new ControlGroups(own, own, 1), find());
  }

  @Test
  void whereNobodyHandsOnProcessorTimeItSaysWhatWould() throws Exception {
    file("/proc/self/mountinfo", V2);
    file("/proc/self/cgroup", "0::/session-3.scope");
    group("/sys/fs/cgroup", "memory pids");
    group("/sys/fs/cgroup/session-3.scope", "");

    String why = assertThrows(CpuQuota.Unavailable.class, this::find).why();
    assertTrue(why.contains("systemd-run --user --scope"), why);
  }

  @Test
  void otherSystemsHaveNone() {
    assertEquals(
        "this system has no control groups",
        assertThrows(CpuQuota.Unavailable.class, this::find).why());
  }

  private ControlGroups find() throws CpuQuota.Unavailable {
    return ControlGroups.find(new KernelFiles(root));
  }

  private void group(String folder, String handsOn) throws IOException {
    file(folder + "/cgroup.subtree_control", handsOn);
    file(folder + "/cgroup.procs", "");
  }

  private void file(String path, String text) throws IOException {
    Path file = root.resolve(path.substring(1));
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
