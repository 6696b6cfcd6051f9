// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Session;
import dev.slipway.desktop.session.ShownModel;
import dev.slipway.inspect.Graph;
import dev.slipway.inspect.Inspection;
import dev.slipway.model.Origin;
import java.util.Optional;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.value.ObservableValue;

/// The inspection, the layout of the graph, and the selected node.
public final class ModelViewModel {

  private final Session session;
  private final ObservableValue<Optional<Inspection>> inspection;
  private final ReadOnlyObjectWrapper<Optional<GraphLayout>> layout =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final IntegerProperty selected = new SimpleIntegerProperty(-1);
  private final ReadOnlyObjectWrapper<Optional<Inspection>> tried =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper checking = new ReadOnlyBooleanWrapper();
  private Optional<Inspection> laidOut = Optional.empty();

  public ModelViewModel(Session session) {
    this.session = session;
    inspection = session.opening().shown().map(known -> known.map(ShownModel::inspection));
    inspection.subscribe(now -> {
      if (session.opening().bareModelProperty().get().isPresent()) {
        tried.set(now); // a look has asked the runtime already
      } else if (!same(now, tried.get())) {
        tried.set(Optional.empty());
      }
      now.ifPresent(this::arrange);
    });
  }

  public ObservableValue<Optional<Inspection>> inspection() {
    return inspection;
  }

  /// Arrives a little after the inspection.
  public ReadOnlyObjectProperty<Optional<GraphLayout>> layoutProperty() {
    return layout.getReadOnlyProperty();
  }

  /// The box that is looked at; -1 for none.
  public IntegerProperty selectedProperty() {
    return selected;
  }

  /// The operator behind the box that is looked at.
  public Optional<Graph.Node> node() {
    return layout
        .get()
        .filter(l -> selected.get() >= 0 && selected.get() < l.boxes().size())
        .map(l -> l.boxes().get(selected.get()).node())
        .filter(index -> index >= 0)
        .flatMap(index -> inspection.getValue().map(i -> i.graph().nodes().get(index)));
  }

  /// The inspection with what the runtime said of the model; empty until it was asked.
  public ReadOnlyObjectProperty<Optional<Inspection>> triedProperty() {
    return tried.getReadOnlyProperty();
  }

  /// Whether the runtime is being asked.
  public ReadOnlyBooleanProperty checkingProperty() {
    return checking.getReadOnlyProperty();
  }

  /// As much as is known of the model.
  public Optional<Inspection> known() {
    return tried.get().or(inspection::getValue);
  }

  /// What the model was before it became ONNX.
  public Optional<Origin> origin() {
    return session.opening().shown().getValue().flatMap(ShownModel::origin);
  }

  /// Asks the runtime, in a process of its own, whether it takes the model.
  public void check() {
    if (checking.get()) {
      return;
    }
    session
        .project()
        .filter(project -> session.opening().bareModelProperty().get().isEmpty())
        .ifPresent(project -> {
          checking.set(true);
          session
              .jobs()
              .start(
                  Texts.of("job.inspect"),
                  command(),
                  progress -> session.actions().inspect(project, progress),
                  found -> tried.set(Optional.of(found)))
              .stateProperty()
              .subscribe(state -> checking.set(state == Job.State.RUNNING));
        });
  }

  public String command() {
    return "slipway inspect "
        + session.opening().shown().getValue().map(ShownModel::named).orElse("PROJECT");
  }

  private static boolean same(Optional<Inspection> one, Optional<Inspection> other) {
    return one.map(i -> i.model().sha256()).equals(other.map(i -> i.model().sha256()));
  }

  private void arrange(Inspection now) {
    if (laidOut.equals(Optional.of(now)) || now.graph().nodes().size() > GraphLayouter.MOST_NODES) {
      return;
    }
    laidOut = Optional.of(now);
    selected.set(-1);
    session
        .jobs()
        .start(
            Texts.of("job.layout"),
            command(),
            progress -> GraphLayouter.layout(now),
            found -> layout.set(Optional.of(found)));
  }
}
