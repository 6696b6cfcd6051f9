// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Ui;
import dev.slipway.desktop.parts.WhenChosen;
import dev.slipway.desktop.session.ProfileTab;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.Property;
import javafx.scene.control.TabPane;
import javafx.scene.layout.StackPane;

/// The screen of the profile: measurement, search, variants, kept runs.
public final class ProfilePage extends StackPane {

  private static final List<ProfileTab> ORDER = List.of(ProfileTab.values());

  /// @param shown which tab is selected, and is set by a click
  public ProfilePage(
      Property<ProfileTab> shown,
      Supplier<ProfileView> profile,
      Supplier<SearchView> search,
      Supplier<VariantsView> variants,
      Supplier<RunsView> runs) {
    var tabs =
        new TabPane(
            new WhenChosen(Texts.of("profile.tab"), "profile-tab", profile),
            new WhenChosen(Texts.of("search.tab"), "search-tab", search),
            new WhenChosen(Texts.of("variants.tab"), "variants-tab", variants),
            new WhenChosen(Texts.of("runs.tab"), "runs-tab", runs));
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
}
