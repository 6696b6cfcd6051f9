// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import dev.slipway.desktop.checklist.ChecklistView;
import dev.slipway.desktop.checklist.ChecklistViewModel;
import dev.slipway.desktop.cost.CostView;
import dev.slipway.desktop.cost.CostViewModel;
import dev.slipway.desktop.cost.TrafficViewModel;
import dev.slipway.desktop.data.DataView;
import dev.slipway.desktop.data.DataViewModel;
import dev.slipway.desktop.data.RulesViewModel;
import dev.slipway.desktop.export.ExportView;
import dev.slipway.desktop.export.ExportViewModel;
import dev.slipway.desktop.history.HistoryView;
import dev.slipway.desktop.history.HistoryViewModel;
import dev.slipway.desktop.model.ModelView;
import dev.slipway.desktop.model.ModelViewModel;
import dev.slipway.desktop.model.PlaygroundViewModel;
import dev.slipway.desktop.objectives.ObjectivesView;
import dev.slipway.desktop.objectives.ObjectivesViewModel;
import dev.slipway.desktop.overview.OverviewView;
import dev.slipway.desktop.overview.OverviewViewModel;
import dev.slipway.desktop.parts.Chooser;
import dev.slipway.desktop.parts.Saver;
import dev.slipway.desktop.parts.WhenShown;
import dev.slipway.desktop.profile.ProfilePage;
import dev.slipway.desktop.profile.ProfileView;
import dev.slipway.desktop.profile.ProfileViewModel;
import dev.slipway.desktop.profile.RunsView;
import dev.slipway.desktop.profile.RunsViewModel;
import dev.slipway.desktop.profile.SearchView;
import dev.slipway.desktop.profile.SearchViewModel;
import dev.slipway.desktop.profile.VariantsView;
import dev.slipway.desktop.profile.VariantsViewModel;
import dev.slipway.desktop.quality.QualityView;
import dev.slipway.desktop.quality.QualityViewModel;
import dev.slipway.desktop.session.Appearance;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.desktop.settings.SettingsView;
import dev.slipway.desktop.settings.SettingsViewModel;
import dev.slipway.desktop.verify.VerifyView;
import dev.slipway.desktop.verify.VerifyViewModel;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.Node;

/// Makes each screen with its view model, once it is shown.
public final class Screens {

  private Screens() {}

  /// @param chooser asks for a file
  /// @param saver asks where a file is to be written
  /// @param folders shows a folder in the system's own window for files
  public static Map<Screen, Node> of(
      Session session,
      Appearance appearance,
      Chooser chooser,
      Saver saver,
      Consumer<Path> folders) {
    var screens = new EnumMap<Screen, Node>(Screen.class);
    screens.put(
        Screen.OVERVIEW,
        new WhenShown(() -> new OverviewView(new OverviewViewModel(session), session)));
    screens.put(
        Screen.MODEL,
        new WhenShown(() ->
            new ModelView(new ModelViewModel(session), new PlaygroundViewModel(session), chooser)));
    screens.put(
        Screen.OBJECTIVES,
        new WhenShown(() -> new ObjectivesView(new ObjectivesViewModel(session))));
    screens.put(
        Screen.QUALITY,
        new WhenShown(() -> new QualityView(new QualityViewModel(session), chooser)));
    screens.put(
        Screen.PROFILE,
        new WhenShown(() ->
            new ProfilePage(
                session.profileTabProperty(),
                () -> new ProfileView(new ProfileViewModel(session), chooser, saver),
                () -> new SearchView(new SearchViewModel(session)),
                () -> new VariantsView(new VariantsViewModel(session)),
                () -> new RunsView(new RunsViewModel(session)))));
    screens.put(
        Screen.DATA,
        new WhenShown(() -> new DataView(new DataViewModel(session), new RulesViewModel(session))));
    screens.put(
        Screen.COST,
        new WhenShown(
            () -> new CostView(new CostViewModel(session), new TrafficViewModel(session))));
    screens.put(
        Screen.EXPORT,
        new WhenShown(() -> new ExportView(new ExportViewModel(session, folders), session)));
    screens.put(Screen.VERIFY, new WhenShown(() -> new VerifyView(new VerifyViewModel(session))));
    screens.put(
        Screen.CHECKLIST, new WhenShown(() -> new ChecklistView(new ChecklistViewModel(session))));
    screens.put(
        Screen.HISTORY, new WhenShown(() -> new HistoryView(new HistoryViewModel(session))));
    screens.put(
        Screen.SETTINGS,
        new WhenShown(() -> new SettingsView(appearance, new SettingsViewModel(session), chooser)));
    return screens;
  }
}
