// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.parts;

import dev.slipway.base.WorkEvent;
import dev.slipway.measure.load.LoadSoFar;
import dev.slipway.profile.search.SearchSoFar;
import dev.slipway.verify.service.ServiceSoFar;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/// Draws what work has found so far, as its kind is drawn. Of a kind that nobody draws, nothing is
/// shown.
final class SnapshotPane extends StackPane {

  SnapshotPane() {
    setMinSize(0, 0);
  }

  void show(WorkEvent.Snapshot seen) {
    switch (seen) {
      case LoadSoFar load -> at(LiveLoad.class, LiveLoad::new).show(load);
      case SearchSoFar search -> at(LiveFront.class, LiveFront::new).show(search);
      case ServiceSoFar service -> at(LiveService.class, LiveService::new).show(service);
      default -> getChildren().clear();
    }
  }

  private <N extends Node> N at(Class<N> kind, Supplier<N> make) {
    if (getChildren().size() == 1 && kind.isInstance(getChildren().getFirst())) {
      return kind.cast(getChildren().getFirst());
    }
    N made = make.get();
    getChildren().setAll(made);
    return made;
  }
}
