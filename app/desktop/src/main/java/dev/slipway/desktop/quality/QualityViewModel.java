// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.quality;

import dev.slipway.base.Verdict;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.evaluate.ChampionComparison;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.objective.Objectives.Quality;
import dev.slipway.workbench.HoldoutRows.HoldoutRow;
import dev.slipway.workbench.project.Recorded;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
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

  private final Session session;
  private final ObservableValue<Optional<Shown>> shown;
  private final ReadOnlyObjectWrapper<Optional<CellRows>> cell =
      new ReadOnlyObjectWrapper<>(Optional.empty());
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
    // Rows of another project, or of another model, are not these.
    session.openedProperty().subscribe(opened -> cell.set(Optional.empty()));
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
    session
        .project()
        .ifPresent(project ->
            session
                .jobs()
                .start(
                    Texts.of("job.cell"),
                    "",
                    progress ->
                        session.actions().study().rows().answered(project, truth, answer, progress),
                    found -> {
                      if (session.project().filter(project::equals).isPresent()) {
                        cell.set(Optional.of(new CellRows(truth, answer, found)));
                      }
                    }));
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
