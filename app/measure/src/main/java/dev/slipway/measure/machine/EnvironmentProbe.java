// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.machine;

import dev.slipway.base.Bytes;
import dev.slipway.serving.CpuLimit;
import java.util.List;
import java.util.stream.Stream;

/// Describes this machine.
public final class EnvironmentProbe {

  private static final List<String> TELLING =
      List.of(
          "sse4_1",
          "avx",
          "avx2",
          "fma",
          "f16c",
          "avx512f",
          "avx512bw",
          "avx512vl",
          "avx512_vnni",
          "avx512_bf16",
          "avx_vnni",
          "amx_int8",
          "amx_bf16",
          "asimd",
          "asimddp",
          "i8mm",
          "bf16",
          "sve",
          "hypervisor");

  private static final String NONE = "none";

  /// Above this the kernel's number means that there is no limit.
  private static final long UNLIMITED = 1L << 60;

  private final KernelFiles files;

  public EnvironmentProbe(KernelFiles files) {
    this.files = files;
  }

  /// @param runtime name and version of what runs the model
  public Environment environment(String runtime) {
    return new Environment(
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("os.arch"),
        cpu(),
        features(),
        Runtime.getRuntime().availableProcessors(),
        cpuLimit(),
        memoryLimit(),
        files
            .first("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
            .orElse(KernelFiles.UNKNOWN),
        files.power(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        runtime);
  }

  /// Those among the processor's features that ONNX Runtime's kernels are chosen by; `hypervisor`
  /// says that the machine is a virtual one.
  private List<String> features() {
    List<String> all =
        List.of("flags", "Features").stream()
            .flatMap(key -> files.value("/proc/cpuinfo", key).stream())
            .flatMap(line -> Stream.of(line.split(" +")))
            .toList();
    return TELLING.stream().filter(all::contains).toList();
  }

  private static String cpuLimit() {
    CpuLimit limit = CpuLimit.detect();
    return limit.source().equals("cores") ? NONE : limit.cpus() + " CPUs";
  }

  private String memoryLimit() {
    long bytes =
        Stream.of("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
            .mapToLong(files::number)
            .filter(limit -> limit > 0 && limit < UNLIMITED)
            .findFirst()
            .orElse(0);
    return bytes == 0 ? NONE : new Bytes(bytes).toString();
  }

  private String cpu() {
    return List.of("model name", "Model", "Hardware", "cpu model").stream()
        .flatMap(key -> files.value("/proc/cpuinfo", key).stream())
        .findFirst()
        .or(() -> java.util.Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")))
        .orElse(System.getProperty("os.arch") + " processor of unknown name");
  }
}
