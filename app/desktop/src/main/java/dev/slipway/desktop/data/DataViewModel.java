// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.data;

import dev.slipway.base.Shell;
import dev.slipway.data.ColumnDrift;
import dev.slipway.data.ColumnDrift.Bar;
import dev.slipway.data.DataReport;
import dev.slipway.data.DataStudy;
import dev.slipway.data.sql.BarRows;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.LastChange;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.objective.Project;
import dev.slipway.serving.tensor.TensorSpec;
import dev.slipway.workbench.DataRows.Side;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.report.Voyage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;

/// What is known of the reference and the holdout, and what a person decides about their columns.
public final class DataViewModel {

  /// Classes that a column may have.
  static final List<String> CLASSES =
      List.of("none", "public", "internal", "personal", "sensitive");

  /// What the screen shows.
  ///
  /// @param reports on each of the two files
  /// @param study empty where nobody looked at them to the end
  /// @param inputs of the model that a column can fill; empty where it takes no table
  public record Shown(
      List<DataReport> reports,
      Optional<Recorded<DataStudy>> study,
      List<ColumnLine> columns,
      List<String> inputs) {}

  /// A bar of the shown column.
  ///
  /// @param bar its place
  public record Pick(int bar, Side side) {}

  /// Rows behind a bar.
  ///
  /// @param column that the bar is of
  record Behind(String column, Bar bar, Side side, BarRows rows) {}

  private final Session session;
  private final LastChange last;
  private final ObservableValue<Optional<Shown>> shown;
  private final ObjectProperty<Optional<String>> column =
      new SimpleObjectProperty<>(Optional.empty());
  private final ObjectProperty<Optional<Pick>> pick = new SimpleObjectProperty<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Behind>> behind =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  /// The search for rows that was begun last, which may be over.
  private Optional<Job> search = Optional.empty();

  public DataViewModel(Session session) {
    this.session = session;
    last = new LastChange(session);
    shown =
        session
            .openedProperty()
            .map(opened -> opened.map(Session.Opened::voyage).map(DataViewModel::shown));
    // Rows of other files, or of another column, are not these.
    session
        .openedProperty()
        .subscribe((before, now) -> {
          if (!files(before).equals(files(now))) {
            forget();
          }
        });
    column.subscribe((before, now) -> forget());
  }

  private void forget() {
    search.ifPresent(Job::cancel);
    behind.set(Optional.empty());
    pick.set(Optional.empty());
  }

  private static Shown shown(Voyage voyage) {
    Optional<Project.DataSource> data = voyage.project().project().data();
    return new Shown(
        voyage.data(),
        voyage.study(),
        data.flatMap(source -> voyage.study().map(study -> ColumnLine.all(study.value(), source)))
            .orElse(List.of()),
        inputs(voyage));
  }

  private static List<String> inputs(Voyage voyage) {
    if (voyage.study().filter(study -> study.value().model().noTable()).isPresent()) {
      return List.of();
    }
    List<String> features = voyage.inspection().featureMap().features();
    List<TensorSpec> inputs = voyage.inspection().signature().inputs();
    if (!features.isEmpty()) {
      return features;
    }
    return inputs.size() > 1 ? inputs.stream().map(TensorSpec::name).toList() : List.of();
  }

  private static List<String> files(Optional<Session.Opened> opened) {
    return opened.map(Session.Opened::voyage).stream()
        .flatMap(voyage ->
            voyage.study().map(Recorded::value).stream()
                .flatMap(study ->
                    Stream.of(
                        voyage.project().folder().toString(),
                        study.reference().sha256().hex(),
                        study.holdout().sha256().hex())))
        .toList();
  }

  public ObservableValue<Optional<Shown>> shown() {
    return shown;
  }

  /// The checks that are going on.
  public ReadOnlyObjectProperty<Optional<Job>> runningProperty() {
    return session.works().of(Screen.DATA);
  }

