// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

import dev.slipway.workbench.report.Stage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Where each screen's stage stands, with the work that runs on it.
public final class StageStates {

  /// @param running whether work on it goes on
  public record StageState(Stage.Standing standing, boolean running) {

    public boolean is(Stage.State state) {
      return standing.state() == state;
    }
  }

  private final Session session;
  private final ReadOnlyObjectWrapper<Map<Screen, StageState>> states =
      new ReadOnlyObjectWrapper<>(Map.of());

  public StageStates(Session session) {
    this.session = session;
    session.openedProperty().subscribe(opened -> fill());
    session.works().busyProperty().subscribe(busy -> fill());
  }

  /// By screen; empty while no project is open.
  public ReadOnlyObjectProperty<Map<Screen, StageState>> statesProperty() {
    return states.getReadOnlyProperty();
  }

  /// The screen of a stage.
  public static Screen screen(Stage stage) {
    return switch (stage) {
      case MODEL -> Screen.MODEL;
      case OBJECTIVES -> Screen.OBJECTIVES;
      case DATA -> Screen.DATA;
      case QUALITY -> Screen.QUALITY;
      case PROFILE -> Screen.PROFILE;
      case COST -> Screen.COST;
      case EXPORT -> Screen.EXPORT;
      case VERIFY -> Screen.VERIFY;
      case CHECKLIST -> Screen.CHECKLIST;
    };
  }

  private void fill() {
    Optional<Session.Opened> opened = session.openedProperty().get();
    List<Stage.Standing> standings = opened.map(Session.Opened::standings).orElse(List.of());
    Set<Screen> busy = session.works().busyProperty().get();
    var now = new EnumMap<Screen, StageState>(Screen.class);
    for (Stage.Standing standing : standings) {
      Screen screen = screen(standing.stage());
      now.put(screen, new StageState(standing, busy.contains(screen)));
    }
    states.set(now);
  }
}
