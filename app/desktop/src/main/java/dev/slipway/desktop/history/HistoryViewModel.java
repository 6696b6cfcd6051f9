// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.history;

import dev.slipway.desktop.export.ReleaseNoteModel;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.workbench.history.Event;
import dev.slipway.workbench.history.Found;
import dev.slipway.workbench.history.History;
import dev.slipway.workbench.history.History.Pair;
import dev.slipway.workbench.history.Trend;
import dev.slipway.workbench.project.OpenedProject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The project's history, which two releases are compared, and the bundles of a release note.
public final class HistoryViewModel {

  private final Session session;
  private final ReadOnlyObjectWrapper<Optional<History>> history =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final StringProperty query = new SimpleStringProperty("");
  private final StringProperty before = new SimpleStringProperty("");
  private final StringProperty after = new SimpleStringProperty("");
  private final BooleanProperty onlyDifferent = new SimpleBooleanProperty(false);
  private final StringProperty bundle = new SimpleStringProperty("");
  private final ReleaseNoteModel note;

  public HistoryViewModel(Session session) {
    this.session = session;
    note = new ReleaseNoteModel(session, bundle);
    session.openedProperty().subscribe((was, now) -> look());
    session.screenProperty().subscribe(screen -> look());
  }

  /// Reads it, once somebody looks at it.
  private void look() {
    if (session.screenProperty().get() != Screen.HISTORY) {
      return;
    }
    session
        .project()
        .ifPresent(project ->
            session
                .jobs()
                .start(
                    Texts.of("job.history"),
                    "",
                    progress -> session.actions().history(project),
                    found -> show(project, found)));
  }

  private void show(OpenedProject project, History found) {
    if (bundle.get().isBlank()) {
      bundle.set(Formats.home(project.bundleFolder().toString()));
    }
    history.set(Optional.of(found));
    List<String> releases = found.releases();
    if (!releases.contains(after.get()) || !releases.contains(before.get())) {
      after.set(releases.isEmpty() ? "" : releases.getFirst());
      before.set(releases.size() < 2 ? after.get() : releases.get(1));
    }
  }

  /// Empty until somebody looked.
  public ReadOnlyObjectProperty<Optional<History>> historyProperty() {
    return history.getReadOnlyProperty();
  }

  /// Words that an event must hold to be listed.
  public StringProperty queryProperty() {
    return query;
  }

  /// The release that is compared with [#afterProperty].
  public StringProperty beforeProperty() {
    return before;
  }

  public StringProperty afterProperty() {
    return after;
  }

  /// Whether values that are the same are left out.
  public BooleanProperty onlyDifferentProperty() {
    return onlyDifferent;
  }

  /// The bundle that follows, in a release note.
  public StringProperty bundleProperty() {
    return bundle;
  }

  /// What changes when one bundle follows another one.
  public ReleaseNoteModel releaseNote() {
    return note;
  }

  /// The events under the filter, newest first.
  public List<Event> events() {
    String words = query.get().strip().toLowerCase(Locale.ROOT);
    return history.get().map(History::events).orElse(List.of()).stream()
        .filter(event -> words.isEmpty() || said(event).contains(words))
        .toList();
  }

  private static String said(Event event) {
    return (title(event)
            + " "
            + event.release()
            + " "
            + event.command()
            + " "
            + String.join(" ", event.told()))
        .toLowerCase(Locale.ROOT);
  }

  /// What was done, in words.
  public static String title(Event event) {
    return Texts.find("history.stage." + event.stage()).orElse(event.stage());
  }

  public List<String> releases() {
    return history.get().map(History::releases).orElse(List.of());
  }

  /// The values of both releases.
  public List<Pair> pairs() {
    return history
        .get()
        .map(known -> known.compared(before.get(), after.get()))
        .orElse(List.of())
        .stream()
        .filter(pair -> !onlyDifferent.get() || pair.differs())
        .toList();
  }

  /// The numbers of a trend, oldest first.
  public List<Found> points(Trend trend) {
    return history.get().map(known -> known.of(trend)).orElse(List.of());
  }

  /// A share as a person reads it: `+12 %`.
  public static String change(double share) {
    return String.format(Locale.ROOT, "%+.0f %%", share * 100);
  }
}
