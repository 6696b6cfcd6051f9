// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.session.ProfileTab;
import java.util.List;
import javafx.beans.property.Property;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.StackPane;

/// The screen of the profile: measurement, search, variants, kept runs.
public final class ProfilePage extends StackPane {

  private static final List<ProfileTab> ORDER = List.of(ProfileTab.values());

  /// @param shown which tab is selected, and is set by a click
  public ProfilePage(
      Property<ProfileTab> shown,
      ProfileView profile,
      SearchView search,
      VariantsView variants,
      RunsView runs) {
    var tabs =
        new TabPane(
            tab(Texts.of("profile.tab"), "profile-tab", profile),
            tab(Texts.of("search.tab"), "search-tab", search),
            tab(Texts.of("variants.tab"), "variants-tab", variants),
            tab(Texts.of("runs.tab"), "runs-tab", runs));
    tabs.setId("profile-tabs");
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    var selection = tabs.getSelectionModel();
    shown.subscribe(tab -> selection.select(ORDER.indexOf(tab)));
    selection
        .selectedIndexProperty()
        .subscribe((before, now) -> shown.setValue(ORDER.get(now.intValue())));
    getStyleClass().addAll(List.of("page"));
    getChildren().setAll(Ui.grow(tabs));
  }

  private static Tab tab(String name, String id, Node content) {
    var tab = new Tab(name, Ui.whole(content));
    tab.setId(id);
    return tab;
  }
}
