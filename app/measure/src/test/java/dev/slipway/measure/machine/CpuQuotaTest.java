// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// On this machine's own kernel, with a program that only calculates.
final class CpuQuotaTest {

  /// A quarter of a second of work or so, once it is told to begin.
  private static final String WORK =
      "read begin; i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done";

  private final Process program = start();

  private static Process start() {
    try {
      return new ProcessBuilder("sh", "-c", WORK).start();
    } catch (IOException noShell) {
      throw new IllegalStateException(noShell);
    }
  }

  @AfterEach
  void end() {
    program.destroyForcibly();
  }

  @Test
  void stopsAProgramThatHasUsedItsShare() throws Exception {
    ControlGroups place = place();
    try (CpuQuota quota = CpuQuota.of(program.pid(), place)) {
      quota.limit(0.2);
      assertEquals(0, quota.stopped());
      begin();

      assertEquals(0, program.waitFor());
      assertTrue(quota.stopped() > 0, "it was never stopped");
    }
    assertFalse(Files.exists(group(place)));
  }

  @Test
  void letsAProgramGoThatStillRuns() throws Exception {
    ControlGroups place = place();
    try (CpuQuota quota = CpuQuota.of(program.pid(), place)) {
      quota.limit(0.01);
    }

    assertFalse(Files.exists(group(place)));
    begin();
    assertEquals(0, program.waitFor());
  }

  /// As after a kill of whoever held it.
  @Test
  void whatWasLeftBehindIsRemovedOnceItsProgramHasEnded() throws Exception {
    ControlGroups place = place();
    CpuQuota.of(program.pid(), place).limit(0.5);
    CpuQuota.sweep();
    assertTrue(Files.exists(group(place)), "the program still runs");

    program.destroyForcibly().waitFor();
    CpuQuota.sweep();
    assertFalse(Files.exists(group(place)));
  }

  /// Skipped, with the reason, where the machine lets nobody do this.
  private static ControlGroups place() throws CpuQuota.Unavailable {
    ControlGroups place;
    try {
      place = ControlGroups.find(new KernelFiles(Path.of("/")));
      CpuQuota.of(ProcessHandle.current().pid(), place).close();
    } catch (CpuQuota.Unavailable refused) {
      return Assumptions.abort("no quota can be set here: " + refused.why());
    }
    return place;
  }

  private Path group(ControlGroups place) {
    return place.parent().resolve("slipway-" + program.pid());
  }

  private void begin() throws IOException {
    program.getOutputStream().write('\n');
    program.getOutputStream().flush();
  }
}
