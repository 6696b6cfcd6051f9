// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Durations;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.TemporaryFolder;
import dev.slipway.model.bridge.Framework;
import dev.slipway.model.bridge.PythonEnvironment;
import dev.slipway.model.bridge.Script;
import dev.slipway.verify.tool.FencedEnd;
import dev.slipway.verify.tool.FencedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs the user's Python behind a fence.
record BridgeRun(FencedProgram fence, FencedProgram.Limits limits) {

  /// Python's own settings: nothing is left beside the model's sources, answers are the same each
  /// time, no GPU, and the script ends when Slipway does.
  private static final Map<String, String> VARIABLES =
      Map.of(
          "PYTHONDONTWRITEBYTECODE", "1",
          "PYTHONHASHSEED", "0",
          "PYTHONIOENCODING", "utf-8",
          "CUDA_VISIBLE_DEVICES", "",
          "TF_CPP_MIN_LOG_LEVEL", "2",
          "SLIPWAY_BRIDGE", "1");

  private static final Duration QUESTION = Duration.ofMinutes(1);
  private static final Pattern SAID = Pattern.compile("@slipway (0\\.\\d+) (.{1,100})");

  /// As Python, C++ and the allocators of the frameworks say it.
  private static final Pattern OUT_OF_MEMORY =
      Pattern.compile("MemoryError|bad_alloc|an't allocate memory|annot allocate memory");

  private static final int LAST_LINES = 6;
  private static final int LONGEST_LINE = 300;

  /// What a Python has, asked without the model.
  PythonEnvironment ask(Path python, Framework framework)
      throws ProblemException, InterruptedException {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("slipway-python");
      var brief = new FencedProgram.Limits(limits.memory(), QUESTION);
      FencedEnd end =
          fence.run(
              folder,
              PythonEnvironment.question(python, framework),
              brief,
              Map.of("PYTHONDONTWRITEBYTECODE", "1"),
              line -> {});
      return switch (end) {
        case FencedEnd.Ended(int code, String output, String _) when code == 0 ->
            PythonEnvironment.read(python, output);
        case FencedEnd.Ended ended ->
            throw PythonEnvironment.noPython(
                python,
                "Asked for its version, it %s.%s"
                    .formatted(ended.manner(), lastLines(ended.errors())));
        case FencedEnd.OutOfTime(Duration limit) ->
            throw PythonEnvironment.noPython(
                python,
                "Asked for its version, it did not answer within " + Durations.exact(limit) + ".");
        case FencedEnd.NotStarted(String why) ->
            throw PythonEnvironment.noPython(python, "It cannot be started: " + why);
      };
    } catch (IOException e) {
      throw new ProblemException(
          Problem.environment(
              "bridge.unwritable",
              "No temporary folder can be made",
              String.valueOf(e.getMessage()),
              "Free some space in " + System.getProperty("java.io.tmpdir") + "."),
          e);
    } finally {
      if (folder != null) {
        TemporaryFolder.delete(folder);
      }
    }
  }

  /// @param folder with the script and the rows
  FencedEnd run(Path folder, Path python, Progress progress) throws InterruptedException {
    List<String> command = List.of(python.toString(), folder.resolve(Script.FILE).toString());
    progress.step(0, "starting Python");
    return fence.run(
        folder,
        command,
        limits,
        VARIABLES,
        line -> {
          Matcher said = SAID.matcher(line);
          if (said.matches()) {
            progress.report(Double.parseDouble(said.group(1)), said.group(2));
          }
        });
  }

  /// Says what went wrong, unless the script left a result: it tells that better.
  static void requireEnd(FencedEnd end, Path folder, BridgeModel.Prepared prepared)
      throws ProblemException {
    String name = String.valueOf(prepared.request().model().getFileName());
    switch (end) {
      case FencedEnd.Ended ended -> {
        boolean told = Files.isRegularFile(folder.resolve("result.json"));
        if (ended.exitCode() != 0 && OUT_OF_MEMORY.matcher(ended.errors()).find()) {
          throw memory(name, prepared);
        }
        if (ended.exitCode() != 0 && !told) {
          throw ended(name, ended, prepared);
        }
      }
      case FencedEnd.OutOfTime(Duration limit) ->
          throw Problem.input(
                  "bridge.slow",
                  "The script for %s did not end within %s".formatted(name, Durations.exact(limit)),
                  "It was ended with all that it had started. Nothing was kept.",
                  "Give it longer with --time, or fewer rows with --data.")
              .asException();
      case FencedEnd.NotStarted(String why) ->
          throw PythonEnvironment.noPython(
              prepared.python().program(), "It cannot be started: " + why);
    }
  }

  private static ProblemException memory(String name, BridgeModel.Prepared prepared) {
    return Problem.input(
            "bridge.memory",
            "The script for %s needs more memory than it may have".formatted(name),
            "It may have %s of address space. Nothing was kept."
                .formatted(prepared.request().limits().memory()),
            "Give it more with --memory, unless the model is a small one: then do not trust it.")
        .asException();
  }

  private static ProblemException ended(
      String name, FencedEnd.Ended ended, BridgeModel.Prepared prepared) {
    return Problem.input(
            "bridge.ended",
            "The script for %s did not come to its end".formatted(name),
            "It %s, with no result. Nothing was kept.%s"
                .formatted(ended.manner(), lastLines(ended.errors())),
            "Run it by hand to see more: %s, unless you do not know who made the model."
                .formatted(prepared.script().path()))
        .asException();
  }

  /// What it said last, on lines of their own.
  private static String lastLines(String errors) {
    List<String> lines = errors.lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty()
        ? ""
        : lines.stream()
            .skip(Math.max(0, lines.size() - LAST_LINES))
            .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line)
            .reduce(" It said last:", (all, line) -> all + "\n" + line);
  }
}