  /// Whether the checks can begin: the project states both files, and none are going on.
  public boolean checkable() {
    return session.project().flatMap(OpenedProject::reference).isPresent()
        && runningProperty().get().isEmpty();
  }

  public String command() {
    return session.dataCommand();
  }

  public void check() {
    session.checkData();
  }

  /// The column that is looked at; one that is gone counts as none.
  public ObjectProperty<Optional<String>> columnProperty() {
    return column;
  }

  Optional<ColumnLine> line() {
    List<ColumnLine> lines =
        Optional.ofNullable(shown.getValue()).flatMap(s -> s).map(Shown::columns).orElse(List.of());
    return lines.stream()
        .filter(line -> column.get().filter(line.name()::equals).isPresent())
        .findFirst()
        .or(() -> lines.stream().findFirst());
  }

  /// The bar that is looked at.
  public ObjectProperty<Optional<Pick>> pickProperty() {
    return pick;
  }

  /// The rows that were asked for last.
  ReadOnlyObjectProperty<Optional<Behind>> behindProperty() {
    return behind.getReadOnlyProperty();
  }

  /// Reads the rows behind the bar that is looked at, and stops reading those of another one: of a
  /// rare value the whole file is read.
  public void find() {
    Optional<OpenedProject> known = session.project();
    Optional<ColumnDrift> drift = line().flatMap(ColumnLine::drift);
    if (known.isEmpty() || drift.isEmpty() || pick.get().isEmpty()) {
      return;
    }
    OpenedProject project = known.get();
    ColumnDrift of = drift.get();
    Pick asked = pick.get().get();
    search.ifPresent(Job::cancel);
    search =
        Optional.of(
            session
                .jobs()
                .start(
                    Texts.of("job.bar"),
                    "",
                    progress ->
                        session
                            .actions()
                            .data()
                            .rows(project, asked.side(), of, asked.bar(), progress),
                    found -> {
                      boolean same =
                          line().flatMap(ColumnLine::drift).equals(drift)
                              && pick.get().equals(Optional.of(asked));
                      if (same && isOpen(project)) {
                        Bar bar = of.bars().get(asked.bar());
                        behind.set(Optional.of(new Behind(of.column(), bar, asked.side(), found)));
                      }
                    }));
  }

  private boolean isOpen(OpenedProject project) {
    return session.project().map(OpenedProject::folder).equals(Optional.of(project.folder()));
  }

  /// Keeps the class of a column; takes it out where none is given.
  public void decide(String name, Optional<String> what) {
    last.make(
        what.map(each -> command() + " --class " + Shell.word(name + "=" + each)).orElse(""),
        project -> session.actions().data().decide(project, name, what),
        () -> {});
  }

  /// Decides for all columns that raised no suspicion.
  public void decideRest() {
    Optional<DataStudy> study = session.voyage().flatMap(Voyage::study).map(Recorded::value);
    study.ifPresent(known ->
        last.make(
            command() + " --class " + Shell.word("*=none"),
            project -> session.actions().data().decideRest(project, known),
            () -> {}));
  }

  /// How many columns [#decideRest] would decide about.
  public long undecided() {
    return Optional.ofNullable(shown.getValue()).flatMap(s -> s).stream()
        .flatMap(s -> s.columns().stream())
        .filter(line -> line.decided().isEmpty() && line.suspicion().isEmpty())
        .count();
  }

  /// Lets a column fill an input of the model; that of its own name where none is given.
  public void map(String name, Optional<String> input) {
    last.make(
        input.map(each -> command() + " --map " + Shell.word(name + "=" + each)).orElse(""),
        project -> session.actions().data().map(project, name, input),
        () -> {});
  }

  /// Whether the last decision can be taken back.
  public ObservableValue<Boolean> undoableProperty() {
    return last.writtenProperty().map(Optional::isPresent);
  }

  public void undo() {
    last.writtenProperty()
        .get()
        .ifPresent(change ->
            session.change(
                "",
                project -> {
                  session.actions().data().undo(project, change);
                  return change;
                },
                done -> {}));
  }
}
