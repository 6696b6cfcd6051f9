// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

/// The child JVM that measures: started, listened to, and ended in one place.
final class MeasuringProcess {

  /// Its heap, stated so that two measurements compare; the model's memory is outside of it.
  private static final List<String> JVM =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms64m",
          "-Xmx512m",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-CreateCoredumpOnCrash",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dfile.encoding=UTF-8");

  /// Variables that would change the JVM behind our back.
  private static final List<String> UNWANTED =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

  private static final String NATIVES = "onnxruntime.native.path";
  private static final int OUT_OF_MEMORY = 3;
  private static final int KILLED = 137;
  private static final int LAST_LINES = 5;

  private final String main;
  private final Path scratch;
  private final Path journal;

  MeasuringProcess(String main, Path scratch, Path journal) {
    this.main = main;
    this.scratch = scratch;
    this.journal = journal;
  }

  JsonNode run(Path job, Progress progress)
      throws ProblemException, IOException, InterruptedException {
    long began = System.nanoTime();
    Process process = start(job);
    BlockingQueue<Optional<Message>> messages = new LinkedBlockingQueue<>();
    Thread.ofVirtual().name("measuring process").start(() -> listen(process, messages));
    try (BufferedWriter log = Files.newBufferedWriter(journal)) {
      for (var next = messages.take(); next.isPresent(); next = messages.take()) {
        Message message = next.get();
        switch (message) {
          case Message.Started() -> keep(log, tookToStart(began));
          case Message.Doing(double fraction, String what) -> progress.report(fraction, what);
          case Message.Took took -> keep(log, took);
          case Message.Block block -> keep(log, block);
          case Message.Done(JsonNode result) -> {
            return result;
          }
          case Message.Order order -> throw new IllegalStateException("told to do " + order);
          case Message.Failed(Problem problem) -> throw problem.asException();
        }
      }
      throw died(process.waitFor()).asException();
    } finally {
      end(process);
    }
  }

  private static Message tookToStart(long began) {
    return new Message.Took("process start", Duration.ofNanos(System.nanoTime() - began));
  }

  private static void keep(BufferedWriter log, Message message) throws IOException {
    log.write(ProfileJson.line(message) + "\n");
    log.flush();
  }

  private Process start(Path job) throws ProblemException, IOException {
    var builder = new ProcessBuilder(java().toString(), "@" + arguments(), main, job.toString());
    builder.environment().keySet().removeAll(UNWANTED);
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    builder.redirectError(errors().toFile());
    return builder.start();
  }

  private static Path java() throws ProblemException {
    Path folder = Path.of(System.getProperty("java.home"), "bin");
    for (String name : List.of("java", "java.exe")) {
      if (Files.isExecutable(folder.resolve(name))) {
        return folder.resolve(name);
      }
    }
    throw Problem.environment(
            "profile.no-java",
            "No process can be started to measure in",
            "The Java runtime in " + folder + " has no java program",
            "Reinstall Slipway, or start it with a complete Java runtime")
        .asException();
  }

  /// In a file, since class paths are longer than some command lines may be.
  private Path arguments() throws IOException {
    StringBuilder text = new StringBuilder();
    JVM.forEach(option -> text.append(option).append('\n'));
    String natives = System.getProperty(NATIVES);
    if (natives != null) {
      text.append(quoted("-D" + NATIVES + "=" + natives));
    }
    text.append(quoted("-Djava.io.tmpdir=" + scratch));
    text.append(quoted("-XX:ErrorFile=" + scratch.resolve("crash.log")));
    text.append("-cp\n").append(quoted(System.getProperty("java.class.path")));
    return Files.writeString(scratch.resolve("java.args"), text);
  }

  private static String quoted(String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n";
  }

  private Path errors() {
    return scratch.resolve("errors.log");
  }

  /// Ends with an empty message, whatever happens.
  private static void listen(Process process, BlockingQueue<Optional<Message>> messages) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines
          .lines()
          .map(MeasuringProcess::message)
          .filter(Optional::isPresent)
          .forEach(messages::add);
    } catch (IOException | UncheckedIOException cutShort) {
      // the process is gone; its exit code tells why
    } finally {
      messages.add(Optional.empty());
    }
  }

  /// Empty for a line that is none of ours: a native library's, or the half one of a crash.
  private static Optional<Message> message(String line) {
    try {
      return line.startsWith("{")
          ? Optional.of(ProfileJson.parse(line, Message.class))
          : Optional.empty();
    } catch (IllegalArgumentException half) {
      return Optional.empty();
    }
  }

  private Problem died(int exit) {
    String said = lastErrors();
    if (exit == OUT_OF_MEMORY || exit == KILLED || said.contains("OutOfMemoryError")) {
      return Problem.environment(
          "profile.out-of-memory",
          "The measurement ran out of memory",
          "Its process ended with code " + exit + said,
          "Measure on a machine with more free memory, or send smaller requests");
    }
    return Problem.environment(
        "profile.process-died",
        "The measuring process died",
        "It ended with code " + exit + (exit > 128 ? ", a fault in native code" : "") + said,
        "Try again; if it happens again, the model makes ONNX Runtime crash on this machine:"
            + " export it with another opset, or with less optimisation");
  }

  private String lastErrors() {
    try {
      List<String> lines = Files.readAllLines(errors());
      String last =
          lines.stream()
              .skip(Math.max(0, lines.size() - LAST_LINES))
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("at "))
              .collect(Collectors.joining(" | "));
      return last.isEmpty() ? "" : ": " + last;
    } catch (IOException unreadable) {
      return "";
    }
  }

  /// Waits until it is gone, so that its files can be deleted.
  private static void end(Process process) {
    process.destroyForcibly();
    boolean cancelled = Thread.interrupted();
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException again) {
        cancelled = true;
      }
    }
    if (cancelled) {
      Thread.currentThread().interrupt();
    }
  }
}
