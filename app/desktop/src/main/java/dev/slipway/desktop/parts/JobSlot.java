// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.desktop.jobs.Job;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.StackPane;

/// The place of running work on a screen; it takes no room while nothing runs.
public final class JobSlot extends StackPane {

  /// @param hint what becomes of the work when it is cancelled; may be empty
  public JobSlot(ObservableValue<Optional<Job>> running, String hint, String cancelId) {
    managedProperty().bind(visibleProperty());
    running.subscribe(job -> {
      getChildren().setAll(job.map(now -> new JobCard(now, hint, cancelId)).stream().toList());
      setVisible(job.isPresent());
    });
  }
}
