// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.overview;

import dev.slipway.checklist.Checklist;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.desktop.session.StageStates;
import dev.slipway.workbench.report.Stage;
import dev.slipway.workbench.report.Stage.Standing;
import dev.slipway.workbench.report.Stage.State;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What to do next, as the stages and the checklist say it.
final class NextSteps {

  private static final int MOST = 4;

  /// The first round through the voyage, as one picture.
  ///
  /// @param now the step to take; empty where all are taken
  /// @param fresh whether none was taken
  record Hero(List<Step> steps, Optional<Step> now, boolean fresh) {}

  /// @param time what it takes, in words
  record Step(Action action, String text, String time, boolean done) {}

  /// What no longer holds.
  ///
  /// @param lines one a stage
  /// @param action what mends the first of them
  record Outdated(List<String> lines, Action action) {}

  /// A link.
  record Link(String title, String text, Tone tone, Screen screen) {}

  private final Session.Opened opened;
  private final List<Standing> standings;

  NextSteps(Session.Opened opened, List<Standing> standings) {
    this.opened = opened;
    this.standings = standings;
  }

  private boolean begun(Stage stage) {
    return Standing.of(stage, standings).state() != State.NOT_BEGUN;
  }

  /// Shown until each of its steps was taken once.
  Optional<Hero> hero() {
    boolean scorable = opened.voyage().project().holdout().isPresent();
    List<Step> steps =
        List.of(
            new Step(
                Action.MEASURE,
                Texts.of("overview.hero-measure"),
                Texts.of("overview.hero-measure-time"),
                begun(Stage.PROFILE)),
            new Step(
                scorable ? Action.EVALUATE : Action.NAME_DATA,
                Texts.of(scorable ? "overview.hero-evaluate" : "overview.hero-no-holdout"),
                Texts.of(
                    scorable ? "overview.hero-evaluate-time" : "overview.hero-no-holdout-time"),
                begun(Stage.QUALITY)),
            new Step(
                Action.EXPORT,
                Texts.of("overview.hero-export"),
                Texts.of("overview.hero-export-time"),
                begun(Stage.EXPORT)));
    Optional<Step> now =
        steps.stream()
            .filter(step -> !step.done() && step.action() != Action.NAME_DATA)
            .findFirst();
    return now.map(step ->
        new Hero(
            steps, now, !begun(Stage.PROFILE) && !begun(Stage.QUALITY) && !begun(Stage.EXPORT)));
  }

  /// All that is stale in one place. Items of the checklist alone wait for the first round, which
  /// mends most of them.
  Optional<Outdated> outdated() {
    Set<Stage> resting = EnumSet.of(Stage.COST, Stage.CHECKLIST);
    List<Standing> stale = standings.stream().filter(each -> each.state() == State.STALE).toList();
    List<Standing> first = stale.stream().filter(each -> !resting.contains(each.stage())).toList();
    List<Standing> shown = first.isEmpty() ? stale : first;
    if (shown.isEmpty() || (first.isEmpty() && hero().isPresent())) {
      return Optional.empty();
    }
    return Optional.of(
        new Outdated(
            shown.stream()
                .map(each ->
                    Texts.of(
                        "overview.stale-line",
                        Texts.of(StageStates.screen(each.stage()).key()),
                        each.because()))
                .toList(),
            mending(shown.getFirst().stage())));
  }

  private Action mending(Stage stage) {
    return switch (stage) {
      case QUALITY -> Action.EVALUATE;
      case PROFILE, COST -> Action.MEASURE;
      case EXPORT -> Action.EXPORT;
      case VERIFY -> Action.VERIFY;
      case DATA -> Action.CHECK_DATA;
      case CHECKLIST, MODEL, OBJECTIVES -> most();
    };
  }

  /// What mends the most items of the checklist.
  private Action most() {
    Map<Action, Long> mended =
        opened.voyage().checklist().lines().stream()
            .filter(line -> line.state() == Checklist.State.STALE)
            .flatMap(line -> line.commands().stream().limit(1))
            .map(NextSteps::action)
            .collect(Collectors.groupingBy(each -> each, Collectors.counting()));
    return mended.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(Action.JUDGE);
  }

  private static Action action(String command) {
    return switch (screen(command)) {
      case QUALITY -> Action.EVALUATE;
      case PROFILE -> Action.MEASURE;
      case EXPORT -> Action.EXPORT;
      case VERIFY -> Action.VERIFY;
      case DATA -> Action.CHECK_DATA;
      default -> Action.JUDGE;
    };
  }

  /// What fails, what comes next, and what the checklist names; each leads to a screen.
  List<Link> links() {
    var links = new ArrayList<Link>();
    for (Standing each : standings) {
      if (each.state() == State.FAILING && each.stage() != Stage.CHECKLIST) {
        Screen screen = StageStates.screen(each.stage());
        links.add(
            new Link(
                Texts.of("overview.fails", Texts.of(screen.key())),
                each.because(),
                Tone.BAD,
                screen));
      }
    }
    if (begun(Stage.EXPORT) && !begun(Stage.VERIFY)) {
      links.add(
          new Link(Texts.of("verify.run"), Texts.of("verify.run-tip"), Tone.OPEN, Screen.VERIFY));
    }
    for (Checklist.Line line : opened.voyage().checklist().next()) {
      links.add(
          new Link(
              line.item().title(),
              line.item().how(),
              Tone.of(line.state()),
              line.commands().stream()
                  .findFirst()
                  .map(NextSteps::screen)
                  .orElse(Screen.CHECKLIST)));
    }
    return links.stream().limit(MOST).toList();
  }

  /// Where the window does what a command does.
  static Screen screen(String command) {
    String[] words = command.split(" ", 3);
    return switch (words.length > 1 ? words[1] : "") {
      case "evaluate" -> Screen.QUALITY;
      case "profile", "search", "variants", "measure" -> Screen.PROFILE;
      case "plan" -> Screen.COST;
      case "export" -> Screen.EXPORT;
      case "verify" -> Screen.VERIFY;
      case "data" -> Screen.DATA;
      case "inspect", "import", "predict" -> Screen.MODEL;
      case "set", "init" -> Screen.OBJECTIVES;
      default -> Screen.CHECKLIST;
    };
  }
}
