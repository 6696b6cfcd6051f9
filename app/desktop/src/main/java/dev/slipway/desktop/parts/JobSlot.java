// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.desktop.jobs.Job;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.StackPane;

/// The place of running work on a screen; it takes no room while nothing runs.
public final class JobSlot extends StackPane {

  private final Optional<String> own;

  /// @param hint what becomes of the work when it is cancelled; may be empty
  public JobSlot(ObservableValue<Optional<Job>> running, String hint, String cancelId) {
    this(running, hint, cancelId, Optional.empty());
  }

  private JobSlot(
      ObservableValue<Optional<Job>> running, String hint, String cancelId, Optional<String> own) {
    this.own = own;
    managedProperty().bind(visibleProperty());
    setVisible(false);
    running.subscribe(job -> {
      job.ifPresent(
          now -> begin(now, new JobCard(now, isOther(now) ? "" : hint, cancelId, own.isPresent())));
      if (job.isEmpty() && !getChildren().stream().allMatch(CancelledCard.class::isInstance)) {
        clear();
      }
    });
  }

  /// The same with the steps of the work and what it counts. Work that was cancelled stays, with
  /// what it had found, until other work runs or the user closes it.
  ///
  /// @param own title of the work that stays; other work runs here too, without the hint, and is
  ///   shown elsewhere
  public static JobSlot watching(
      String own, ObservableValue<Optional<Job>> running, String hint, String cancelId) {
    return new JobSlot(running, hint, cancelId, Optional.of(own));
  }

  private boolean isOther(Job job) {
    return own.isPresent() && !own.get().equals(job.title());
  }

  private void begin(Job job, JobCard card) {
    getChildren().setAll(card);
    setVisible(true);
    if (own.equals(Optional.of(job.title()))) {
      job.stateProperty()
          .subscribe(state -> {
            if (state == Job.State.CANCELLED && !job.steps().isEmpty()) {
              getChildren().setAll(new CancelledCard(job, this::clear));
              setVisible(true);
            }
          });
    }
  }

  private void clear() {
    getChildren().clear();
    setVisible(false);
  }
}
