// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.tool;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/// Looks for the program of a tool that can do its work. Another of the same name may lie before it
/// on the path, so each is asked.
record ToolSearch(List<Path> folders, Duration limit) {

  private static final List<String> WINDOWS_ENDINGS = List.of("", ".exe", ".cmd");

  ToolProbe of(Tool tool) throws InterruptedException {
    Set<String> reasons = new LinkedHashSet<>();
    for (Tool.Invocation invocation : tool.invocations()) {
      for (Path program : programs(invocation.program())) {
        switch (asked(tool, new ToolProbe.Usable(invocation, program, ""))) {
          case ToolProbe.Usable usable -> {
            return usable;
          }
          case ToolProbe.Unusable(String found) -> reasons.add(found);
        }
      }
    }
    return new ToolProbe.Unusable(reasons.isEmpty() ? absent(tool) : String.join("; ", reasons));
  }

  private static String absent(Tool tool) {
    List<String> programs =
        tool.invocations().stream().map(Tool.Invocation::program).distinct().toList();
    return programs.size() == 1
        ? programs.getFirst() + " is not installed"
        : "neither " + String.join(" nor ", programs) + " is installed";
  }

  /// Several links may lead to one file.
  private List<Path> programs(String name) {
    Map<Path, Path> files = new LinkedHashMap<>();
    for (Path folder : folders) {
      for (String ending : WINDOWS_ENDINGS) {
        Path file = folder.resolve(name + ending);
        if (Files.isRegularFile(file)) {
          files.putIfAbsent(real(file), file);
        }
      }
    }
    return List.copyOf(files.values());
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException unreadable) {
      return file;
    }
  }

  private ToolProbe asked(Tool tool, ToolProbe.Usable found) throws InterruptedException {
    if (!Files.isExecutable(found.program())) {
      return new ToolProbe.Unusable(found.program() + " may not be executed");
    }
    try (ControlFolder folder = ControlFolder.write(tool.control().files())) {
      ToolProbe known = identified(folder.path(), found);
      return known instanceof ToolProbe.Usable usable
          ? controlled(folder.path(), usable, tool.control().arguments())
          : known;
    } catch (IOException e) {
      return new ToolProbe.Unusable(
          found.program() + " cannot be tried, since no file can be written: " + e.getMessage());
    }
  }

  private ToolProbe identified(Path folder, ToolProbe.Usable found) throws InterruptedException {
    Tool.Invocation invocation = found.invocation();
    String program = found.program().toString();
    List<String> asking = Stream.concat(Stream.of(program), invocation.probe().stream()).toList();
    String question = "`" + String.join(" ", asking) + "` ";
    return switch (ProgramRun.of(folder, asking, limit)) {
      case ProgramRun.Broken broken -> new ToolProbe.Unusable(question + broken.manner());
      case ProgramRun.Ended ended when ended.exitCode() != 0 ->
          new ToolProbe.Unusable(question + ended.manner());
      case ProgramRun.Ended ended -> {
        Matcher identity = invocation.identity().matcher(ended.said());
        if (!identity.find()) {
          yield new ToolProbe.Unusable(
              program
                  + " is another program of this name: `"
                  + String.join(" ", invocation.probe())
                  + "` "
                  + ended.manner());
        }
        String version = Objects.requireNonNullElse(identity.group("version"), "");
        yield isOld(version, invocation.minimum())
            ? new ToolProbe.Unusable(
                program
                    + " is version "
                    + version
                    + "; needed is "
                    + invocation.minimum()
                    + " or newer")
            : new ToolProbe.Usable(invocation, found.program(), version);
      }
    };
  }

  private static boolean isOld(String version, String minimum) {
    return !version.isEmpty() && Version.parse(version).compareTo(Version.parse(minimum)) < 0;
  }

  private ToolProbe controlled(Path folder, ToolProbe.Usable usable, List<String> arguments)
      throws InterruptedException {
    String judged = usable.found() + ", does not take a file that is known to be good: it ";
    return switch (ProgramRun.of(folder, usable.command(arguments), limit)) {
      case ProgramRun.Ended ended when ended.exitCode() == 0 -> usable;
      case ProgramRun.Ended ended -> new ToolProbe.Unusable(judged + ended.manner());
      case ProgramRun.Broken broken -> new ToolProbe.Unusable(judged + broken.manner());
    };
  }
}
