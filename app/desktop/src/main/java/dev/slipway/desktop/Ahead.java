// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop;

import dev.dirs.ProjectDirectories;
import dev.slipway.base.Started;
import dev.slipway.desktop.session.Remembered;
import dev.slipway.workbench.project.Home;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// What begins before JavaFX does: it needs neither a window nor to know what is to be opened.
///
/// @param writer of what is remembered
record Ahead(
    Home home,
    Map<String, String> environment,
    ExecutorService writer,
    Started<Remembered> remembered) {

  static Ahead begin(Map<String, String> environment) {
    Home home = home(environment);
    ExecutorService writer =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("slipway-window-state").factory());
    return new Ahead(
        home, environment, writer, Started.begin(() -> Remembered.read(home.folder(), writer)));
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
