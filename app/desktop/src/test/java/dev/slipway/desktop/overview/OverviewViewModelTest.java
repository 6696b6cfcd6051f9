// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.desktop.RecordedSession;
import dev.slipway.desktop.overview.OverviewViewModel.Overview;
import dev.slipway.desktop.overview.OverviewViewModel.Step;
import dev.slipway.desktop.parts.Figure;
import dev.slipway.desktop.parts.Tone;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OverviewViewModelTest {

  @TempDir private Path temp;

  @Test
  void showsTheQualityWithIntervalSampleSizeAndVerdict() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      Figure quality = overview(recorded).figures().getLast();

      assertEquals(
          new Figure(
              "Quality, accuracy",
              "0.9912",
              "",
              "n = 114 · 95 % interval 0.9520 to 0.9984",
              "met",
              Tone.GOOD,
              Optional.empty()),
          quality);
    }
  }

  @Test
  void everyLatencyCarriesItsSampleSize() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      List<Figure> latencies = overview(recorded).figures().subList(0, 2);

      assertTrue(
          latencies.stream().allMatch(f -> f.context().contains("n = ")), latencies::toString);
    }
  }

  @Test
  void countsTheItemsOfAllSevenSteps() throws Exception {
    try (var recorded = new RecordedSession(temp)) {
      List<Step> steps = overview(recorded).steps();

      assertEquals(List.of(1, 2, 3, 4, 5, 6, 7), steps.stream().map(Step::number).toList());
      assertTrue(
          steps.stream().allMatch(s -> s.total() > 0 && s.met() <= s.total()), steps::toString);
    }
  }

  private static Overview overview(RecordedSession recorded) {
    return Optional.ofNullable(new OverviewViewModel(recorded.session()).overview().getValue())
        .flatMap(o -> o)
        .orElseThrow();
  }
}
