// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.ProjectWritten;
import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The last change that a screen made to `slipway.yaml`. It can be undone until the file holds
/// something else, or another project is opened.
public final class LastChange {

  private final Session session;
  private final Follows follows;
  private final ReadOnlyObjectWrapper<Optional<ProjectWritten>> written =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /// What is done after each change and each undo.
  @FunctionalInterface
  public interface Follows {
    /// @param project as it was opened before
    void after(OpenedProject project) throws ProblemException;
  }

  public LastChange(Session session) {
    this(session, project -> {});
  }

  /// @param follows where it fails, that is told: the change stands, and can be undone
  public LastChange(Session session, Follows follows) {
    this.session = session;
    this.follows = follows;
    session
        .openedProperty()
        .subscribe((before, now) ->
            written.set(
                written
                    .get()
                    .filter(change -> folder(before).equals(folder(now)) && stands(change))));
  }

  private static Optional<Path> folder(Optional<Session.Opened> opened) {
    return opened.map(o -> o.voyage().project().folder());
  }

  private boolean stands(ProjectWritten change) {
    return session.openedProperty().get().filter(o -> o.yaml().equals(change.after())).isPresent();
  }

  /// Empty when nothing can be taken back.
  public ReadOnlyObjectProperty<Optional<ProjectWritten>> writtenProperty() {
    return written.getReadOnlyProperty();
  }

  /// A second click writes what the file holds already: what the first one changed stays the last
  /// change.
  private void made(ProjectWritten change) {
    if (!change.before().equals(change.after()) && stands(change)) {
      written.set(Optional.of(change));
    }
  }

  /// Changes `slipway.yaml`, and keeps how it was.
  ///
  /// @param command empty where no command does the same
  /// @param then told when it is written
  public void make(String command, Session.Change<ProjectWritten> change, Runnable then) {
    session.change(
        command,
        project -> new Made(change.made(project), followed(project)),
        done -> {
          made(done.written());
          then.run();
          told(done.failed());
        });
  }

  /// @param failed why what follows could not be done
  private record Made(ProjectWritten written, Optional<Problem> failed) {}

  private Optional<Problem> followed(OpenedProject project) {
    try {
      follows.after(project);
      return Optional.empty();
    } catch (ProblemException e) {
      return Optional.of(e.problem());
    }
  }

  private void told(Optional<Problem> failed) {
    failed.ifPresent(problem -> session.problemProperty().set(Optional.of(problem)));
  }

  /// Puts back what the file held before. No command does that.
  public void undo() {
    written
        .get()
        .ifPresent(change ->
            session.change(
                "",
                project -> {
                  session.actions().undo(project, change);
                  return followed(project);
                },
                this::told));
  }
}
