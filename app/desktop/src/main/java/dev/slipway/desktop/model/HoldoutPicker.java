// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Session;
import dev.slipway.workbench.HoldoutRows.HoldoutRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Picks rows of the holdout to ask about: one by one, or one that the model gets wrong.
public final class HoldoutPicker {

  private final Session session;
  private final Consumer<Map<String, String>> fill;
  private final ReadOnlyObjectWrapper<List<HoldoutRow>> rows =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Optional<HoldoutRow>> picked =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Job>> running =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private boolean asked;

  /// @param fill puts values into the form
  HoldoutPicker(Session session, Consumer<Map<String, String>> fill) {
    this.session = session;
    this.fill = fill;
  }

  /// The first thousand rows, once they were asked for.
  public ReadOnlyObjectProperty<List<HoldoutRow>> rowsProperty() {
    return rows.getReadOnlyProperty();
  }

  /// The row that is in the form.
  public ReadOnlyObjectProperty<Optional<HoldoutRow>> pickedProperty() {
    return picked.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Optional<Job>> runningProperty() {
    return running.getReadOnlyProperty();
  }

  /// Whether the project has rows to pick from.
  public boolean possible() {
    return session
        .opening()
        .shownProject()
        .flatMap(project -> project.project().data())
        .isPresent();
  }

  /// Reads the rows when they are wanted for the first time.
  public void read() {
    if (!asked && possible()) {
      asked = true;
      session
          .opening()
          .shownProject()
          .ifPresent(project ->
              session
                  .jobs()
                  .start(
                      Texts.of("job.holdout"),
                      "",
                      progress -> session.actions().study().rows().first(project),
                      found -> {
                        if (asked) {
                          rows.set(found);
                        }
                      }));
    }
  }

  public void pick(HoldoutRow row) {
    picked.set(Optional.of(row));
    fill.accept(row.values());
  }

  /// Finds the next row that the model gets wrong, outside the window's thread.
  public void misclassified() {
    if (running.get().isPresent()) {
      return;
    }
    int after = picked.get().map(HoldoutRow::number).orElse(-1);
    session
        .opening()
        .shownProject()
        .ifPresent(project ->
            session
                .jobs()
                .start(
                    Texts.of("job.wrong"),
                    "",
                    progress ->
                        session.actions().study().rows().misclassified(project, after, progress),
                    found -> {
                      if (found.isPresent()) {
                        pick(found.get());
                      } else {
                        session.tell(Texts.of("play.none-wrong"), Texts.of("play.none-wrong-text"));
                      }
                    })
                .showIn(running));
  }

  /// Nothing is picked any more, as the values were changed.
  void forget() {
    picked.set(Optional.empty());
  }

  /// Another project has other rows.
  void reset() {
    asked = false;
    rows.set(List.of());
    picked.set(Optional.empty());
  }
}
