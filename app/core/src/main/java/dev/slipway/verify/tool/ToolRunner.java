// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.tool;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs tools that are on the path, once it is known that they can do their work.
public final class ToolRunner {

  private final List<Path> folders;
  private final Duration limit;
  private final Map<Tool, ToolProbe> probed = new HashMap<>();

  /// @param folders looked through in order
  /// @param limit of one run
  public ToolRunner(List<Path> folders, Duration limit) {
    this.folders = List.copyOf(folders);
    this.limit = limit;
  }

  /// The folders of PATH, a minute a run.
  public static ToolRunner onPath(Map<String, String> environment) {
    return new ToolRunner(folders(environment), Duration.ofMinutes(1));
  }

  /// The folders of PATH, in their order.
  static List<Path> folders(Map<String, String> environment) {
    List<Path> folders = new ArrayList<>();
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      try {
        if (!folder.isBlank()) {
          folders.add(Path.of(folder).toAbsolutePath());
        }
      } catch (InvalidPathException noFolder) {
        // A shell passes over it, too.
      }
    }
    return folders;
  }

  /// Runs a tool in a folder, or says why it cannot be; an interrupt kills it.
  public ToolResult run(Path folder, Tool tool, String... arguments) throws InterruptedException {
    return switch (probe(tool)) {
      case ToolProbe.Unusable unusable -> notRun(unusable.found(), tool);
      case ToolProbe.Usable usable ->
          switch (ProgramRun.of(folder, usable.command(List.of(arguments)), limit)) {
            case ProgramRun.Ended ended when ended.exitCode() == 0 ->
                new ToolResult.Accepted(ended.output());
            case ProgramRun.Ended ended
                when usable.invocation().refusals().contains(ended.exitCode()) ->
                new ToolResult.Refused(ended.said());
            case ProgramRun.Ended ended -> notRun(usable.found() + ", " + ended.manner(), tool);
            case ProgramRun.Broken broken -> notRun(usable.found() + ", " + broken.manner(), tool);
          };
    };
  }

  private static ToolResult notRun(String found, Tool tool) {
    return new ToolResult.NotRun(found + ". " + tool.remedy());
  }

  /// The tools that were asked for until now, in the catalogue's order, each with what was found.
  public synchronized Map<Tool, ToolProbe> asked() {
    Map<Tool, ToolProbe> asked = new LinkedHashMap<>();
    for (Tool tool : ToolCatalogue.ALL) {
      Optional.ofNullable(probed.get(tool)).ifPresent(probe -> asked.put(tool, probe));
    }
    return asked;
  }

  /// Whether a tool can be used; it is asked once.
  public synchronized ToolProbe probe(Tool tool) throws InterruptedException {
    ToolProbe known = probed.get(tool);
    if (known == null) {
      known = new ToolSearch(folders, limit).of(tool);
      probed.put(tool, known);
    }
    return known;
  }
}
