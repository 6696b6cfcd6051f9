// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// From the start of the process to the first "ready": with a linked runtime and an AOT cache, as
/// in a container, and beside FastAPI in one process.
final class StartSection {

  private static final int STARTS = 9;
  private static final String MODULES = "java.base,java.logging,java.management,jdk.unsupported";

  private final Path folder;
  private final Path model;

  private StartSection(Path folder, Path model) {
    this.folder = folder;
    this.model = model;
  }

  static void run(Payloads payloads, Report report) throws Exception {
    new StartSection(payloads.folder(), payloads.smallModel()).run(payloads.rowScript(), report);
  }

  private void run(Path script, Report report) throws Exception {
    List<String> plain = command();
    List<String> cached = new ArrayList<>(plain);
    Path cache = folder.resolve("app.aot");
    train(plain, cache, script);
    cached.add(1, "-XX:AOTCache=" + cache);
    cached.add(2, "-XX:AOTMode=on");
    double[] withCache = new double[STARTS];
    double[] without = new double[STARTS];
    double[] peer = new double[STARTS];
    for (int i = 0; i < STARTS; i++) {
      withCache[i] = seconds(ours(cached));
      without[i] = seconds(ours(plain));
      peer[i] = seconds(Subject.fastApi(model, 1));
    }
    report.add(line("ready with the AOT cache, s", withCache, peer, Bar.atMost(0.3)));
    report.add(line("ready without it, s", without, peer, Bar.none()));
  }

  private static Line line(String what, double[] ours, double[] peer, Bar bar) {
    double median = Medians.of(ours);
    String range =
        "%.3f s [%.3f–%.3f]"
            .formatted(
                median, Arrays.stream(ours).min().orElse(0), Arrays.stream(ours).max().orElse(0));
    return new Line(what, range, "FastAPI %.3f s".formatted(Medians.of(peer)), median, bar, 0);
  }

  private Subject ours(List<String> command) throws Exception {
    return Subject.start(command, Subject.ourSettings(model, Subject.PORT, Map.of()), Subject.PORT);
  }

  private static double seconds(Subject subject) throws Exception {
    long start = System.nanoTime();
    try (subject) {
      subject.await(subject::isReady);
      return (System.nanoTime() - start) / 1e9;
    }
  }

  /// A linked runtime, jars only, and the native libraries on disk.
  private List<String> command() throws Exception {
    Path java = folder.resolve("runtime");
    Path natives = Files.createDirectories(folder.resolve("native"));
    Path jar = folder.resolve("slipway-serving.jar");
    String libraries =
        Files.readString(
                Path.of(System.getProperty("slipway.build", "target"), "runtime-classpath.txt"))
            .strip();
    String onnxRuntime =
        Stream.of(libraries.split(File.pathSeparator))
            .filter(path -> path.contains("onnxruntime"))
            .findFirst()
            .orElseThrow();
    tool(
        folder,
        "jlink",
        "--add-modules",
        MODULES,
        "--strip-java-debug-attributes",
        "--no-header-files",
        "--no-man-pages",
        "--output",
        java.toString());
    tool(
        folder,
        "jar",
        "--create",
        "--file",
        jar.toString(),
        "-C",
        Path.of(System.getProperty("slipway.build", "target"), "classes")
            .toAbsolutePath()
            .toString(),
        ".");
    tool(natives, "jar", "--extract", "--file", onnxRuntime);
    Path libs = natives.resolve(Path.of("ai", "onnxruntime", "native", "linux-x64"));
    return List.of(
        java.resolve("bin").resolve("java").toString(),
        "-XX:+UseSerialGC",
        "-Xmx256m",
        "-XX:-UsePerfData",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Donnxruntime.native.path=" + libs,
        "-cp",
        jar + File.pathSeparator + libraries,
        "dev.slipway.serving.ServingMain");
  }

  /// One life under load, whose classes and methods the cache keeps.
  private void train(List<String> plain, Path cache, Path script) throws Exception {
    List<String> training = new ArrayList<>(plain);
    training.add(1, "-XX:AOTCacheOutput=" + cache);
    Map<String, String> settings =
        Subject.ourSettings(model, Subject.PORT, Map.of("SLIPWAY_DRAIN_DELAY", "0 ms"));
    try (Subject subject = Subject.start(training, settings, Subject.PORT)) {
      subject.await(subject::isReady);
      Round _ = Generator.wrk(script.toString(), 4, subject.inferUrl()).load(subject, 2);
      subject.process().toHandle().destroy();
      subject.process().waitFor();
    }
    if (!Files.exists(cache)) {
      throw new IOException("no AOT cache was written");
    }
  }

  private static void tool(Path in, String name, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", name).toString());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(name + ": " + said);
    }
  }
}
