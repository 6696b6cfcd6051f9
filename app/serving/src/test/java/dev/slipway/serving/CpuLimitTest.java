// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuLimitTest {

  @TempDir Path cgroup;

  @Test
  void readsAQuotaOfVersion2() throws Exception {
    Files.writeString(cgroup.resolve("cpu.max"), "150000 100000\n");

    CpuLimit limit = CpuLimit.detect(cgroup, 8);

    assertEquals(new CpuLimit(1.5, "cgroup v2 cpu.max"), limit);
    assertEquals(2, limit.threads());
  }

  @Test
  void readsAQuotaOfVersion1() throws Exception {
    Path cpu = Files.createDirectory(cgroup.resolve("cpu"));
    Files.writeString(cpu.resolve("cpu.cfs_quota_us"), "50000\n");
    Files.writeString(cpu.resolve("cpu.cfs_period_us"), "100000\n");

    CpuLimit limit = CpuLimit.detect(cgroup, 8);

    assertEquals(new CpuLimit(0.5, "cgroup v1 cpu.cfs_quota_us"), limit);
    assertEquals(1, limit.threads());
  }

  @Test
  void takesTheCoresWhereThereIsNoQuota() throws Exception {
    assertEquals(new CpuLimit(8, "cores"), CpuLimit.detect(cgroup, 8));

    Files.writeString(cgroup.resolve("cpu.max"), "max 100000\n");
    assertEquals(new CpuLimit(8, "cores"), CpuLimit.detect(cgroup, 8));

    Files.writeString(cgroup.resolve("cpu.max"), "1600000 100000\n");
    assertEquals(new CpuLimit(8, "cores"), CpuLimit.detect(cgroup, 8));
  }
}
