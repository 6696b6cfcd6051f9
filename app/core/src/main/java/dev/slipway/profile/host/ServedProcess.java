// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.host;

import dev.slipway.base.ChildJvm;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.measure.golden.Golden;
import dev.slipway.measure.machine.CpuQuota;
import dev.slipway.profile.child.ProfileJob;
import dev.slipway.profile.child.ServedJob;
import dev.slipway.request.RowsFile;
import dev.slipway.serving.ServingMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The serving runtime with a model, in a process of its own, set up as in a container that has a
/// core for each thread of the model.
final class ServedProcess implements AutoCloseable {

  private static final Duration LONGEST_START = Duration.ofSeconds(90);

  /// The heap that Java begins with in a container of a gibibyte: on a machine with much memory it
  /// would be hundreds of megabytes, and requests would go through memory that no cache holds. And
  /// no counters in a file, on whose disk collections may wait.
  private static final List<String> AS_IN_THE_IMAGE = List.of("-Xms16m", "-XX:-UsePerfData");

  /// Pools of the C library, as in the image.
  private static final String ARENAS = "2";

  private final Process process;
  private final ServingPorts ports;

  private ServedProcess(Process process, ServingPorts ports) {
    this.process = process;
    this.ports = ports;
  }

  /// @param scratch folder for its files
  /// @throws ProblemException where the runtime does not serve this model
  static ServedProcess start(ProfileJob job, Path scratch)
      throws ProblemException, IOException, InterruptedException {
    Path folder = Files.createDirectories(scratch.resolve("served"));
    var child = new ChildJvm(ServingMain.class.getName(), folder);
    Process process =
        child.start(
            Stream.concat(
                    Stream.of("-XX:ActiveProcessorCount=" + job.settings().threads()),
                    AS_IN_THE_IMAGE.stream())
                .toList(),
            List.of("--config", settings(job, folder).toString()),
            environment -> {
              ServingPorts.free(environment);
              environment.put("MALLOC_ARENA_MAX", ARENAS);
            });
    BlockingQueue<Optional<ServingPorts>> ready = new LinkedBlockingQueue<>();
    Thread.ofVirtual().name("log of the service").start(() -> listen(process, ready));
    boolean serves = false;
    try {
      Optional<ServingPorts> ports =
          Objects.requireNonNullElse(
              ready.poll(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS), Optional.empty());
      if (ports.isEmpty()) {
        throw notReady(child.lastErrors()).asException();
      }
      serves = true;
      return new ServedProcess(process, ports.get());
    } finally {
      if (!serves) {
        ChildJvm.end(process);
      }
    }
  }

  private static Problem notReady(String said) {
    return Problem.input(
        "profile.not-served",
        "The serving runtime does not serve this model",
        said.isEmpty() ? "It was not ready in " + LONGEST_START.toSeconds() + " s" : said,
        "Correct what it names; slipway serve shows the same");
  }

  /// What is not said here is as the runtime has it; requests may be as large as can be.
  private static Path settings(ProfileJob job, Path folder) throws IOException {
    Path request = folder.resolve("request.json");
    Files.writeString(
        request,
        new Golden.Case("asked", RowsFile.read(job.rows()).getFirst(), Map.of()).requestText());
    StringBuilder text = new StringBuilder();
    line(text, "model.path", job.model().toString());
    line(text, "model.name", ServedJob.MODEL);
    line(text, "model.threads", String.valueOf(job.settings().threads()));
    line(text, "model.optimization", job.settings().optimisation().toLowerCase(Locale.ROOT));
    job.settings()
        .batchRows()
        .ifPresent(rows -> line(text, "batch.max-rows", String.valueOf(rows)));
    line(text, "warmup.request", request.toString());
    line(text, "request.max-bytes", "256 MiB");
    line(text, "grpc.port", "off");
    line(text, "output.non-finite", "null");
    return Files.writeString(folder.resolve("serving.properties"), text);
  }

  private static void line(StringBuilder text, String key, String value) {
    text.append(key).append('=').append(value.replace("\\", "\\\\")).append('\n');
  }

  /// Reads on when the ports are known: a runtime whose log nobody reads would stand still.
  private static void listen(Process process, BlockingQueue<Optional<ServingPorts>> ready) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines
          .lines()
          .map(line -> ServingPorts.announced(Stream.of(line)))
          .filter(Optional::isPresent)
          .forEach(ready::add);
    } catch (IOException | UncheckedIOException cutShort) {
      // it is gone; what it said last tells why
    } finally {
      ready.add(Optional.empty());
    }
  }

  URI url() {
    return ports.url();
  }

  long number() {
    return process.pid();
  }

  /// A quota goes with it, which whoever measured may have left there.
  @Override
  public void close() {
    ChildJvm.end(process);
    CpuQuota.sweep();
  }
}
