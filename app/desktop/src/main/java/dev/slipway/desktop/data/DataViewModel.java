// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.data;

import dev.slipway.data.DataReport;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.workbench.project.OpenedProject;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ObservableValue;

/// The data reports, each under the name that `slipway.yaml` gives it.
public final class DataViewModel {

  private final Session session;
  private final ObservableValue<Optional<List<DataReport>>> reports;

  public DataViewModel(Session session) {
    this.session = session;
    reports = session.openedProperty().map(opened -> opened.map(o -> o.voyage().data()));
  }

  public ObservableValue<Optional<List<DataReport>>> reports() {
    return reports;
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
}
