// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Bytes;
import dev.slipway.base.ChildJvm;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.profile.host.ServingPorts;
import dev.slipway.verify.artefact.ServiceFiles;
import dev.slipway.verify.check.BundleFolder;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The same service as a local process: the jars, settings and model of the image's build context,
/// on the Java that runs this program.
public final class ProcessService implements RunningService {

  private static final String MAIN = "dev.slipway.serving.ServingMain";
  private static final List<String> UNWANTED =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

  private final Process process;
  private final Path log;
  private Optional<ServingPorts> ports;

  /// @param ports where it listens; empty when its log will say so
  ProcessService(Process process, Path log, Optional<ServingPorts> ports) {
    this.process = process;
    this.log = log;
    this.ports = ports;
  }

  /// Starts it on the loopback address. It takes free ports itself, so that no other program can
  /// have taken them meanwhile, and tells them in its log. Where its settings name secrets, it runs
  /// without them: they are the team's own.
  public static ProcessService start(BundleFolder bundle, ServiceSheet sheet)
      throws ProblemException {
    return start(bundle, sheet, ServiceAccess.of(bundle).off());
  }

  /// @param more variables of its environment
  static ProcessService start(BundleFolder bundle, ServiceSheet sheet, Map<String, String> more)
      throws ProblemException {
    try {
      Path log = Files.createTempFile("slipway-service", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(command(bundle, sheet))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      Map<String, String> environment = builder.environment();
      UNWANTED.forEach(environment::remove);
      ServingPorts.free(environment);
      environment.put("ORT_DISABLE_TELEMETRY", "1");
      environment.put("SLIPWAY_MODEL_PATH", model(bundle).toString());
      bundle
          .named("drift-baseline.json")
          .ifPresent(file ->
              environment.put(
                  "SLIPWAY_DRIFT_BASELINE", bundle.path(file).toAbsolutePath().toString()));
      bundle
          .named("preparation.json")
          .ifPresent(file ->
              environment.put(
                  "SLIPWAY_ROWS_PREPARATION", bundle.path(file).toAbsolutePath().toString()));
      bundle
          .named("warmup.json")
          .ifPresent(file ->
              environment.put(
                  "SLIPWAY_WARMUP_REQUEST", bundle.path(file).toAbsolutePath().toString()));
      if (!new ServiceFiles(bundle).settings().getOrDefault("grpc.port", "0").equals("off")) {
        environment.put("SLIPWAY_GRPC_PORT", "0");
      }
      environment.putAll(more);
      return new ProcessService(builder.start(), log, Optional.empty());
    } catch (IOException e) {
      throw Problem.environment(
              "verify.cannot-start",
              "The service cannot be started as a process.",
              String.valueOf(e.getMessage()),
              "Verify with a container engine.")
          .asException();
    }
  }

  private static List<String> command(BundleFolder bundle, ServiceSheet sheet)
      throws ProblemException {
    String context =
        new ServiceFiles(bundle)
            .context()
            .orElseThrow(() ->
                Problem.input(
                        "verify.no-settings",
                        "The bundle's service has no settings where its image has them.",
                        "There is no app/conf/serving.properties in a plainly named folder.",
                        "Export the target `docker` again.")
                    .asException());
    Path settings = bundle.path(context + "app/conf/serving.properties").toAbsolutePath();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:ActiveProcessorCount=" + Math.max(1, Math.ceilDiv(sheet.cpus(), 1000)));
    if (sheet.memory().count() > 0) {
      command.add("-XX:MaxRAM=" + sheet.memory().count());
    }
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    String libraries = bundle.path(context + "app/lib").toAbsolutePath() + File.separator + "*";
    if (System.getProperty("os.name", "").equals("Linux")) {
      if (!ThisProcessor.isServed(bundle, context)) {
        throw Problem.environment(
                "verify.another-processor",
                "The service cannot be started as a process on this machine.",
                "Its image is not for this machine's processor, " + ThisProcessor.NAME + ".",
                "Verify on a machine that the image is for, or export for this one too:"
                    + " release.options.docker.architectures in slipway.yaml.")
            .asException();
      }
      Path natives = bundle.path(context + "native/" + ThisProcessor.NAME).toAbsolutePath();
      command.add("-Donnxruntime.native.path=" + natives);
    } else {
      // The image's native libraries are for Linux: this program's own ONNX Runtime has the others.
      libraries = ownOnnxRuntime() + File.pathSeparator + libraries;
    }
    command.addAll(List.of("-cp", libraries, MAIN, "--config", settings.toString()));
    return command;
  }

  private static String ownOnnxRuntime() throws ProblemException {
    return List.of(System.getProperty("java.class.path", "").split(File.pathSeparator)).stream()
        .filter(entry -> entry.matches(".*onnxruntime-[0-9.]+\\.jar"))
        .findFirst()
        .orElseThrow(() ->
            Problem.environment(
                    "verify.no-native",
                    "The service cannot be started as a process on this system.",
                    "The bundle's native libraries are for Linux.",
                    "Verify with a container engine.")
                .asException());
  }

  private static Path model(BundleFolder bundle) throws ProblemException {
    return bundle
        .named("model.onnx")
        .map(file -> bundle.path(file).toAbsolutePath())
        .orElseThrow(() ->
            Problem.input(
                    "verify.no-model",
                    "The bundle holds no model.",
                    "There is no model.onnx in it.",
                    "Export the target `docker` again.")
                .asException());
  }

  @Override
  public boolean isListening() {
    if (ports.isEmpty()) {
      ports = ServingPorts.announced(logs().stream());
    }
    return ports.isPresent();
  }

  @Override
  public URI data() {
    return ContainerService.local(known().data());
  }

  @Override
  public URI management() {
    return ContainerService.local(known().management());
  }

  private ServingPorts known() {
    return ports.orElseThrow(() -> new IllegalStateException("it does not listen yet"));
  }

  @Override
  public boolean isRunning() {
    return process.isAlive();
  }

  @Override
  public List<String> logs() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException gone) {
      return List.of();
    }
  }

  @Override
  public Optional<Bytes> peakMemory() {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> new Bytes(Long.parseLong(line.replaceAll("[^0-9]", "")) << 10))
          .findFirst();
    } catch (IOException noSuchSystem) {
      return Optional.empty();
    }
  }

  @Override
  public Ended stop(Duration grace) throws InterruptedException {
    long start = System.nanoTime();
    process.destroy();
    boolean ended = process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new Ended(process.exitValue(), !ended, false, took);
  }

  @Override
  public void close() {
    ChildJvm.end(process);
    try {
      Files.deleteIfExists(log);
    } catch (IOException stillOpen) {
      log.toFile().deleteOnExit();
    }
  }
}
