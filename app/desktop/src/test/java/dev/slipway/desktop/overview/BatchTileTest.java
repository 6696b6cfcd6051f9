// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Bytes;
import dev.slipway.cost.BatchEstimate;
import dev.slipway.cost.BatchEstimator;
import dev.slipway.cost.PriceBook;
import dev.slipway.desktop.OtherVoyage;
import dev.slipway.desktop.RecordedSession;
import dev.slipway.desktop.parts.Formats.Quantity;
import dev.slipway.desktop.parts.Tone;
import dev.slipway.desktop.session.Screen;
import dev.slipway.desktop.session.Session;
import dev.slipway.measure.machine.Environment;
import dev.slipway.objective.Project;
import dev.slipway.plan.Judgement;
import dev.slipway.score.ScoreSpeed;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.report.Voyage;
import dev.slipway.workbench.report.VoyageObjectives;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tile of the objective on scoring in batch, which no profile measures.
final class BatchTileTest {

  private static final String AVAILABILITY = "availability: 99.9 %";

  @TempDir private Path temp;
  private Session.Opened opened;

  @BeforeEach
  void state() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      Session session = recorded.session();
      String yaml = session.openedProperty().get().orElseThrow().yaml();
      session.write(
          yaml,
          yaml.replace(
              AVAILABILITY,
              AVAILABILITY + "\n  batch: {rows: 50 million, every: day, within: 2 h}"),
          () -> {});
      opened = session.openedProperty().get().orElseThrow();
    }
  }

  private Tile tile(Session.Opened of) {
    return OverviewViewModel.of(of).tiles().stream()
        .filter(tile -> tile.title().equals("Batch done in time"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void isNotMeasuredWhileNothingWasScored() {
    Tile tile = tile(opened);

    assertEquals(Optional.empty(), tile.value());
    assertEquals("50,000,000 rows every day within 2 h", tile.stated());
    assertEquals("not measured yet", tile.word());
    assertEquals(Judgement.NOT_SCORED, tile.conditions());
  }

  @Test
  void showsHowLongARunTakesAgainstItsTime() throws Exception {
    Tile tile = tile(scored(Optional.empty()));

    // 500 s of rows, 2 s until the first, and two minutes until a worker runs.
    assertEquals(Optional.of(new Quantity("10.4", "min")), tile.value());
    assertEquals("met", tile.word());
    assertEquals(Tone.GOOD, tile.tone());
    assertEquals(Optional.of(new Tile.Gauge(622, 7200, true)), tile.gauge());
    assertEquals(Screen.PROFILE, tile.screen());
  }

  @Test
  void isStaleWhereTheRunNoLongerHolds() throws Exception {
    Tile tile = tile(scored(Optional.of("the model has changed since")));

    assertEquals("stale", tile.word());
    assertEquals("no longer holds: the model has changed since", tile.conditions());
  }

  private Session.Opened scored(Optional<String> stale) throws Exception {
    Project project = opened.voyage().project().project();
    var pace = new ScoreSpeed.Paced(1_000_000, Duration.ofSeconds(10));
    var speed =
        new ScoreSpeed(
            Collections.nCopies(5, pace),
            Duration.ofSeconds(52),
            1,
            Bytes.mebibytes(2048),
            Bytes.mebibytes(1024),
            Bytes.mebibytes(1152),
            Environment.here(""));
    BatchEstimate estimate =
        BatchEstimator.estimate(
            project.objectives().batch().orElseThrow(), speed, project, PriceBook.parse(Map.of()));
    var recorded = new Recorded<>(estimate, Instant.EPOCH, stale, "slipway score");
    Voyage voyage = OtherVoyage.scoring(opened.voyage(), recorded);
    var judged =
        Judgement.batch(
            estimate.asked(), VoyageObjectives.ground(Optional.of(recorded), Judgement.NOT_SCORED));
    return new Session.Opened(voyage, List.of(judged), opened.yaml(), opened.rules());
  }
}
