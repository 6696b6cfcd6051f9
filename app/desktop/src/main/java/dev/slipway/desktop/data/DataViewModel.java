// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.data;

import dev.slipway.data.DataReport;
import dev.slipway.data.Evaluation;
import dev.slipway.desktop.session.Session;
import dev.slipway.workbench.Recorded;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;

/// The data reports, and how the model answers on the holdout.
public final class DataViewModel {

  /// What the screen shows; each report under the name that `slipway.yaml` gives it.
  public record Shown(
      List<DataReport> reports, Optional<Recorded<Evaluation>> evaluation, Optional<Double> floor) {
    public Shown {
      reports = List.copyOf(reports);
    }
  }

  private final Session session;
  private final ObservableValue<Optional<Shown>> shown;

  public DataViewModel(Session session) {
    this.session = session;
    shown =
        session
            .openedProperty()
            .map(opened ->
                opened
                    .map(Session.Opened::voyage)
                    .map(voyage ->
                        new Shown(
                            voyage.data(),
                            voyage.evaluation(),
                            voyage
                                .project()
                                .project()
                                .objectives()
                                .quality()
                                .map(q -> q.floor()))));
  }

  public ObservableValue<Optional<Shown>> shown() {
    return shown;
  }

  public String command() {
    return "slipway evaluate " + session.named();
  }

  public void evaluate() {
    session.evaluate();
  }
}
