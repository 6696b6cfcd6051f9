// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.base.Shell;
import dev.slipway.base.Words;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.measure.load.Tier;
import dev.slipway.profile.compare.Comparison;
import dev.slipway.workbench.CompareModels.Side;
import dev.slipway.workbench.KeptRun;
import dev.slipway.workbench.RunComparison;
import dev.slipway.workbench.project.OpenedProject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/// The profiles that are kept, two of them side by side, and what a run in turns says of both.
public final class RunsViewModel {

  private final Session session;
  private final ReadOnlyObjectWrapper<List<KeptRun>> runs = new ReadOnlyObjectWrapper<>(List.of());
  private final ObjectProperty<Optional<KeptRun>> before =
      new SimpleObjectProperty<>(Optional.empty());
  private final ObjectProperty<Optional<KeptRun>> after =
      new SimpleObjectProperty<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<RunComparison>> compared =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Comparison>> inTurns =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private Optional<Instant> newest = Optional.empty();
  private String project = "";

  public RunsViewModel(Session session) {
    this.session = session;
    session.openedProperty().subscribe(opened -> opened.ifPresent(this::look));
    before.subscribe(chosen -> compare());
    after.subscribe(chosen -> compare());
  }

  /// Reads the runs again where there may be others.
  private void look(Session.Opened opened) {
    Optional<Instant> last = opened.voyage().profile().map(profile -> profile.value().at());
    OpenedProject now = opened.voyage().project();
    String records = now.records();
    if (last.equals(newest) && records.equals(project)) {
      return;
    }
    if (!records.equals(project)) {
      show(List.of());
    }
    newest = last;
    project = records;
    session
        .jobs()
        .start(
            Texts.of("job.runs"),
            "",
            progress -> session.actions().runs().list(now),
            found -> {
              if (records.equals(project)) {
                show(found);
              }
            });
  }

  /// The last two, unless the user chose others that are still there.
  private void show(List<KeptRun> found) {
    List<KeptRun> old = runs.get();
    Optional<KeptRun> a = before.get().flatMap(run -> named(run.name(), found));
    Optional<KeptRun> b = after.get().flatMap(run -> named(run.name(), found));
    boolean kept = a.isPresent() && b.isPresent() && !areLast(old);
    runs.set(found);
    after.set(kept ? b : found.stream().findFirst());
    before.set(kept ? a : found.stream().skip(1).findFirst());
  }

  private boolean areLast(List<KeptRun> all) {
    return after.get().equals(all.stream().findFirst())
        && before.get().equals(all.stream().skip(1).findFirst());
  }

  private static Optional<KeptRun> named(String name, List<KeptRun> all) {
    return all.stream().filter(run -> run.name().equals(name)).findFirst();
  }

  private void compare() {
    inTurns.set(Optional.empty());
    compared.set(
        before.get().flatMap(a -> after.get().map(b -> session.actions().runs().compare(a, b))));
  }

  /// Newest first.
  public ReadOnlyObjectProperty<List<KeptRun>> runsProperty() {
    return runs.getReadOnlyProperty();
  }

  /// A, the one that is compared with.
  public ObjectProperty<Optional<KeptRun>> beforeProperty() {
    return before;
  }

  /// B.
  public ObjectProperty<Optional<KeptRun>> afterProperty() {
    return after;
  }

  /// Empty until two are chosen.
  public ReadOnlyObjectProperty<Optional<RunComparison>> comparedProperty() {
    return compared.getReadOnlyProperty();
  }

  /// What running both in turns said; empty until they ran.
  public ReadOnlyObjectProperty<Optional<Comparison>> inTurnsProperty() {
    return inTurns.getReadOnlyProperty();
  }

  /// The measurement that is going on.
  public ReadOnlyObjectProperty<Optional<Job>> runningProperty() {
    return session.measuringProperty();
  }

  /// `28 Nov 2026, 22:31 UTC · original · standard`
  static String title(KeptRun run) {
    return Texts.of(
        "runs.title", Formats.time(run.at()), run.model(), Words.id(run.profile().tier()));
  }

  /// The command line that shows the same; empty where a run's profile is not in its folder any
  /// more, without which it fails.
  public Optional<String> command() {
    return compared.get().isEmpty()
        ? Optional.of("slipway compare RUN RUN --kept")
        : comparing(KeptRun::stored).map(line -> line + " --kept");
  }

  /// The command line that runs both in turns; empty where they cannot.
  public Optional<String> turns() {
    return comparing(KeptRun::repeatable);
  }

  /// @param able what both must be
  private Optional<String> comparing(Predicate<KeptRun> able) {
    return compared
        .get()
        .filter(both -> able.test(both.a()) && able.test(both.b()))
        .map(both -> Shell.line("slipway", "compare", both.a().name(), both.b().name()));
  }

  /// Why they cannot run in turns; empty when they can.
  public Optional<String> obstacle() {
    Optional<RunComparison> both = compared.get();
    if (both.isEmpty()) {
      return Optional.of(Texts.of("runs.choose-two"));
    }
    if (both.get().a().equals(both.get().b())) {
      return Optional.of(Texts.of("runs.same"));
    }
    return turns().isPresent() ? Optional.empty() : Optional.of(Texts.of("runs.gone"));
  }

  /// Runs both in turns, a quick tier.
  public void runInTurns() {
    if (obstacle().isPresent() || runningProperty().get().isPresent()) {
      return;
    }
    RunComparison both = compared.get().orElseThrow();
    Job job =
        session
            .jobs()
            .start(
                Texts.of("job.turns"),
                turns().orElseThrow(),
                progress ->
                    session
                        .actions()
                        .comparing()
                        .compare(
                            side(both.a()), side(both.b()), Optional.empty(), Tier.QUICK, progress),
                found -> {
                  if (compared.get().equals(Optional.of(both))) {
                    inTurns.set(Optional.of(found));
                  }
                });
    session.works().show(Screen.PROFILE, job);
  }

  private static Side side(KeptRun run) {
    return new Side(run.name(), Optional.empty(), Optional.empty());
  }
}
