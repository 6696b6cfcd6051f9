// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.verify;

import dev.slipway.base.Finding;
import dev.slipway.base.Shell;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.verify.Verification;
import dev.slipway.workbench.project.Recorded;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;

/// The findings of the last verification, their filter, and the run in progress.
public final class VerifyViewModel {

  /// Which findings to show.
  public enum Filter {
    ALL,
    FAILED,
    NOT_RUN,
    PASSED
  }

  /// What is looked at of a run.
  public enum Show {
    FINDINGS,
    STEPS
  }

  private final Session session;
  private final ObservableValue<Optional<Recorded<Verification>>> recorded;
  private final ObservableValue<Boolean> written;
  private final ObservableValue<String> command;
  private final ObjectProperty<Filter> filter = new SimpleObjectProperty<>(Filter.ALL);
  private final ObjectProperty<Show> show = new SimpleObjectProperty<>(Show.FINDINGS);
  private final ReadOnlyObjectWrapper<Optional<Job>> lastRun =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  public VerifyViewModel(Session session) {
    this.session = session;
    recorded =
        session.openedProperty().map(o -> o.flatMap(opened -> opened.voyage().verification()));
    written =
        session
            .openedProperty()
            .map(o -> o.flatMap(opened -> opened.voyage().bundle()).isPresent());
    command = session.openedProperty().map(VerifyViewModel::command);
    runningProperty().subscribe(job -> job.ifPresent(this::begun));
    session
        .openedProperty()
        .map(o -> o.map(opened -> opened.voyage().project().folder()))
        .subscribe((before, now) -> forget());
  }

  private void begun(Job job) {
    lastRun.set(Optional.of(job));
    show.set(Show.STEPS);
  }

  /// Steps of one project say nothing of another.
  private void forget() {
    lastRun.set(Optional.empty());
    show.set(Show.FINDINGS);
  }

  public ObservableValue<Optional<Recorded<Verification>>> recorded() {
    return recorded;
  }

  public ObjectProperty<Filter> filterProperty() {
    return filter;
  }

  public ReadOnlyObjectProperty<Optional<Job>> runningProperty() {
    return session.works().of(Screen.VERIFY);
  }

  /// The run that goes on, or the last one since the project was opened; its steps are not stored.
  public ReadOnlyObjectProperty<Optional<Job>> lastRunProperty() {
    return lastRun.getReadOnlyProperty();
  }

  /// Whether findings or steps are shown, where there are both.
  public ObjectProperty<Show> showProperty() {
    return show;
  }

  /// The findings under the filter: failed ones first, then those not run.
  public List<Finding> findings() {
    return recorded.getValue().map(r -> r.value().findings()).orElse(List.of()).stream()
        .filter(this::wanted)
        .sorted(java.util.Comparator.comparingInt(VerifyViewModel::rank))
        .toList();
  }

  public long count(Filter which) {
    return recorded
        .getValue()
        .map(r ->
            r.value().findings().stream()
                .filter(f -> which == Filter.ALL || kind(f) == which)
                .count())
        .orElse(0L);
  }

  /// Whether a bundle is there to be verified.
  public ObservableValue<Boolean> writtenProperty() {
    return written;
  }

  public boolean written() {
    return written.getValue();
  }

  /// The command line that does the same.
  public ObservableValue<String> commandProperty() {
    return command;
  }

  private static String command(Optional<Session.Opened> opened) {
    String bundle =
        opened
            .map(Session.Opened::voyage)
            .map(v -> v.bundle().map(b -> b.value().folder()).orElse(v.project().bundleFolder()))
            .map(Shell::word)
            .orElse("BUNDLE");
    return "slipway verify " + bundle;
  }

  public void run() {
    session.verify();
  }

  public void export() {
    session.screenProperty().set(Screen.EXPORT);
  }

  private boolean wanted(Finding finding) {
    return filter.get() == Filter.ALL || kind(finding) == filter.get();
  }

  private static Filter kind(Finding finding) {
    return switch (finding) {
      case Finding.Passed passed -> Filter.PASSED;
      case Finding.Failed failed -> Filter.FAILED;
      case Finding.NotRun notRun -> Filter.NOT_RUN;
    };
  }

  private static int rank(Finding finding) {
    return switch (kind(finding)) {
      case FAILED -> 0;
      case NOT_RUN -> 1;
      case PASSED, ALL -> 2;
    };
  }
}
