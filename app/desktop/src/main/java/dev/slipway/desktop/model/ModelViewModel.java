// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.model;

import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.Session;
import dev.slipway.desktop.session.ShownModel;
import dev.slipway.inspect.Inspection;
import dev.slipway.model.Origin;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;

/// The inspection, and what the runtime says of the model; beside them what the graph shows.
public final class ModelViewModel {

  private final Session session;
  private final ObservableValue<Optional<Inspection>> inspection;
  private final ReadOnlyObjectWrapper<Optional<Inspection>> tried =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper checking = new ReadOnlyBooleanWrapper();
  private final GraphViewModel graph;
  private final ComparisonViewModel comparison;

  public ModelViewModel(Session session) {
    this.session = session;
    inspection = session.opening().shown().map(known -> known.map(ShownModel::inspection));
    inspection.subscribe(now -> {
      if (session.opening().bareModelProperty().get().isPresent()) {
        tried.set(now); // a look has asked the runtime already
      } else if (!same(now, tried.get())) {
        tried.set(Optional.empty());
      }
    });
    graph = new GraphViewModel(session, inspection);
    comparison = new ComparisonViewModel(session);
  }

  public ObservableValue<Optional<Inspection>> inspection() {
    return inspection;
  }

  public GraphViewModel graph() {
    return graph;
  }

  public ComparisonViewModel comparison() {
    return comparison;
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
                  found -> {
                    if (same(Optional.of(found), inspection.getValue())) {
                      tried.set(Optional.of(found));
                    }
                  })
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
}
