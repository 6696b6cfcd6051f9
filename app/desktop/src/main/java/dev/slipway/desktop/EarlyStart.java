// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import dev.dirs.ProjectDirectories;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Started;
import dev.slipway.desktop.begin.Samples;
import dev.slipway.desktop.instance.Entry;
import dev.slipway.desktop.session.Remembered;
import dev.slipway.workbench.project.Home;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// What begins before there is a window, none of it on the window's thread.
///
/// @param given the project that this start is to open
/// @param writer of what is remembered
/// @param samples the folder of the samples, where there is one
record EarlyStart(
    Optional<Path> given,
    Entry entry,
    Remembered remembered,
    Started<Premises> premises,
    ExecutorService writer,
    Optional<Path> samples) {

  /// How long another window of the home may take to answer.
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  static EarlyStart begin(Optional<Path> given, Map<String, String> environment)
      throws ProblemException {
    Home home = home(environment);
    Optional<Path> project = given.map(path -> path.toAbsolutePath().normalize());
    Started<Premises> premises = Started.begin(() -> Premises.open(home, environment));
    ExecutorService writer =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("slipway-window-state").factory());
    Started<Remembered> remembered = Started.begin(() -> Remembered.read(home.folder(), writer));
    Entry entry = Entry.at(home.folder(), project, PATIENCE);
    Optional<Path> samples =
        Samples.around(environment.getOrDefault("SLIPWAY_SAMPLES", ""), program());
    return new EarlyStart(project, entry, remembered.result(), premises, writer, samples);
  }

  /// The project to open: the given one, else the one that was open last.
  Optional<Path> project() {
    return given.or(() -> remembered.state().last());
  }

  /// Where the program lies; nowhere that helps where that is not known.
  private static Path program() {
    CodeSource source = DesktopMain.class.getProtectionDomain().getCodeSource();
    try {
      return source == null ? Path.of("") : Path.of(source.getLocation().toURI());
    } catch (URISyntaxException | IllegalArgumentException notOnDisk) {
      return Path.of("");
    }
  }

  /// `SLIPWAY_HOME`, else the user's data folder as this system has it.
  private static Home home(Map<String, String> environment) {
    String named = environment.getOrDefault("SLIPWAY_HOME", "");
    return Home.of(
        named.isBlank()
            ? Path.of(ProjectDirectories.from("dev", "Slipway", "slipway").dataLocalDir)
            : Path.of(named).toAbsolutePath(),
        List.of(),
        environment);
  }
}
