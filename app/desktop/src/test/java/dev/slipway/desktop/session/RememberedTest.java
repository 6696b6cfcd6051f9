// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.desktop.session.Appearance.ThemeChoice;
import dev.slipway.desktop.session.WindowState.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the next start knows of the last.
final class RememberedTest {

  @TempDir private Path home;

  @Test
  void knowsProjectsPlaceAndLook() throws IOException {
    Path wine = project("wine");
    Path penguins = project("penguins");
    try (Remembered remembered = read()) {
      var appearance = new Appearance(new SimpleObjectProperty<>(false));
      remembered.follow(appearance);
      remembered.opened(wine);
      remembered.opened(penguins);
      remembered.opened(wine);
      remembered.placed(new Bounds(10, 20, 1200, 800));
      remembered.maximised(true);
      appearance.themeProperty().set(ThemeChoice.DARK);
      appearance.textSizeProperty().set(150);
      appearance.stillProperty().set(true);
    }

    var expected =
        new WindowState(
            Optional.of(wine),
            List.of(wine, penguins),
            Optional.of(new Bounds(10, 20, 1200, 800)),
            true,
            ThemeChoice.DARK,
            150,
            Optional.of(true));
    assertEquals(expected, read().state());
    var appearance = new Appearance(new SimpleObjectProperty<>(false));
    read().follow(appearance);
    assertEquals(ThemeChoice.DARK, appearance.themeProperty().get());
    assertEquals(150, appearance.textSizeProperty().get());
    assertTrue(appearance.stillProperty().get());
  }

  @Test
  void leavesOutProjectsThatAreGone() throws IOException {
    Path wine = project("wine");
    Path penguins = project("penguins");
    try (Remembered remembered = read()) {
      remembered.opened(wine);
      remembered.opened(penguins);
    }
    Files.delete(penguins);

    Remembered next = read();

    assertEquals(List.of(wine), next.recent());
    assertEquals(Optional.empty(), next.state().last());
  }

  @Test
  void namesTenProjectsTheNewestFirst() throws IOException {
    List<Path> projects = new ArrayList<>();
    for (int i : IntStream.range(0, 12).toArray()) {
      projects.add(project("project-" + i));
    }
    try (Remembered remembered = read()) {
      projects.forEach(remembered::opened);
    }

    assertEquals(projects.subList(2, 12).reversed(), read().recent());
  }

  @Test
  void takesWhatIsSoundFromADamagedFile() throws IOException {
    Path wine = project("wine");
    Files.writeString(
        home.resolve(Remembered.FILE),
        """
        {"last": 7, "recent": ["%s", null, ""], "bounds": {"x": "left"}, "maximised": true,
         "theme": "purple", "textSize": 3000, "written-by": "a later version"}
        """
            .formatted(wine.toString().replace("\\", "\\\\")));

    assertEquals(
        new WindowState(
            Optional.empty(),
            List.of(wine),
            Optional.empty(),
            true,
            ThemeChoice.SYSTEM,
            100,
            Optional.empty()),
        read().state());
  }

  @Test
  void replacesAFileThatCannotBeRead() throws IOException {
    Path file = Files.write(home.resolve(Remembered.FILE), new byte[] {0, (byte) 0xff, '{'});
    Path wine = project("wine");
    try (Remembered remembered = read()) {
      assertEquals(WindowState.FIRST, remembered.state());
      remembered.opened(wine);
    }

    assertEquals(List.of(wine), read().recent());
    assertEquals(
        List.of(file.getFileName(), wine.getFileName()), sortedNames(), "nothing half written");
  }

  @Test
  void goesOnWhereNothingCanBeWritten() throws IOException {
    Path noFolder = Files.writeString(home.resolve("file"), "");
    Path wine = project("wine");

    try (Remembered remembered = Remembered.read(noFolder, Runnable::run)) {
      remembered.opened(wine);
      assertEquals(List.of(wine), remembered.recent());
    }
  }

  /// As where a project that was being opened took the window down.
  @Test
  void doesNotOpenAgainWhatWasNotOpenedToTheEnd() throws IOException {
    Path wine = project("wine");
    try (Remembered remembered = read()) {
      remembered.opened(wine);
      remembered.leftOpenNothing();
    }

    assertEquals(Optional.empty(), read().state().last());
    assertEquals(List.of(wine), read().recent());
  }

  private Remembered read() {
    return Remembered.read(home, Runnable::run);
  }

  private Path project(String name) throws IOException {
    return Files.createDirectories(home.resolve(name));
  }

  private List<Path> sortedNames() throws IOException {
    try (var files = Files.list(home)) {
      return files.map(Path::getFileName).sorted().toList();
    }
  }
}
