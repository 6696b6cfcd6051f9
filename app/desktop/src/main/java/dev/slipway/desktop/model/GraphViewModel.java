// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.model.GraphLayout.Box;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Session;
import dev.slipway.inspect.Graph;
import dev.slipway.inspect.GraphDetails;
import dev.slipway.inspect.Inspection;
import dev.slipway.inspect.NodeDetails;
import dev.slipway.inspect.WeightHistogram;
import dev.slipway.profile.OperatorTimes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.value.ObservableValue;

/// What is shown of the graph: its layout with some parts collapsed, the box that is looked at and
/// what is known of it, what a search found, and where the time goes.
public final class GraphViewModel {

  private final Session session;
  private final ObservableValue<Optional<Inspection>> inspection;
  private final ReadOnlyObjectWrapper<Optional<GraphLayout>> layout =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final IntegerProperty selected = new SimpleIntegerProperty(-1);
  private final IntegerProperty opened = new SimpleIntegerProperty(-1);
  private final ReadOnlyObjectWrapper<List<Scopes.Scope>> scopes =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Set<String>> collapsed =
      new ReadOnlyObjectWrapper<>(Set.of());
  private final ReadOnlyObjectWrapper<Optional<NodeDetails>> details =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<List<WeightHistogram>> histograms =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Optional<OperatorTimes>> times =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Job>> timing =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final BooleanProperty showsTimes = new SimpleBooleanProperty();
  private final ReadOnlyBooleanWrapper tooLarge = new ReadOnlyBooleanWrapper();
  private final GraphSearch search;
  private Optional<Inspection> laidOut = Optional.empty();
  private Optional<List<NodeDetails>> read = Optional.empty();

  /// How often a layout was asked for: only that of the last time is shown.
  private int asked;

  /// Whether the parts of the graph are known; until then it cannot be arranged by them.
  private boolean partsKnown;

  GraphViewModel(Session session, ObservableValue<Optional<Inspection>> inspection) {
    this.session = session;
    this.inspection = inspection;
    this.search = new GraphSearch(this);
    inspection.subscribe(now -> now.ifPresent(this::begin));
    opened.subscribe(box -> lookAt());
  }

  public GraphSearch search() {
    return search;
  }

  public ObservableValue<Optional<Inspection>> inspection() {
    return inspection;
  }

  /// Arrives a little after the inspection, and again when parts are collapsed; empty until then.
  public ReadOnlyObjectProperty<Optional<GraphLayout>> layoutProperty() {
    return layout.getReadOnlyProperty();
  }

  /// Whether a drawing of all that it begins with would be more than can be seen.
  ReadOnlyBooleanProperty tooLargeProperty() {
    return tooLarge.getReadOnlyProperty();
  }

  /// The box that is in focus; -1 for none.
  public IntegerProperty selectedProperty() {
    return selected;
  }

  /// The box whose details are shown; -1 for none.
  public IntegerProperty openedProperty() {
    return opened;
  }

  ReadOnlyObjectProperty<List<Scopes.Scope>> scopesProperty() {
    return scopes.getReadOnlyProperty();
  }

  /// What the names of the nodes begin with that are drawn as one.
  public ReadOnlyObjectProperty<Set<String>> collapsedProperty() {
    return collapsed.getReadOnlyProperty();
  }

  /// How the opened node is set; arrives a little after it was opened.
  public ReadOnlyObjectProperty<Optional<NodeDetails>> detailsProperty() {
    return details.getReadOnlyProperty();
  }

  /// How the values of the opened node's constants are spread.
  public ReadOnlyObjectProperty<List<WeightHistogram>> histogramsProperty() {
    return histograms.getReadOnlyProperty();
  }

