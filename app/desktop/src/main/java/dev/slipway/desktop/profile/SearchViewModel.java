// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.LastChange;
import dev.slipway.desktop.session.Session;
import dev.slipway.desktop.session.Tuning;
import dev.slipway.profile.search.PointReading;
import dev.slipway.profile.search.SearchGoal.Most;
import dev.slipway.profile.search.SearchSpace;
import dev.slipway.workbench.SearchSettings;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.search.PricedSearch;
import dev.slipway.workbench.search.PricedSearch.Priced;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;

/// The search for better settings, its result, and the selected point.
public final class SearchViewModel {

  /// One way to run the model that was measured.
  ///
  /// @param front whether no other beats it in everything
  public record MeasuredPoint(Priced priced, boolean front, boolean best, boolean today) {

    public PointReading reading() {
      return priced.reading();
    }

    public SearchSpace.Point point() {
      return reading().point();
    }

    /// Likely cost of a month, beyond all others where there is no price.
    double month() {
      return priced
          .month()
          .map(range -> range.likely().amount().doubleValue())
          .orElse(Double.MAX_VALUE);
    }
  }

  /// What the last search found.
  ///
  /// @param seen the best by the goal first, then the rest of the front, then what is beaten
  public record Found(Recorded<PricedSearch> recorded, List<MeasuredPoint> seen) {
    public Found {
      seen = List.copyOf(seen);
    }
  }

  private final Session session;
  private final ObjectProperty<Most> goal = new SimpleObjectProperty<>(Most.THROUGHPUT);
  private final ObjectProperty<Duration> budget = new SimpleObjectProperty<>(Tuning.BUDGET);
  private final ObservableValue<Optional<Found>> found;
  private final ObjectProperty<Optional<MeasuredPoint>> chosen =
      new SimpleObjectProperty<>(Optional.empty());
  private final LastChange last;
  private final Tuning tuning;

  public SearchViewModel(Session session) {
    this.session = session;
    this.last = new LastChange(session);
    this.tuning = new Tuning(session);
    this.found =
        session
            .openedProperty()
            .map(
                opened -> opened.flatMap(o -> o.voyage().search().map(search -> found(search, o))));
    found.subscribe(now -> chosen.set(now.map(this::stillChosen)));
  }

  /// What the user looks at stays, whatever else became of the project; the best at first.
  private MeasuredPoint stillChosen(Found now) {
    return now.seen().stream()
        .filter(seen -> chosen.get().filter(c -> c.point().equals(seen.point())).isPresent())
        .findFirst()
        .orElse(now.seen().getFirst());
  }

  private static Found found(Recorded<PricedSearch> recorded, Session.Opened opened) {
    PricedSearch result = recorded.value();
    SearchSpace.Point today = SearchSettings.today(opened.voyage().project());
    List<MeasuredPoint> seen = new ArrayList<>();
    Stream.of(Stream.of(result.best()), result.front().stream(), result.beaten().stream())
        .flatMap(readings -> readings)
        .filter(one -> seen.stream().noneMatch(other -> other.priced().equals(one)))
        .forEach(one ->
            seen.add(
                new MeasuredPoint(
                    one,
                    result.front().contains(one),
                    one.equals(result.best()),
                    one.reading().point().equals(today))));
    return new Found(recorded, seen);
  }

  public ObjectProperty<Most> goalProperty() {
    return goal;
  }

  public ObjectProperty<Duration> budgetProperty() {
    return budget;
  }

  public ObservableValue<Optional<Found>> found() {
    return found;
  }

  public ObjectProperty<Optional<MeasuredPoint>> chosenProperty() {
    return chosen;
  }

  public LastChange lastChange() {
    return last;
  }

  public ReadOnlyObjectProperty<Optional<Job>> runningProperty() {
    return session.measuringProperty();
  }

  /// The same as [#command], for the project that is open.
  public ObservableValue<String> commands() {
    return session.openedProperty().map(opened -> command());
  }

  public String command() {
    return tuning.searchCommand(goal.get(), budget.get());
  }

  /// Goes on where an earlier search of the same model on this machine was.
  public void run() {
    tuning.search(goal.get(), budget.get());
  }

  /// Writes the chosen settings into `slipway.yaml`. No command does that: `--use` writes the best.
  public void use() {
    chosen
        .get()
        .ifPresent(seen ->
            last.make(
                "",
                project -> session.actions().use(project, seen.point()),
                () -> session.tell(Texts.of("search.used"), Texts.of("search.used-below"))));
  }

  /// The chosen settings and all that was measured of them, as lines that can be pasted in a table.
  public String asText() {
    var lines = new StringBuilder(Texts.of("search.copy-head").replace('|', '\t')).append('\n');
    found
        .getValue()
        .ifPresent(now ->
            now.seen()
                .forEach(
                    seen -> lines.append(String.join("\t", SearchWords.cells(seen))).append('\n')));
    return lines.toString();
  }
}
