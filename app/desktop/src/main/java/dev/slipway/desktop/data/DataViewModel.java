// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.data;

import dev.slipway.data.DataReport;
import dev.slipway.desktop.session.Session;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;

/// The data reports, each under the name that `slipway.yaml` gives it.
public final class DataViewModel {

  private final ObservableValue<Optional<List<DataReport>>> reports;

  public DataViewModel(Session session) {
    reports = session.openedProperty().map(opened -> opened.map(o -> o.voyage().data()));
  }

  public ObservableValue<Optional<List<DataReport>>> reports() {
    return reports;
  }
}