  /// Where the time goes; empty until that was measured.
  public ReadOnlyObjectProperty<Optional<OperatorTimes>> timesProperty() {
    return times.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Optional<Job>> timingProperty() {
    return timing.getReadOnlyProperty();
  }

  /// Whether the boxes are coloured by time.
  public BooleanProperty showsTimesProperty() {
    return showsTimes;
  }

  /// The operator behind the box whose details are shown.
  public Optional<Graph.Node> node() {
    return box(opened.get()).filter(box -> box.node() >= 0).flatMap(box -> node(box.node()));
  }

  Optional<Graph.Node> node(int index) {
    return inspection.getValue().map(known -> known.graph().nodes().get(index));
  }

  Optional<Box> box(int index) {
    return layout
        .get()
        .filter(of -> index >= 0 && index < of.boxes().size())
        .map(of -> of.boxes().get(index));
  }

  /// Looks into a box: a part that is collapsed is drawn in full again.
  public void open(int index) {
    selected.set(index);
    Optional<Box> box = box(index);
    if (box.isPresent() && !box.get().scope().isEmpty()) {
      collapse(box.get().scope(), false);
    } else {
      opened.set(index);
    }
  }

  /// Draws a part as one box, or in full again.
  public void collapse(String prefix, boolean yes) {
    Set<String> next = new TreeSet<>(collapsed.get());
    if (yes) {
      next.removeIf(inner -> inner.startsWith(prefix));
      next.add(prefix);
    } else {
      next.remove(prefix);
    }
    arrange(next);
  }

  /// Draws each part that repeats as one box.
  public void collapseRepeated() {
    arrange(Scopes.repeated(scopes.get()));
  }

  public void expandAll() {
    arrange(Set.of());
  }

  /// Has the runtime say where the time goes, and colours the boxes by it.
  public void time() {
    if (timing.get().isPresent()) {
      return;
    }
    Optional<Inspection> timed = inspection.getValue();
    session
        .opening()
        .shownProject()
        .ifPresent(project ->
            session
                .jobs()
                .start(
                    Texts.of("job.operators"),
                    "",
                    progress -> session.actions().study().operators().times(project, progress),
                    found -> {
                      if (timed.filter(this::isShown).isPresent()) {
                        times.set(Optional.of(found));
                        showsTimes.set(true);
                      }
                    })
                .showIn(timing));
  }

  private void begin(Inspection now) {
    if (laidOut.equals(Optional.of(now))) {
      return;
    }
    boolean other = laidOut.filter(old -> same(old, now)).isEmpty();
    laidOut = Optional.of(now);
    if (other) {
      times.set(Optional.empty());
      showsTimes.set(false);
      read = Optional.empty();
      scopes.set(List.of());
      partsKnown = false;
      tooLarge.set(false);
      show(Optional.empty(), Set.of());
      layOut(now, () -> first(now));
    }
  }

  private boolean isShown(Inspection of) {
    return inspection.getValue().filter(now -> same(now, of)).isPresent();
  }

  private static boolean same(Inspection one, Inspection other) {
    return one.model().sha256().equals(other.model().sha256());
  }

  /// What was found out about a graph.
  ///
  /// @param layout empty where there would be too much to see
  private record Arranged(
      List<Scopes.Scope> scopes, Set<String> collapsed, Optional<GraphLayout> layout) {}

  /// A large graph begins with its outermost parts collapsed.
  private static Arranged first(Inspection now) {
    List<Scopes.Scope> parts = Scopes.of(now.graph());
    boolean large = now.graph().nodes().size() > GraphLayouter.MOST_NODES;
    return arranged(now, parts, large ? Scopes.outermost(parts) : Set.of());
  }

  private static Arranged arranged(Inspection now, List<Scopes.Scope> parts, Set<String> collapse) {
    boolean readable = GraphLayouter.boxes(now.graph(), collapse) <= GraphLayouter.MOST_NODES;
    return new Arranged(
        parts,
        Set.copyOf(collapse),
        readable ? Optional.of(GraphLayouter.layout(now, collapse)) : Optional.empty());
  }

  /// Lays out anew; what is drawn until then stays.
  private void arrange(Set<String> collapse) {
    if (!partsKnown) {
      return;
    }
    List<Scopes.Scope> parts = scopes.get();
    inspection.getValue().ifPresent(now -> layOut(now, () -> arranged(now, parts, collapse)));
  }

  private void layOut(Inspection of, Supplier<Arranged> work) {
    asked++;
    int turn = asked;
    session
        .jobs()
        .start(
            Texts.of("job.layout"),
            "slipway inspect " + session.named(),
            progress -> work.get(),
            found -> {
              if (turn == asked && isShown(of)) {
                partsKnown = true;
                scopes.set(found.scopes());
                if (found.layout().isPresent()) {
                  show(found.layout(), found.collapsed());
                }
                tooLarge.set(layout.get().isEmpty());
              }
            })
        .stateProperty()
        .subscribe(state -> {
          // Nothing is drawn of it, so that it begins anew when the model is opened again.
          if (turn == asked
              && !partsKnown
              && (state == Job.State.FAILED || state == Job.State.CANCELLED)) {
            laidOut = Optional.empty();
          }
        });
  }

  private void show(Optional<GraphLayout> now, Set<String> without) {
    collapsed.set(without);
    selected.set(-1);
    opened.set(-1);
    layout.set(now);
    search.look();
  }

  /// Reads what the opened node is made of, outside the window's thread.
  private void lookAt() {
    details.set(Optional.empty());
    histograms.set(List.of());
    int node = box(opened.get()).map(Box::node).orElse(-1);
    Optional<Inspection> now = inspection.getValue();
    if (node < 0 || now.isEmpty()) {
      return;
    }
    var model = now.get().model();
    int looked = opened.get();
    Optional<List<NodeDetails>> known = read;
    session
        .jobs()
        .start(
            Texts.of("job.node"),
            "",
            progress -> {
              List<NodeDetails> all = known.isPresent() ? known.get() : GraphDetails.nodes(model);
              return new Found(all, GraphDetails.histograms(model, node));
            },
            found -> {
              if (inspection.getValue().equals(now) && opened.get() == looked) {
                read = Optional.of(found.all());
                details.set(Optional.of(found.all().get(node)));
                histograms.set(found.histograms());
              }
            });
  }

  private record Found(List<NodeDetails> all, List<WeightHistogram> histograms) {}
}
