// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// A child JVM with the same class path and native libraries. It runs what could crash this JVM,
/// and what must be measured alone.
public final class ChildJvm {

  /// Variables that would change the JVM behind our back.
  private static final List<String> UNWANTED =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

  private static final List<String> ALWAYS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-CreateCoredumpOnCrash",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dfile.encoding=UTF-8",
          "-Duser.language=en");

  /// What this JVM was told of where things are found holds for the child too: the library of ONNX
  /// Runtime, and who writes logs, for whom Java would else look into each jar.
  private static final List<String> INHERITED =
      List.of("onnxruntime.native.path", "slf4j.provider", "slf4j.internal.verbosity");

  private static final String PARENT = "slipway.parent";
  private static final int LAST_LINES = 5;

  private final String main;
  private final Path scratch;

  /// @param main class whose `main` it runs
  /// @param scratch folder for its temporary files, its arguments and what it says on its error
  ///   stream
  public ChildJvm(String main, Path scratch) {
    this.main = main;
    this.scratch = scratch;
  }

  /// Starts it; the caller ends it.
  ///
  /// @param options of the JVM, such as its heap
  public Process start(List<String> options, List<String> arguments)
      throws ProblemException, IOException {
    return start(options, arguments, environment -> {});
  }

  /// The same with a word in its environment.
  public Process start(
      List<String> options, List<String> arguments, Consumer<Map<String, String>> environment)
      throws ProblemException, IOException {
    List<String> command = new ArrayList<>(List.of(java().toString(), "@" + file(options), main));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(UNWANTED);
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    environment.accept(builder.environment());
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
            "process.no-java",
            "No process can be started to run the model in",
            "The Java runtime in " + folder + " has no java program",
            "Reinstall Slipway, or start it with a complete Java runtime")
        .asException();
  }

  /// In a file, since class paths are longer than some command lines may be.
  private Path file(List<String> options) throws IOException {
    StringBuilder text = new StringBuilder();
    ALWAYS.forEach(option -> text.append(option).append('\n'));
    options.forEach(option -> text.append(option).append('\n'));
    for (String name : INHERITED) {
      String value = System.getProperty(name);
      if (value != null) {
        text.append(quoted("-D" + name + "=" + value));
      }
    }
    text.append("-D" + PARENT + "=" + ProcessHandle.current().pid() + "\n");
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

  /// What it said last on its error stream, on one line; empty when it said nothing.
  public String lastErrors() {
    try {
      List<String> lines = Files.readAllLines(errors());
      return lines.stream()
          .skip(Math.max(0, lines.size() - LAST_LINES))
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("at "))
          .collect(Collectors.joining(" | "));
    } catch (IOException unreadable) {
      return "";
    }
  }

  /// For the child: ends it when the process that started it has ended, whatever it is doing then.
  /// Its input ends too, but nobody sees that who is at work in native code.
  public static void endWithParent() {
    Runnable end = () -> Runtime.getRuntime().halt(1);
    var parent = ProcessHandle.of(Long.getLong(PARENT, 0));
    if (parent.isEmpty()) {
      end.run();
    }
    var _ = parent.orElseThrow().onExit().thenRun(end);
  }

  /// Kills it and waits until it is gone, so that its files can be deleted.
  public static void end(Process process) {
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
