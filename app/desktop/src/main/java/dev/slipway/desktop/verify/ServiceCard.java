// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.verify;

import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Card;
import dev.slipway.desktop.parts.LiveService;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.Width;
import dev.slipway.verify.service.ServiceSoFar;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// The service of a run as it tells of itself; what it told last stays, however the run ended. A
/// run that started no service has none to show.
final class ServiceCard extends VBox {

  private final Card card;
  private final LiveService plots = new LiveService();
  private final Label none = Ui.wrapped(Texts.of("verify.no-service-yet"), "muted");

  ServiceCard(Job run) {
    card = new Card(Texts.of("verify.service"), Texts.of("verify.service-below"), none);
    getChildren().add(Ui.grow(card));
    setId("verify-service");
    Width.WIDE.of(this);
    managedProperty().bind(visibleProperty());
    run.snapshotProperty()
        .subscribe(seen ->
            seen.filter(ServiceSoFar.class::isInstance)
                .map(ServiceSoFar.class::cast)
                .ifPresent(this::draw));
    run.stateProperty().subscribe(state -> setVisible(state == Job.State.RUNNING || isDrawn()));
  }

  private boolean isDrawn() {
    return card.getChildren().contains(plots);
  }

  private void draw(ServiceSoFar service) {
    if (!isDrawn()) {
      card.getChildren().remove(none);
      card.getChildren().add(plots);
    }
    plots.show(service);
  }
}
