// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// On file trees as the kernel and container engines make them.
class CpuLimitTest {

  private static final String CPUACCT_FIRST = "4:cpuacct,cpu:";

  @TempDir Path root;

  /// A machine or container whose `/proc/self/cgroup` reads so.
  private void member(String... memberships) throws Exception {
    write("proc/self/cgroup", String.join("\n", memberships));
  }

  private void write(String file, String text) throws Exception {
    Path path = root.resolve(file);
    Files.createDirectories(requireNonNull(path.getParent()));
    Files.writeString(path, text + "\n");
  }

  private void version1(String group, String quota, String period) throws Exception {
    write("sys/fs/cgroup/" + group + "/cpu.cfs_quota_us", quota);
    write("sys/fs/cgroup/" + group + "/cpu.cfs_period_us", period);
  }

  @ParameterizedTest
  @CsvSource({
    "50000 100000,   0.5, 1, cgroup v2 cpu.max",
    "100000 100000,  1,   1, cgroup v2 cpu.max",
    "150000 100000,  1.5, 2, cgroup v2 cpu.max",
    "25000 50000,    0.5, 1, cgroup v2 cpu.max",
    "1000 1000000,   0.001, 1, cgroup v2 cpu.max",
    "max 100000,     8,   8, cores",
    "800000 100000,  8,   8, cores",
    "1600000 100000, 8,   8, cores",
    "0 100000,       8,   8, cores",
    "100000,         8,   8, cores",
    "many of them,   8,   8, cores"
  })
  void readsAQuotaOfVersion2(String text, double cpus, int threads, String source)
      throws Exception {
    member("0::/");
    write("sys/fs/cgroup/cpu.max", text);

    CpuLimit limit = CpuLimit.detect(root, 8);

    assertEquals(new CpuLimit(cpus, source), limit);
    assertEquals(threads, limit.threads());
  }

  @ParameterizedTest
  @CsvSource({
    "50000,  100000, 0.5, 1, cgroup v1 cpu.cfs_quota_us",
    "250000, 100000, 2.5, 3, cgroup v1 cpu.cfs_quota_us",
    "-1,     100000, 8,   8, cores",
    "900000, 100000, 8,   8, cores",
    "50000,  0,      8,   8, cores"
  })
  void readsAQuotaOfVersion1(String quota, String period, double cpus, int threads, String source)
      throws Exception {
    member("11:memory:/", "4:cpu,cpuacct:/", "1:name=systemd:/");
    version1("cpu", quota, period);

    CpuLimit limit = CpuLimit.detect(root, 8);

    assertEquals(new CpuLimit(cpus, source), limit);
    assertEquals(threads, limit.threads());
  }

  @Test
  void takesTheLeastQuotaOfNestedGroupsOfVersion2() throws Exception {
    member("0::/kubepods.slice/pod7.slice/model.scope");
    write("sys/fs/cgroup/kubepods.slice/cpu.max", "600000 100000");
    write("sys/fs/cgroup/kubepods.slice/pod7.slice/cpu.max", "120000 100000");
    write("sys/fs/cgroup/kubepods.slice/pod7.slice/model.scope/cpu.max", "max 100000");
    assertEquals(new CpuLimit(1.2, "cgroup v2 cpu.max"), CpuLimit.detect(root, 8));

    write("sys/fs/cgroup/kubepods.slice/pod7.slice/model.scope/cpu.max", "70000 100000");
    assertEquals(new CpuLimit(0.7, "cgroup v2 cpu.max"), CpuLimit.detect(root, 8));
  }

  @Test
  void takesTheLeastQuotaOfNestedGroupsOfVersion1() throws Exception {
    member(CPUACCT_FIRST + "/docker/abc/model", "0::/docker/abc/model");
    version1("cpuacct,cpu", "-1", "100000");
    version1("cpuacct,cpu/docker/abc", "150000", "100000");
    version1("cpuacct,cpu/docker/abc/model", "300000", "100000");

    assertEquals(new CpuLimit(1.5, "cgroup v1 cpu.cfs_quota_us"), CpuLimit.detect(root, 8));
  }

  /// Docker without a namespace for groups: the path is the machine's, the mount the container's.
  @Test
  void readsTheMountWhereThePathIsTheMachines() throws Exception {
    member(CPUACCT_FIRST + "/docker/abc");
    version1("cpu", "50000", "100000");
    assertEquals(new CpuLimit(0.5, "cgroup v1 cpu.cfs_quota_us"), CpuLimit.detect(root, 8));

    member("0::/../../other.scope");
    write("sys/fs/cgroup/cpu.max", "250000 100000");
    assertEquals(new CpuLimit(2.5, "cgroup v2 cpu.max"), CpuLimit.detect(root, 8));
  }

  @Test
  void takesTheCoresWhereThereAreNoGroups() throws Exception {
    assertEquals(new CpuLimit(8, "cores"), CpuLimit.detect(root, 8));

    member("0::/user.slice");
    assertEquals(new CpuLimit(8, "cores"), CpuLimit.detect(root, 8));
  }
}
