// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.ChildJvm;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.base.TemporaryFolder;
import dev.slipway.bundle.RuntimeFile;
import dev.slipway.bundle.ScoringRuntime;
import dev.slipway.bundle.ServingRuntime;
import dev.slipway.verify.check.BundleFolder;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The program of the image that scores in batch as a process of this machine: the jars, settings
/// and model of the image's build context, laid out as the image has them.
final class BatchProcess implements AutoCloseable {

  private static final String SETTINGS = "app/conf/score.properties";
  private static final String ARGUMENTS = "app/java.args";
  private static final String MAIN = "dev.slipway.score.JobMain";
  private static final List<String> CODE = List.of("app/lib", "native", "data-engine");
  private static final List<String> UNWANTED =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");
  private static final long LONGEST_SECONDS = 180;

  private final Path scratch;
  private final List<String> command;

  private BatchProcess(Path scratch, List<String> command) {
    this.scratch = scratch;
    this.command = List.copyOf(command);
  }

  /// How a run ended.
  ///
  /// @param log all that it said
  record Ended(int code, String log) {}

  /// The folder that the image is built in, with a slash at its end; empty where the bundle scores
  /// nothing in batch.
  static Optional<String> context(BundleFolder bundle) {
    return bundle.named(SETTINGS).map(file -> file.substring(0, file.length() - SETTINGS.length()));
  }

  /// Files of code that this program does not have itself.
  static List<String> foreign(BundleFolder bundle, String context) throws ProblemException {
    ServingRuntime runtime = ServingRuntime.running();
    List<RuntimeFile> serving = runtime.files();
    Set<Sha256> own =
        Stream.concat(serving.stream(), ScoringRuntime.files(runtime, serving).stream())
            .map(file -> file.content().sha256())
            .collect(Collectors.toSet());
    List<String> foreign = new ArrayList<>();
    for (String folder : CODE) {
      for (String file : bundle.everywhere(name -> name.startsWith(context + folder + "/"))) {
        if (!own.contains(hash(bundle.path(file)))) {
          foreign.add(file);
        }
      }
    }
    return foreign;
  }

  private static Sha256 hash(Path file) throws ProblemException {
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.input(
              "verify.unreadable-bundle",
              "The bundle's libraries cannot be read.",
              String.valueOf(e.getMessage()),
              "Give this user the right to read all its files."),
          e);
    }
  }

  static BatchProcess of(BundleFolder bundle, String context) throws ProblemException {
    Path image = bundle.path(context.isEmpty() ? "." : context).toAbsolutePath();
    Optional<Path> made = Optional.empty();
    try {
      Path scratch = Files.createTempDirectory("slipway-batch");
      made = Optional.of(scratch);
      Path lib = Files.createDirectory(scratch.resolve("lib"));
      for (Path jar : files(image.resolve("app/lib"))) {
        Files.copy(jar, lib.resolve(jar.getFileName()));
      }
      // The data engine looks for its library, which is large, beside where its jar really is.
      for (Path library : files(image.resolve("data-engine/" + ThisProcessor.NAME))) {
        Files.createSymbolicLink(lib.resolve(library.getFileName()), library);
      }
      Path settings = scratch.resolve("score.properties");
      Files.writeString(settings, settings(bundle.text(context + SETTINGS), image));
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(heap(bundle, context));
      command.addAll(
          List.of(
              "-XX:+UseSerialGC",
              "-XX:+ExitOnOutOfMemoryError",
              "--enable-native-access=ALL-UNNAMED",
              "--sun-misc-unsafe-memory-access=allow",
              "-Djava.io.tmpdir=" + scratch,
              "-Donnxruntime.native.path=" + image.resolve("native/" + ThisProcessor.NAME),
              "-cp",
              lib + File.separator + "*",
              MAIN,
              "--config",
              settings.toString()));
      return new BatchProcess(scratch, command);
    } catch (IOException e) {
      made.ifPresent(TemporaryFolder::delete);
      throw new ProblemException(
          Problem.environment(
              "verify.cannot-start",
              "What scores in batch cannot be started as a process.",
              String.valueOf(e.getMessage()),
              "Verify on Linux, where links can be made in a temporary folder."),
          e);
    }
  }

  /// As much as the image gives it. No other argument is taken from a bundle: it would be run with
  /// the rights of the user.
  private static List<String> heap(BundleFolder bundle, String context) {
    String file = context + ARGUMENTS;
    return bundle.has(file)
        ? bundle.text(file).lines().filter(line -> line.matches("-Xmx[0-9]+m")).toList()
        : List.of();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /// The same settings with the image's own paths on this machine. Of columns, the key is kept: the
  /// golden requests have no others beside those that the model takes.
  private static String settings(String text, Path image) throws IOException {
    Properties settings = new Properties();
    settings.load(new StringReader(text));
    for (String key : settings.stringPropertyNames()) {
      String value = settings.getProperty(key);
      if (value.startsWith("/app/")) {
        settings.setProperty(key, image + value);
      }
    }
    settings.setProperty("score.keep", GoldenRows.KEY);
    var written = new StringWriter();
    settings.store(written, null);
    return written.toString();
  }

  /// A folder for the data and answers of runs.
  Path folder() {
    return scratch;
  }

  private Process start(Path log, Path data, Path out, String... more) throws IOException {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of("--data", data.toString(), "--out", out.toString()));
    all.addAll(List.of(more));
    var builder = new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().removeAll(UNWANTED);
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    return builder.start();
  }

  /// Runs it to its end.
  ///
  /// @param more arguments
  Ended run(Path data, Path out, String... more) throws IOException, InterruptedException {
    Path log = Files.createTempFile(scratch, "run", ".log");
    Process process = start(log, data, out, more);
    try {
      boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
      return new Ended(ended ? process.exitValue() : -1, Files.readString(log));
    } finally {
      ChildJvm.end(process);
    }
  }

  /// Kills it as soon as a piece is finished.
  ///
  /// @return how many pieces were
  int kill(Path data, Path out, String... more) throws IOException, InterruptedException {
    Process process = start(Files.createTempFile(scratch, "killed", ".log"), data, out, more);
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
      while (finished(out) == 0
          && System.nanoTime() < end
          && !process.waitFor(2, TimeUnit.MILLISECONDS)) {
        // It is looked again.
      }
    } finally {
      ChildJvm.end(process);
    }
    return finished(out);
  }

  private static int finished(Path out) throws IOException {
    Path manifests = out.resolve("_manifest");
    if (!Files.isDirectory(manifests)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(manifests)) {
      return (int) files.filter(file -> file.getFileName().toString().startsWith("part-")).count();
    }
  }

  @Override
  public void close() {
    TemporaryFolder.delete(scratch);
  }
}
