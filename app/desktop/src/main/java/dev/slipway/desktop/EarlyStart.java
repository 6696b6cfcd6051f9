// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import dev.slipway.base.CodePlace;
import dev.slipway.base.ProblemException;
import dev.slipway.desktop.begin.Samples;
import dev.slipway.desktop.instance.Entry;
import dev.slipway.desktop.session.Remembered;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What begins before there is a window, none of it on the window's thread.
///
/// @param given the project that this start is to open
/// @param samples the folder of the samples, where there is one
record EarlyStart(
    Optional<Path> given, Entry entry, Remembered remembered, Ahead ahead, Optional<Path> samples) {

  /// How long another window of the home may take to answer.
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  static EarlyStart begin(Optional<Path> given, Map<String, String> environment)
      throws ProblemException {
    return begin(given, Ahead.begin(environment));
  }

  static EarlyStart begin(Optional<Path> given, Ahead ahead) throws ProblemException {
    Optional<Path> project = given.map(path -> path.toAbsolutePath().normalize());
    Entry entry = Entry.at(ahead.home().folder(), project, PATIENCE);
    Optional<Path> samples =
        Samples.around(ahead.environment().getOrDefault("SLIPWAY_SAMPLES", ""), program());
    return new EarlyStart(project, entry, ahead.remembered().result(), ahead, samples);
  }

  /// The project to open: the given one, else the one that was open last.
  Optional<Path> project() {
    return given.or(() -> remembered.state().last());
  }

  /// Opens what the window works with. It takes the processor longer than the window does, so that
  /// it comes after that.
  Premises premises() throws ProblemException {
    return Premises.open(ahead.home(), ahead.environment());
  }

  /// Where the program lies; nowhere that helps where that is not known.
  private static Path program() {
    return CodePlace.of(DesktopMain.class).orElse(Path.of(""));
  }
}
