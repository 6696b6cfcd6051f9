// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.shell;

import dev.slipway.base.Shell;
import dev.slipway.desktop.jobs.Job;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.session.ProfileTab;
import dev.slipway.desktop.session.ReportPage;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.desktop.session.Tuning;
import dev.slipway.measure.load.Tier;
import dev.slipway.profile.search.SearchGoal.Most;
import java.util.ArrayList;
import java.util.List;

/// All actions that can be taken from anywhere.
final class Commands {

  /// What belongs to the window and not to the project.
  interface WindowVerbs {
    void choose();

    void chooseFolder();

    /// Gives the focus to the main action of the screen that is shown.
    void enter();

    void toggleTheme();

    /// Shows the assistant for the model that is looked at.
    void begin();

    void showPalette();

    void showKeys();
  }

  private final Session session;
  private final WindowVerbs window;
  private final Tuning tuning;
  private final ReportPage report;

  Commands(Session session, WindowVerbs window) {
    this.session = session;
    this.window = window;
    this.tuning = new Tuning(session);
    this.report = new ReportPage(session);
  }

  /// As they stand now.
  List<Command> all() {
    var all = new ArrayList<Command>();
    List<Screen> screens = List.of(Screen.values());
    for (int i = 0; i < screens.size(); i++) {
      all.add(goTo(screens.get(i), i + 1));
    }
    all.addAll(measuring());
    all.addAll(finding());
    all.addAll(shipping());
    all.addAll(anytime());
    return all;
  }

  private Command goTo(Screen screen, int digit) {
    return new Command(
        "go." + screen.name(),
        Texts.of("command.go", Texts.of(screen.key())),
        screen.icon(),
        screen == Screen.SETTINGS ? "Shortcut+Comma" : digit < 10 ? "Shortcut+" + digit : "",
        "",
        true,
        () -> go(screen));
  }

  /// Who goes by keys goes on by keys there.
  private void go(Screen screen) {
    session.screenProperty().set(screen);
    window.enter();
  }

  private List<Command> measuring() {
    boolean open = session.project().isPresent();
    boolean idle = open && session.measuringProperty().get().isEmpty();
    String named = session.named();
    return List.of(
        new Command(
            "open",
            Texts.of("command.open"),
            "fth-folder",
            "Shortcut+O",
            "slipway inspect PROJECT",
            true,
            window::choose),
        new Command(
            "open-folder",
            Texts.of("command.open-folder"),
            "fth-folder-plus",
            "Shortcut+Shift+O",
            "slipway inspect PROJECT",
            true,
            window::chooseFolder),
        new Command(
            "reload",
            Texts.of("command.reload"),
            "fth-refresh-cw",
            "F5",
            "slipway inspect " + named,
            open,
            session::reload),
        profile(Tier.QUICK, "command.profile-quick", "Shortcut+R", idle),
        profile(Tier.STANDARD, "command.profile-standard", "Shortcut+Shift+R", idle),
        profile(Tier.CERTIFY, "command.profile-certify", "", idle),
        new Command(
            "evaluate",
            Texts.of("command.evaluate"),
            "fth-target",
            "",
            "slipway evaluate " + named,
            open,
            session::evaluate),
        new Command(
            "check-data",
            Texts.of("command.check-data"),
            "fth-database",
            "",
            session.dataCommand(),
            open,
            () -> {
              session.screenProperty().set(Screen.DATA);
              session.checkData();
            }));
  }

  private List<Command> finding() {
    boolean idle = session.project().isPresent() && session.measuringProperty().get().isEmpty();
    return List.of(
        new Command(
            "runs",
            Texts.of("command.runs"),
            "fth-columns",
            "",
            "slipway compare RUN RUN --kept",
            session.project().isPresent(),
            () -> show(ProfileTab.RUNS)),
        search(Most.THROUGHPUT, "command.search-throughput", idle),
        search(Most.LATENCY, "command.search-latency", idle),
        search(Most.CPU, "command.search-cpu", idle),
        search(Most.MEMORY, "command.search-memory", idle),
        new Command(
            "variants",
            Texts.of("command.variants"),
            "fth-layers",
            "",
            tuning.variantsCommand(),
            idle,
            () -> {
              show(ProfileTab.VARIANTS);
              tuning.tryVariants();
            }));
  }

  private List<Command> shipping() {
    boolean open = session.project().isPresent();
    String named = session.named();
    return List.of(
        new Command(
            "export",
            Texts.of("command.export"),
            "fth-package",
            "Shortcut+E",
            "slipway export " + named,
            open,
            () -> go(Screen.EXPORT)),
        new Command(
            "verify",
            Texts.of("command.verify"),
            "fth-shield",
            "Shortcut+Shift+V",
            "slipway verify BUNDLE",
            open,
            session::verify),
        new Command(
            "review",
            Texts.of("command.review"),
            "fth-check-square",
            "",
            "slipway checklist " + named,
            open,
            session::review),
        new Command(
            "report",
            Texts.of("command.report"),
            "fth-file-text",
            "",
            report.command(),
            open,
            report::write));
  }

  private List<Command> anytime() {
    var looked = session.opening().bareModelProperty().get();
    return List.of(
        new Command(
            "begin",
            Texts.of("command.begin"),
            "fth-file-plus",
            "Shortcut+N",
            looked
                .map(model -> Shell.line("slipway", "init", "--model", model.named()))
                .orElse("slipway init --model MODEL"),
            looked.isPresent(),
            window::begin),
        new Command(
            "cancel",
            Texts.of("command.cancel"),
            "fth-x-circle",
            "Shortcut+Period",
            "",
            !session.jobs().running().isEmpty(),
            () -> List.copyOf(session.jobs().running()).forEach(Job::cancel)),
        new Command(
            "theme",
            Texts.of("command.theme"),
            "fth-moon",
            "Shortcut+Shift+L",
            "",
            true,
            window::toggleTheme),
        new Command(
            "keys", Texts.of("command.keys"), "fth-help-circle", "F1", "", true, window::showKeys),
        new Command(
            "palette",
            Texts.of("command.palette"),
            "fth-command",
            "Shortcut+K",
            "",
            true,
            window::showPalette));
  }

  private Command profile(Tier tier, String key, String keys, boolean available) {
    return new Command(
        "profile." + tier.name(),
        Texts.of(key),
        "fth-activity",
        keys,
        session.profileCommand(tier),
        available,
        () -> {
          show(ProfileTab.PROFILE);
          session.profile(tier);
        });
  }

  private Command search(Most goal, String key, boolean available) {
    return new Command(
        "search." + goal.name(),
        Texts.of(key),
        "fth-search",
        "",
        tuning.searchCommand(goal, Tuning.BUDGET),
        available,
        () -> {
          show(ProfileTab.SEARCH);
          tuning.search(goal, Tuning.BUDGET);
        });
  }

  private void show(ProfileTab tab) {
    session.screenProperty().set(Screen.PROFILE);
    session.profileTabProperty().set(tab);
  }
}
