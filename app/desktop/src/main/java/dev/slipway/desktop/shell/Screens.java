// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import dev.slipway.desktop.model.ModelView;
import dev.slipway.desktop.model.ModelViewModel;
import dev.slipway.desktop.overview.OverviewView;
import dev.slipway.desktop.overview.OverviewViewModel;
import dev.slipway.desktop.profile.ProfileView;
import dev.slipway.desktop.profile.ProfileViewModel;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import java.util.EnumMap;
import java.util.Map;
import javafx.scene.Node;

/// Makes each screen with its view model.
public final class Screens {

  private Screens() {}

  public static Map<Screen, Node> of(Session session) {
    var screens = new EnumMap<Screen, Node>(Screen.class);
    screens.put(Screen.OVERVIEW, new OverviewView(new OverviewViewModel(session), session));
    screens.put(Screen.MODEL, new ModelView(new ModelViewModel(session)));
    screens.put(Screen.PROFILE, new ProfileView(new ProfileViewModel(session)));
    return screens;
  }
}
