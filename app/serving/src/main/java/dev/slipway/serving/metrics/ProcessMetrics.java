// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;

/// CPU, memory and start of this process, under the names that every Prometheus client uses.
final class ProcessMetrics {

  private static final Path STATM = Path.of("/proc/self/statm");
  private static final int PAGE = 4096;

  private ProcessMetrics() {}

  static void register(PrometheusRegistry registry) {
    ProcessHandle.Info self = ProcessHandle.current().info();
    CounterWithCallback.builder()
        .name("process_cpu_seconds")
        .help("CPU time of the process.")
        .callback(callback ->
            callback.call(
                ProcessHandle.current()
                    .info()
                    .totalCpuDuration()
                    .map(ProcessMetrics::seconds)
                    .orElse(Double.NaN)))
        .register(registry);
    double start = self.startInstant().map(Instant::toEpochMilli).orElse(0L) / 1000.0;
    gauge(registry, "process_start_time_seconds", "Start, in seconds since 1970.", () -> start);
    gauge(registry, "process_resident_memory_bytes", "Resident memory.", ProcessMetrics::resident);
    GaugeWithCallback.builder()
        .name("jvm_memory_used_bytes")
        .help("Java heap in use.")
        .labelNames("area")
        .callback(callback -> callback.call(heap(), "heap"))
        .register(registry);
  }

  private static double heap() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static void gauge(
      PrometheusRegistry registry, String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.getAsDouble()))
        .register(registry);
  }

  /// Linux only; not a number elsewhere.
  private static double resident() {
    try {
      String[] pages = Files.readString(STATM).split(" ");
      return Double.parseDouble(pages[1]) * PAGE;
    } catch (IOException | RuntimeException notLinux) {
      return Double.NaN;
    }
  }
}
