// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is read of a Linux machine, from files laid out like its own.
final class KernelFilesTest {

  @TempDir Path root;

  @Test
  void tellsALaptopOnItsBatteryFromOneOnMains() throws IOException {
    supply("BAT0", "Battery", "status", "Discharging");
    assertEquals("battery", files().power());

    supply("AC", "Mains", "online", "1");
    assertEquals("mains", files().power());
  }

  @Test
  void doesNotTakeAMouseForABattery() throws IOException {
    supply("hidpp_battery_0", "Battery", "status", "Discharging");
    put("/sys/class/power_supply/hidpp_battery_0/scope", "Device");

    assertEquals("unknown", files().power());
  }

  @Test
  void objectsToMeasuringOnABattery() throws IOException {
    supply("BAT0", "Battery", "status", "Discharging");

    assertEquals(
        Optional.of("the machine runs on its battery"), new SystemCpu(files()).objection());
  }

  @Test
  void countsBusyTimeOfAllProcessorsWithoutIdleAndWaiting() throws IOException {
    put("/proc/stat", "cpu  100 5 50 9000 800 3 2 1 77 0\ncpu0 60 0 0 0\ncpu1 40 0 0 0\nintr 1\n");
    put("/sys/fs/cgroup/cpu.stat", "usage_usec 5\nnr_periods 9\nnr_throttled 4\n");

    CpuMeter.Reading reading = new SystemCpu(files()).read();

    assertEquals(161 * 10_000_000L, reading.machine());
    assertEquals(2, reading.processors());
    assertEquals(4, reading.throttled());
  }

  @Test
  void takesNobodyForGuiltyWhereTheMachineTellsNothing() {
    var reading = new SystemCpu(files()).read();

    assertEquals(-1, reading.machine());
    assertEquals(0, reading.foreignSince(reading, 1_000_000));
  }

  @Test
  void countsWhatOthersUsedAsAShareOfTheMachine() {
    var before = new CpuMeter.Reading(0, 0, 4, 0);
    var after = new CpuMeter.Reading(1_000, 3_000, 4, 0);

    assertEquals(0.5, after.foreignSince(before, 1_000));
  }

  @Test
  void readsMemoryNowAndAtItsPeak() throws IOException {
    put("/proc/self/status", "Name:\tjava\nVmHWM:\t  148224 kB\nVmRSS:\t  110000 kB\n");
    var memory = new ProcessMemory(files());

    assertEquals(new Bytes(110_000L * 1024), memory.resident());
    assertEquals(new Bytes(148_224L * 1024), memory.peak());
  }

  @Test
  void namesTheProcessorAndItsGovernor() throws IOException {
    put("/proc/cpuinfo", "processor\t: 0\nmodel name\t: Fast CPU @ 3.00GHz\n");
    put("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance\n");

    Environment environment = new EnvironmentProbe(files()).environment("ONNX Runtime 9");

    assertEquals("Fast CPU @ 3.00GHz", environment.cpu());
    assertEquals("performance", environment.governor());
    assertEquals("unknown", environment.power());
    assertEquals("ONNX Runtime 9", environment.runtime());
  }

  private KernelFiles files() {
    return new KernelFiles(root);
  }

  private void supply(String name, String type, String key, String value) throws IOException {
    put("/sys/class/power_supply/" + name + "/type", type);
    put("/sys/class/power_supply/" + name + "/" + key, value);
  }

  private void put(String file, String text) throws IOException {
    Path path = root.resolve(file.substring(1));
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
