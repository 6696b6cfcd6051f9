// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.quality;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.base.Verdict;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.evaluate.ChampionComparison;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.evaluate.Residuals;
import dev.slipway.objective.Objectives.Quality;
import dev.slipway.workbench.HoldoutRows.AnsweredRow;
import dev.slipway.workbench.HoldoutRows.HoldoutRow;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.report.Voyage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;

/// The evaluation on rows that the model has not seen, and the comparison with the champion.
public final class QualityViewModel {

  /// What the screen shows.
  ///
  /// @param hasData whether the project states labelled rows
  /// @param quality what the judged metric must reach, where the project says so
  public record Shown(
      boolean hasData,
      Optional<Recorded<Evaluation>> evaluation,
      Optional<Recorded<ChampionComparison>> champion,
      Optional<Quality> quality) {

    /// Of all rows; empty without a floor.
    Optional<Verdict> verdict() {
      return evaluation.flatMap(e -> quality.map(asked -> asked.judge(e.value())));
    }

    /// Of one group; empty without a floor.
    Optional<Verdict> verdict(Evaluation.Slice slice) {
      return evaluation.flatMap(e -> quality.map(asked -> asked.judge(e.value(), slice)));
    }
  }

  /// Rows of the holdout with their true class and the model's answer.
  record CellRows(String truth, String answer, List<HoldoutRow> rows) {}

  /// Rows of the holdout that a group is of.
  record GroupRows(Evaluation.Slice slice, List<HoldoutRow> rows) {}

  /// Rows of the holdout that a regression is off by as much as a bin says.
  record OffRows(Residuals.Bin bin, List<AnsweredRow> rows) {}

  /// What rows were found in: those of another project, model or evaluation are others.
  private record Searched(Path folder, Sha256 model, Optional<Recorded<Evaluation>> evaluation) {
    static Searched of(Voyage voyage) {
      return new Searched(
          voyage.project().folder(), voyage.inspection().model().sha256(), voyage.evaluation());
    }
  }

  private final Session session;
  private final ObservableValue<Optional<Shown>> shown;
  private final ReadOnlyObjectWrapper<Optional<CellRows>> cell =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<GroupRows>> group =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<OffRows>> off =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ObjectProperty<Optional<Integer>> bin =
      new SimpleObjectProperty<>(Optional.empty());

  /// The search that was begun last, by what shows it.
  private final Map<ReadOnlyObjectWrapper<?>, Object> newest = new HashMap<>();

  private Optional<Searched> searched = Optional.empty();

  private final StringProperty champion = new SimpleStringProperty("");
  private final StringProperty allowed = new SimpleStringProperty("0");

  public QualityViewModel(Session session) {
    this.session = session;
    shown =
        session
            .openedProperty()
            .map(opened ->
                opened
                    .map(Session.Opened::voyage)
                    .map(voyage ->
                        new Shown(
                            voyage.project().project().data().isPresent(),
                            voyage.evaluation(),
                            voyage.champion(),
                            voyage.project().project().objectives().quality())));
    session
        .openedProperty()
        .subscribe(opened -> forget(opened.map(Session.Opened::voyage).map(Searched::of)));
  }

  /// Forgets rows that were found, or are looked for, in something else; a project that is only
  /// read again is the same.
  private void forget(Optional<Searched> now) {
    if (now.equals(searched)) {
      return;
    }
    searched = now;
    newest.clear();
    cell.set(Optional.empty());
    group.set(Optional.empty());
    off.set(Optional.empty());
    bin.set(Optional.empty());
  }

  public ObservableValue<Optional<Shown>> shown() {
    return shown;
  }

  public ReadOnlyObjectProperty<Optional<Job>> runningProperty() {
    return session.works().of(Screen.QUALITY);
  }

  /// The file of the champion.
  public StringProperty championProperty() {
    return champion;
  }

  /// How much worse the model may be, as it is typed.
  public StringProperty allowedProperty() {
    return allowed;
  }

  /// What is wrong with the allowed regression as it is typed; blank while nothing is.
  public String complaint() {
    return tolerance().isEmpty() ? Texts.of("quality.bad-allowed") : "";
  }

  /// Whether a comparison can begin.
  public boolean comparable() {
    return !champion.get().isBlank()
        && tolerance().isPresent()
        && runningProperty().get().isEmpty();
  }

  public String command() {
    return session.evaluateCommand();
  }

  public void evaluate() {
    session.evaluate();
  }

  /// The rows of a cell of the confusion matrix, where one was asked for.
  ReadOnlyObjectProperty<Optional<CellRows>> cellProperty() {
    return cell.getReadOnlyProperty();
  }

  /// Finds the rows of one class that the model answers with another or the same.
  void find(String truth, String answer) {
    look(
        Texts.of("job.cell"),
        (project, progress) ->
            new CellRows(
                truth,
                answer,
                session.actions().study().rows().answered(project, truth, answer, progress)),
        cell);
  }

  /// The rows of a group, where one was asked for.
  ReadOnlyObjectProperty<Optional<GroupRows>> groupProperty() {
    return group.getReadOnlyProperty();
  }

  /// Finds the rows of a group.
  void findGroup(Evaluation.Slice slice) {
    look(
        Texts.of("job.bar"),
        (project, progress) ->
            new GroupRows(slice, session.actions().study().rows().of(project, slice)),
        group);
  }

  /// Looks for rows of the project.
  @FunctionalInterface
  private interface Look<T> {
    T at(OpenedProject project, Progress progress) throws ProblemException, InterruptedException;
  }

  /// Shows the rows that were asked for last: an earlier search may end later.
  private <T> void look(String title, Look<T> look, ReadOnlyObjectWrapper<Optional<T>> in) {
    session
        .project()
        .ifPresent(project -> {
          var asked = new Object();
          newest.put(in, asked);
          session
              .jobs()
              .start(
                  title,
                  "",
                  progress -> look.at(project, progress),
                  found -> {
                    if (asked.equals(newest.get(in))) {
                      in.set(Optional.of(found));
                    }
                  });
        });
  }

  /// The bin of the residuals that is looked at, by its place.
  public ObjectProperty<Optional<Integer>> binProperty() {
    return bin;
  }

  /// The rows of a bin of the residuals, where one was asked for.
  ReadOnlyObjectProperty<Optional<OffRows>> offProperty() {
    return off.getReadOnlyProperty();
  }

  /// Finds the rows of the bin that is looked at.
  public void findOff() {
    List<Residuals.Bin> bins =
        Optional.ofNullable(shown.getValue()).flatMap(s -> s).flatMap(Shown::evaluation).stream()
            .flatMap(recorded -> recorded.value().residuals().stream())
            .flatMap(residuals -> residuals.bins().stream())
            .toList();
    bin.get()
        .filter(place -> place < bins.size())
        .ifPresent(place -> {
          Residuals.Bin of = bins.get(place);
          boolean last = place == bins.size() - 1;
          look(
              Texts.of("job.bar"),
              (project, progress) ->
                  new OffRows(
                      of, session.actions().study().rows().off(project, of, last, progress)),
              off);
        });
  }

  public void challenge() {
    tolerance()
        .filter(tolerance -> comparable())
        .ifPresent(
            tolerance -> session.challenge(Formats.fromHome(champion.get().strip()), tolerance));
  }

  private Optional<Double> tolerance() {
    try {
      double value = Double.parseDouble(allowed.get().strip());
      return value >= 0 && Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }
}
