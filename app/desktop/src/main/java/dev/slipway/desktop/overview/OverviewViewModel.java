// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.overview;

import dev.slipway.checklist.Checklist;
import dev.slipway.desktop.overview.NextSteps.Hero;
import dev.slipway.desktop.overview.NextSteps.Link;
import dev.slipway.desktop.overview.NextSteps.Outdated;
import dev.slipway.desktop.parts.Texts;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.session.Judging;
import dev.slipway.desktop.session.Session;
import dev.slipway.measure.load.Tier;
import dev.slipway.profile.Profile;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.report.Stage.Standing;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.beans.value.ObservableValue;

/// The state of the voyage: the next step, the objectives with their verdicts, what is stale, the
/// seven steps.
public final class OverviewViewModel {

  private static final int STEPS = 7;

  /// One of the seven steps, as far as its items are met.
  public record Step(int number, String title, int met, int failing, int total) {
    public Tone tone() {
      return failing > 0 ? Tone.BAD : met == total && total > 0 ? Tone.GOOD : Tone.OPEN;
    }
  }

  /// Everything on the screen.
  ///
  /// @param hero the first round, until it is through
  /// @param tiles none while nothing was measured; then only what is stated is shown
  /// @param stated each objective as it is stated, in a few words
  record Overview(
      String decision,
      Optional<Hero> hero,
      List<String> stated,
      List<Tile> tiles,
      Optional<Outdated> outdated,
      List<Link> links,
      List<Step> steps,
      Optional<Recorded<Profile>> profile) {}

  private final Session session;
  private final ObservableValue<Optional<Overview>> overview;

  public OverviewViewModel(Session session) {
    this.session = session;
    overview = session.openedProperty().map(opened -> opened.map(OverviewViewModel::of));
  }

  ObservableValue<Optional<Overview>> overview() {
    return overview;
  }

  /// Goes where an action is to be seen, and begins it.
  void act(Action action) {
    session.screenProperty().set(action.screen());
    switch (action) {
      case MEASURE -> session.profile(Tier.QUICK);
      case EVALUATE -> session.evaluate();
      case CHECK_DATA -> session.checkData();
      case VERIFY -> session.verify();
      case JUDGE -> new Judging(session).again();
      case EXPORT, NAME_DATA -> {
        // the user goes on there
      }
    }
  }

  static Overview of(Session.Opened opened) {
    List<Standing> standings = opened.standings();
    var next = new NextSteps(opened, standings);
    Optional<Hero> hero = next.hero();
    boolean fresh = hero.map(Hero::fresh).orElse(false);
    return new Overview(
        opened.voyage().project().project().objectives().decision().orElse(""),
        hero,
        opened.objectives().stream().map(each -> each.title() + " " + each.stated()).toList(),
        fresh ? List.of() : new ObjectiveTiles(opened, standings).all(),
        next.outdated(),
        fresh ? List.of() : next.links(),
        steps(opened.voyage().checklist()),
        opened.voyage().profile());
  }

  private static List<Step> steps(Checklist checklist) {
    return IntStream.rangeClosed(1, STEPS)
        .mapToObj(number -> step(number, Texts.of("step." + number), checklist))
        .toList();
  }

  private static Step step(int number, String title, Checklist checklist) {
    List<Checklist.State> states =
        checklist.lines().stream()
            .filter(line -> line.item().step() == number)
            .map(Checklist.Line::state)
            .filter(state -> state != Checklist.State.NOT_APPLICABLE)
            .toList();
    int met =
        (int)
            states.stream()
                .filter(s -> s == Checklist.State.PASS || s == Checklist.State.WAIVED)
                .count();
    int failing =
        (int)
            states.stream()
                .filter(s -> s == Checklist.State.FAIL || s == Checklist.State.ERROR)
                .count();
    return new Step(number, title, met, failing, states.size());
  }
}
