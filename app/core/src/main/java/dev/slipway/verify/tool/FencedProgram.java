// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.tool;

import dev.slipway.base.Bytes;
import dev.slipway.base.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Runs a program that may do harm: with a few variables of the environment, a home of its own,
/// limits on memory and time, and no network where the system lets it be taken away. What it starts
/// ends with it; where the system gives no namespaces, a process that detaches itself may stay. It
/// may read what the user may read: this is a fence and no prison.
public final class FencedProgram {

  /// Variables that a program needs to find itself, its libraries and its language; a secret is in
  /// none of them.
  private static final List<String> PASSED =
      List.of(
          "PATH",
          "LANG",
          "LC_ALL",
          "LC_CTYPE",
          "TZ",
          "LD_LIBRARY_PATH",
          "VIRTUAL_ENV",
          "CONDA_PREFIX",
          "PYENV_ROOT",
          "PYENV_VERSION",
          "SYSTEMROOT",
          "WINDIR",
          "COMSPEC",
          "PATHEXT");

  /// In a network of its own, which has no way out, and with numbers of processes of its own: when
  /// the first of them ends, so do all. Else in the network alone.
  private static final List<List<String>> NAMESPACES =
      List.of(
          List.of("-rnpf", "--kill-child", "--"), // util-linux 2.32 and newer
          List.of("-rn", "--"));

  private static final Duration TRY = Duration.ofSeconds(10);

  /// Sets the limits that programs inherit, where the system has them, and becomes the program.
  private static final String LIMITED =
      "ulimit -c 0; ulimit -v \"$1\" 2>/dev/null; shift; exec \"$@\"";

  private static final Path SHELL = Path.of("/bin/sh");

  private final Map<String, String> environment;
  private final Optional<List<String>> namespace;

  private FencedProgram(Map<String, String> environment, Optional<List<String>> namespace) {
    this.environment = Map.copyOf(environment);
    this.namespace = namespace;
  }

  /// What a program may take.
  public record Limits(Bytes memory, Duration time) {}

  /// Finds out on a harmless program whether the network can be taken away here.
  ///
  /// @param environment the user's own
  public static FencedProgram of(Map<String, String> environment) throws InterruptedException {
    Path here = Path.of(System.getProperty("java.io.tmpdir"));
    for (Path folder : ToolRunner.folders(environment)) {
      Path unshare = folder.resolve("unshare");
      if (Files.isExecutable(unshare)) {
        for (List<String> options : NAMESPACES) {
          List<String> fence = new ArrayList<>(List.of(unshare.toString()));
          fence.addAll(options);
          List<String> harmless = new ArrayList<>(fence);
          harmless.add("true");
          if (ProgramRun.of(here, harmless, TRY)
                  instanceof ProgramRun.Ended(int code, String _, String _)
              && code == 0) {
            return new FencedProgram(environment, Optional.of(fence));
          }
        }
      }
    }
    return new FencedProgram(environment, Optional.empty());
  }

  /// Whether the system itself keeps the network away; else only what a program does of itself.
  public boolean hasNoNetwork() {
    return namespace.isPresent();
  }

  /// Runs a program to its end, or to that of its time; an interrupt kills it and all it started.
  ///
  /// @param folder its own: where it runs, its home, its temporary files
  /// @param variables that it gets besides
  /// @param lines hears its standard output, line by line, on another thread
  public FencedEnd run(
      Path folder,
      List<String> command,
      Limits limits,
      Map<String, String> variables,
      Consumer<String> lines)
      throws InterruptedException {
    var builder = new ProcessBuilder(fenced(command, limits)).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment(folder));
    builder.environment().putAll(variables);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return new FencedEnd.NotStarted(String.valueOf(e.getMessage()));
    }
    var output = new BoundedOutput(process.getInputStream(), lines);
    var errors = new BoundedOutput(process.getErrorStream(), line -> {});
    try {
      if (!process.waitFor(limits.time().toMillis(), TimeUnit.MILLISECONDS)) {
        return new FencedEnd.OutOfTime(limits.time());
      }
      // Before the process is let go: that closes what it said and nobody has read yet
      return new FencedEnd.Ended(process.exitValue(), output.first(), errors.last());
    } finally {
      end(process);
    }
  }

  /// Its input stays open until here: a program that waits for its end sees that of this process.
  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    ChildJvm.end(process);
  }

  private List<String> fenced(List<String> command, Limits limits) {
    List<String> whole = new ArrayList<>(namespace.orElse(List.of()));
    if (Files.isExecutable(SHELL)) {
      String kibibytes = Long.toString(limits.memory().count() >> 10);
      whole.addAll(List.of(SHELL.toString(), "-c", LIMITED, "sh", kibibytes));
    }
    whole.addAll(command);
    return whole;
  }

  private Map<String, String> environment(Path folder) {
    Map<String, String> clean = new TreeMap<>();
    clean.put("PATH", "/usr/bin:/bin");
    for (String name : PASSED) {
      Optional.ofNullable(environment.get(name)).ifPresent(value -> clean.put(name, value));
    }
    for (String home : List.of("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP")) {
      clean.put(home, folder.toString());
    }
    // Where no name can be looked up and nobody listens
    for (String proxy : List.of("http_proxy", "https_proxy", "all_proxy")) {
      clean.put(proxy, "http://127.0.0.1:9");
    }
    return clean;
  }
}
