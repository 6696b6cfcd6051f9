// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What `man slipway` reads, and what the shell completes.
final class ManualPageTest {

  @TempDir Path folder;

  @Command(
      name = "moor",
      description = {"Ties the boat up.", ".gone and 'gone are words, and so is a\\b."},
      footer = {"", "Example: moor quay --line \"two ropes\""},
      subcommands = Untie.class)
  @SuppressWarnings("UnusedVariable") // by reflection alone
  private static final class Moor {
    @Parameters(
        paramLabel = "QUAY",
        defaultValue = "here",
        description = "Where; ${DEFAULT-VALUE}.")
    private String quay;

    @Option(names = "--line", paramLabel = "TEXT", description = "With what.")
    private String line;

    @Option(names = "--secret", hidden = true, description = "Nobody reads this.")
    private boolean secret;
  }

  @Command(name = "untie", description = "Lets it go.")
  private static final class Untie {}

  @Test
  void aPageHoldsWhatTheHelpTells() {
    List<ManualPage> pages = ManualPage.of(new CommandLine(new Moor())).toList();

    assertEquals(List.of("moor", "moor-untie"), pages.stream().map(ManualPage::name).toList());
    assertEquals(
        """
        .TH "MOOR" "1" "" "harbour 1"
        .SH "NAME"
        moor \\- Ties the boat up.
        .SH "SYNOPSIS"
        .nf
        moor [\\-\\-line=TEXT] QUAY [COMMAND]
        .fi
        .SH "DESCRIPTION"
        Ties the boat up.
        \\&.gone and 'gone are words, and so is a\\eb.
        .SH "OPTIONS"
        .TP
        .B QUAY
        Where; here.
        .TP
        .B \\-\\-line TEXT
        With what.
        .SH "COMMANDS"
        .TP
        .BR moor\\-untie (1)
        Lets it go.
        .SH "EXAMPLES"
        .nf
          moor quay \\-\\-line "two ropes"
        .fi
        """,
        pages.getFirst().text("harbour 1"));
  }

  @Test
  void everyCommandHasItsPageAndIsCompleted() throws IOException {
    ManualMain.main(new String[] {folder.toString()});

    Set<String> expected = new TreeSet<>(Set.of("slipway.1", "slipway-golden-add.1"));
    SlipwayCommand.COMMANDS.forEach(
        type -> expected.add("slipway-" + type.getAnnotation(Command.class).name() + ".1"));
    Set<String> written = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder.resolve("man1"))) {
      files.forEach(file -> written.add(String.valueOf(file.getFileName())));
    }
    expected.removeAll(written);
    assertEquals(Set.of(), expected);
    String completion = Files.readString(folder.resolve("slipway.bash"));
    assertEquals(
        List.of(),
        SlipwayCommand.COMMANDS.stream()
            .map(type -> type.getAnnotation(Command.class).name())
            .filter(name -> !completion.contains("_picocli_slipway_" + name + "()"))
            .toList());
  }
}
