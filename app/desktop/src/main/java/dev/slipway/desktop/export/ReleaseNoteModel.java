// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.export;

import dev.slipway.bundle.release.ReleaseNote;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Session;
import dev.slipway.workbench.report.ReleaseSections;
import dev.slipway.workbench.report.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// What changes for operations when one bundle follows another one.
public final class ReleaseNoteModel {

  private final Session session;
  private final StringProperty folder;
  private final StringProperty before = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<Optional<ReleaseNote>> note =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /// @param folder the bundle that follows
  public ReleaseNoteModel(Session session, StringProperty folder) {
    this.session = session;
    this.folder = folder;
    session.openedProperty().subscribe(opened -> note.set(Optional.empty()));
  }

  /// The folder or zip file of the bundle that runs now.
  public StringProperty beforeProperty() {
    return before;
  }

  public ReadOnlyObjectProperty<Optional<ReleaseNote>> noteProperty() {
    return note.getReadOnlyProperty();
  }

  /// The facts, as the command line and every page show them.
  public List<Section> sections() {
    return note.get().map(found -> ReleaseSections.of(found, true)).orElse(List.of());
  }

  public String command() {
    return "slipway diff "
        + Formats.argument(before.get().isBlank() ? "BEFORE" : before.get())
        + " "
        + Formats.argument(folder.get());
  }

  /// Compares them.
  public void compare() {
    if (before.get().isBlank()) {
      return;
    }
    Path old = Formats.fromHome(before.get());
    Path now = Formats.fromHome(folder.get());
    session
        .jobs()
        .start(
            Texts.of("job.compare"),
            command(),
            progress -> session.actions().compare(old, now),
            found -> note.set(Optional.of(found)));
  }
}
