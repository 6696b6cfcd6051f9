// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.checklist.Checklist;
import dev.slipway.desktop.RecordedSession;
import dev.slipway.desktop.overview.NextSteps.Hero;
import dev.slipway.desktop.overview.OverviewViewModel.Overview;
import dev.slipway.desktop.overview.OverviewViewModel.Step;
import dev.slipway.desktop.parts.Formats.Quantity;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.session.Judging;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OverviewViewModelTest {

  @TempDir private Path temp;

  @Test
  void aFreshProjectHasOneHeroAndNoWarning() throws Exception {
    try (var fresh = RecordedSession.fresh(temp)) {
      Overview overview = overview(fresh.session());
      Hero hero = overview.hero().orElseThrow();

      assertTrue(hero.fresh());
      assertEquals(
          List.of("Measure, about 20 s", "Evaluate, a few seconds", "Export, about 1 min"),
          hero.steps().stream().map(s -> s.action().title() + ", " + s.time()).toList());
      assertEquals(Optional.of(Action.MEASURE), hero.now().map(NextSteps.Step::action));
      assertEquals(List.of(), overview.tiles());
      assertEquals(List.of(), overview.links());
      assertEquals(Optional.empty(), overview.outdated());
      assertEquals(
          List.of(
              "latency p95 ≤ 10 ms",
              "latency p99 ≤ 25 ms",
              "accuracy floor 0.92",
              "cost of a month ≤ 400 USD/month",
              "image ≤ 250 MB"),
          overview.stated());
    }
  }

  @Test
  void qualityComesFirstWithItsValueAgainstTheFloor() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      List<Tile> tiles = overview(recorded.session()).tiles();

      assertEquals(
          new Tile(
              "Accuracy",
              Optional.of(new Quantity("0.9912", "")),
              "floor 0.92",
              "met",
              Tone.GOOD,
              "n = 114 · 95 % interval 0.9520 to 0.9984",
              tiles.getFirst().because(),
              Optional.of(new Tile.Gauge(0.9912, 0.92, false)),
              Screen.QUALITY),
          tiles.getFirst());
      assertEquals(
          List.of("Accuracy", "Latency p95", "Latency p99", "Cost a month", "Image"),
          tiles.stream().map(Tile::title).toList());
    }
  }

  /// What nobody measured is not inconclusive.
  @Test
  void anImageThatWasNotBuiltHasNoVerdict() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      Tile image = overview(recorded.session()).tiles().getLast();

      assertEquals("not measured yet", image.word());
      assertEquals(Tone.OPEN, image.tone());
      assertEquals(Optional.empty(), image.value());
    }
  }

  @Test
  void verdictsFollowAChangedObjective() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      Session session = recorded.session();
      change(session, "floor: 0.92", "floor: 0.999");

      Tile quality = overview(session).tiles().getFirst();

      assertEquals("floor 0.999", quality.stated());
      assertEquals("not met", quality.word());
      assertEquals(
          Optional.of("Quality fails"),
          overview(session).links().stream().map(NextSteps.Link::title).findFirst());
    }
  }

  /// The answers of the service were kept, and are judged by the new limit at once.
  @Test
  void anotherLimitLeavesNothingStale() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      Session session = recorded.session();
      new Judging(session).again();
      List<String> before = stale(session);

      change(session, "p99: 25 ms", "p99: 30 ms");

      assertEquals(before, stale(session));
      assertEquals("≤ 30 ms", overview(session).tiles().get(2).stated());
    }
  }

  /// But for the floor's date: what was recorded of it was held to all objectives together.
  private static List<String> stale(Session session) {
    return session.voyage().orElseThrow().checklist().lines().stream()
        .filter(line -> line.state() == Checklist.State.STALE)
        .filter(line -> !line.item().id().equals("goal-model-floor"))
        .map(line -> line.item().id())
        .toList();
  }

  @Test
  void whatIsStaleStandsInOneBannerThatMendsIt() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      Session session = recorded.session();
      change(session, "version: 1.0.0", "version: 1.1.0");

      Overview overview = overview(session);

      assertEquals(
          Optional.of(
              new NextSteps.Outdated(
                  List.of(
                      "Quality: it is of release 1.0.0+9a121685c617",
                      "Profile: it is of release 1.0.0+9a121685c617",
                      "Verify: it is of release 1.0.0+9a121685c617"),
                  Action.EVALUATE)),
          overview.outdated());
      assertEquals("stale", overview.tiles().getFirst().word());
    }
  }

  @Test
  void countsTheItemsOfAllSevenSteps() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      List<Step> steps = overview(recorded.session()).steps();

      assertEquals(List.of(1, 2, 3, 4, 5, 6, 7), steps.stream().map(Step::number).toList());
      assertTrue(
          steps.stream().allMatch(s -> s.total() > 0 && s.met() <= s.total()), steps::toString);
    }
  }

  private static void change(Session session, String before, String after) {
    String yaml = session.openedProperty().get().orElseThrow().yaml();
    session.write(yaml, yaml.replace(before, after), () -> {});
  }

  private static Overview overview(Session session) {
    return Optional.ofNullable(new OverviewViewModel(session).overview().getValue())
        .flatMap(o -> o)
        .orElseThrow();
  }
}
