// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.profile.host.Profiler;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;

/// Writes what an installer carries for the shell beside the program: the manual pages and the
/// completion of commands, made of the commands as they are.
public final class ManualMain {

  private ManualMain() {}

  /// @param args the folder, which then holds `man1` with the pages, and `slipway.bash`
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    CommandLine line = commandLine();
    String version = new SlipwayCommand.Version().getVersion()[0];
    for (ManualPage page : ManualPage.of(line).toList()) {
      Path file = folder.resolve("man1").resolve(page.name() + ".1");
      Files.createDirectories(file.getParent());
      Files.writeString(file, page.text(version));
    }
    Files.writeString(
        folder.resolve("slipway.bash"), AutoComplete.bash(line.getCommandName(), line));
  }

  private static CommandLine commandLine() {
    var nowhere = new PrintWriter(Writer.nullWriter());
    return new SlipwayCommand(
            new Terminal(nowhere, nowhere, false, false, false),
            new SlipwayCommand.Outside(Clock.systemUTC(), Map.of(), new Profiler()))
        .line(List.of());
  }
}
