// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Searches on a grid of a real model that was measured whole. The grid was measured on a busy
/// machine; see docs/benchmarks.md.
@Tag("bench")
final class SearchTest {

  private static final Path ROOT = Path.of(System.getProperty("slipway.root"));
  private static final Path MODEL = ROOT.resolve("sample-projects/penguin-species/model.onnx");
  private static final int SEEDS = 20;

  private GridFile grid;

  @BeforeEach
  void readTheGrid() throws Exception {
    Path csv = ROOT.resolve("app/core/src/test/resources/search-grid.csv");
    grid = GridFile.read(csv, MODEL);
    assertEquals(grid.space().size(), grid.readings().size(), "points in the file");
  }

  @Test
  void findsNearlyTheBestThroughputWithATenthOfThePoints() throws Exception {
    findsNearlyTheBest(new SearchGoal(SearchGoal.Most.THROUGHPUT, Optional.empty()));
  }

  @Test
  void findsNearlyTheBestThroughputWithinALatency() throws Exception {
    findsNearlyTheBest(
        new SearchGoal(SearchGoal.Most.THROUGHPUT, Optional.of(Duration.ofNanos(40_000))));
  }

  @Test
  void findsNearlyTheLeastProcessorTime() throws Exception {
    findsNearlyTheBest(new SearchGoal(SearchGoal.Most.CPU, Optional.empty()));
  }

  private void findsNearlyTheBest(SearchGoal goal) throws Exception {
    double best =
        grid.readings().values().stream()
            .filter(goal::holds)
            .mapToDouble(goal::worth)
            .max()
            .orElseThrow();
    List<Double> reached = new ArrayList<>();
    for (long seed = 1; seed <= SEEDS; seed++) {
      Set<SearchSpace.Point> seen = new HashSet<>();
      SearchResult result = search(goal, seed, seen);

      assertTrue(result.holds(), "seed " + seed + " keeps the latency");
      assertTrue(seen.size() <= 0.10 * grid.space().size(), seen.size() + " points");
      reached.add(goal.worth(result.best()) / best);
    }
    System.out.println(goal + ": of the best " + reached.stream().sorted().toList());
    assertTrue(
        reached.stream().allMatch(share -> share >= 0.95),
        "of the best, by seed: " + reached.stream().sorted().toList());
  }

  @Test
  void theFrontHoldsNothingThatAnotherBeats() throws Exception {
    var goal = new SearchGoal(SearchGoal.Most.THROUGHPUT, Optional.empty());
    Set<SearchSpace.Point> seen = new HashSet<>();

    SearchResult result = search(goal, 3, seen);

    List<PointReading> all = seen.stream().map(this::reading).toList();
    assertEquals(
        new HashSet<>(all.stream().filter(one -> all.stream().noneMatch(one::beatenBy)).toList()),
        new HashSet<>(result.front()));
  }

  @Test
  void stopsWhenItIsCancelled() {
    Thread.currentThread().interrupt();

    assertThrows(
        InterruptedException.class,
        () -> search(new SearchGoal(SearchGoal.Most.CPU, Optional.empty()), 1, new HashSet<>()));
  }

  @Test
  void endsWithinItsBudget() throws Exception {
    var goal = new SearchGoal(SearchGoal.Most.THROUGHPUT, Optional.empty());
    var effort = new Search.Effort(Duration.ofSeconds(20), 1000, Duration.ofMillis(250));

    SearchResult result =
        new Search(request(goal, 1), effort, (at, length) -> reading(at), Progress.NONE).run();

    assertTrue(result.spent().toSeconds() <= 20, result.spent().toString());
    assertTrue(result.seen() >= 10, result.seen() + " points");
  }

  private SearchResult search(SearchGoal goal, long seed, Set<SearchSpace.Point> seen)
      throws Exception {
    var effort =
        new Search.Effort(Duration.ofHours(1), grid.space().size() / 10, Duration.ofMillis(250));
    return new Search(
            request(goal, seed),
            effort,
            (at, length) -> {
              seen.add(at);
              return reading(at);
            },
            Progress.NONE)
        .run();
  }

  private SearchRequest request(SearchGoal goal, long seed) {
    return new SearchRequest(grid.space(), goal, List.of(), Duration.ofHours(1), seed);
  }

  private PointReading reading(SearchSpace.Point at) {
    return Objects.requireNonNull(grid.readings().get(at));
  }
}
