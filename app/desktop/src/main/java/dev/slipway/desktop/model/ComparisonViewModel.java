// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Formats;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Session;
import dev.slipway.inspect.Inspection;
import dev.slipway.inspect.compare.GraphComparison;
import dev.slipway.inspect.compare.GraphComparison.Change;
import dev.slipway.workbench.CompareGraphs.Compared;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.VariantForm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Holds the graph of the model against that of another file, and goes from difference to
/// difference.
public final class ComparisonViewModel {

  /// How a node stands.
  public enum State {
    REMOVED,
    ADDED,
    CHANGED
  }

  /// A difference.
  ///
  /// @param model position of the node in the project's model; -1 where it is added
  /// @param other position of the node in the other model; -1 where it is removed
  /// @param changes what differs, where the node is in both
  public record Difference(State state, String name, int model, int other, List<Change> changes) {
    public Difference {
      changes = List.copyOf(changes);
    }
  }

  /// What there is to hold the model against.
  record Suggestion(String name, Path file) {}

  /// Both graphs with their places.
  record Drawn(Compared compared, Optional<GraphLayout> model, Optional<GraphLayout> other) {}

  private final Session session;
  private final StringProperty other = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<List<Suggestion>> suggestions =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Optional<Drawn>> drawn =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<List<Difference>> differences =
      new ReadOnlyObjectWrapper<>(List.of());
  private Map<Integer, State> inModel = Map.of();
  private Map<Integer, State> inOther = Map.of();
  private final ObjectProperty<Optional<Difference>> selected =
      new SimpleObjectProperty<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Job>> running =
      new ReadOnlyObjectWrapper<>(Optional.empty());

  ComparisonViewModel(Session session) {
    this.session = session;
    session
        .openedProperty()
        .subscribe(opened -> {
          suggestions.set(
              opened.map(now -> suggestions(now.voyage().project(), now)).orElse(List.of()));
          boolean same =
              drawn
                  .get()
                  .map(of -> of.compared().model().model().sha256())
                  .equals(opened.map(now -> now.voyage().inspection().model().sha256()));
          if (!same) {
            clear();
          }
        });
  }

  /// The file or project that the model is held against.
  public StringProperty otherProperty() {
    return other;
  }

  ReadOnlyObjectProperty<List<Suggestion>> suggestionsProperty() {
    return suggestions.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Optional<Drawn>> drawnProperty() {
    return drawn.getReadOnlyProperty();
  }

  /// All of them, those that were removed first, then those added, then the changed ones.
  public ReadOnlyObjectProperty<List<Difference>> differencesProperty() {
    return differences.getReadOnlyProperty();
  }

  /// The difference that is looked at.
  public ObjectProperty<Optional<Difference>> selectedProperty() {
    return selected;
  }

  public ReadOnlyObjectProperty<Optional<Job>> runningProperty() {
    return running.getReadOnlyProperty();
  }

  public boolean ready() {
    return !other.get().isBlank() && running.get().isEmpty();
  }

  void compareWith(Path file) {
    other.set(Formats.home(file.toString()));
    compare();
  }

  public void compare() {
    if (!ready()) {
      return;
    }
    Path file = Formats.fromHome(other.get().strip());
    session
        .opening()
        .shownProject()
        .ifPresent(project ->
            session
                .jobs()
                .start(
                    Texts.of("job.graphs"),
                    "",
                    progress -> {
                      Compared found =
                          session.actions().study().graphs().compare(project, file, progress);
                      return new Drawn(found, laidOut(found.model()), laidOut(found.other()));
                    },
                    this::show)
                .showIn(running));
  }

  /// Which state a node of the project's model has; empty where it is the same in both.
  Optional<State> ofModel(int node) {
    return Optional.ofNullable(inModel.get(node));
  }

  /// The same of a node of the other model.
  Optional<State> ofOther(int node) {
    return Optional.ofNullable(inOther.get(node));
  }

  private void show(Drawn found) {
    selected.set(Optional.empty());
    tell(differences(found.compared()));
    drawn.set(Optional.of(found));
  }

  private void clear() {
    selected.set(Optional.empty());
    drawn.set(Optional.empty());
    tell(List.of());
  }

  private void tell(List<Difference> all) {
    inModel = states(all, Difference::model);
    inOther = states(all, Difference::other);
    differences.set(all);
  }

  /// Every box that is drawn asks for its own.
  private static Map<Integer, State> states(List<Difference> all, ToIntFunction<Difference> place) {
    Map<Integer, State> states = new HashMap<>();
    all.stream()
        .filter(one -> place.applyAsInt(one) >= 0)
        .forEach(one -> states.putIfAbsent(place.applyAsInt(one), one.state()));
    return states;
  }

  private static Optional<GraphLayout> laidOut(Inspection inspection) {
    return inspection.graph().nodes().size() > GraphLayouter.MOST_NODES
        ? Optional.empty()
        : Optional.of(GraphLayouter.layout(inspection, Set.of()));
  }

  private static List<Difference> differences(Compared found) {
    List<Difference> all = new ArrayList<>();
    GraphComparison comparison = found.comparison();
    var before = found.model().graph().nodes();
    var after = found.other().graph().nodes();
    comparison
        .removed()
        .forEach(node ->
            all.add(
                new Difference(
                    State.REMOVED, GraphComparison.named(before.get(node)), node, -1, List.of())));
    comparison
        .added()
        .forEach(node ->
            all.add(
                new Difference(
                    State.ADDED, GraphComparison.named(after.get(node)), -1, node, List.of())));
    comparison
        .changed()
        .forEach(match ->
            all.add(
                new Difference(
                    State.CHANGED,
                    GraphComparison.named(before.get(match.before())),
                    match.before(),
                    match.after(),
                    match.changes())));
    return all;
  }

  /// Variants that were tried, and the model as it came where a variant ships.
  private static List<Suggestion> suggestions(OpenedProject project, Session.Opened now) {
    List<Suggestion> found = new ArrayList<>();
    if (project.variant().isPresent()) {
      found.add(new Suggestion(Texts.of("compare.original"), project.original()));
    }
    now.voyage().variants().stream()
        .filter(standing -> standing.trial().isPresent() && !standing.chosen())
        .forEach(standing ->
            found.add(
                new Suggestion(
                    Texts.of("compare.variant", standing.form().text()),
                    VariantForm.file(project, standing.form().text()))));
    return found;
  }
}
