// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.Rate;
import dev.slipway.objective.Objectives.LoadShape;
import dev.slipway.objective.Objectives.Traffic;
import dev.slipway.profile.search.PointReading;
import dev.slipway.profile.search.SearchGoal;
import dev.slipway.profile.search.SearchResult;
import dev.slipway.profile.search.SearchSpace;
import dev.slipway.request.InputSizes;
import dev.slipway.workbench.search.PricedSearch;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is said of the best settings.
final class SearchPageTest {

  @Test
  void aLimitIsNotKeptByRequestsWhoseSizeWasMadeUp() {
    String page =
        shown(new InputSizes(InputSizes.Basis.MADE_UP, "audio 1×16000", 16_000, new Bytes(1)));

    assertTrue(
        page.contains("inconclusive: p95 of a request was 1 ms, and 10 ms are allowed;"), page);
    assertTrue(
        page.contains(
            "the size of a request was made up (audio 1×16000): every figure rests on it"),
        page);
  }

  @Test
  void aLimitIsKeptByRequestsWhoseSizeIsKnown() {
    String page = shown(new InputSizes(InputSizes.Basis.GOLDEN, "audio 1×400", 400, new Bytes(1)));

    assertTrue(page.matches("(?s).*95 % within 10 ms +kept\\n.*"), page);
    assertTrue(page.contains("audio 1×400: the golden requests"), page);
  }

  private static String shown(InputSizes inputs) {
    var reading =
        new PointReading(
            new SearchSpace.Point(1, 1, 1, "ALL", "as it is"),
            Duration.ofSeconds(1),
            1_000,
            Duration.ofMillis(1),
            Duration.ofNanos(900_000),
            new Bytes(128 << 20),
            0,
            Duration.ofSeconds(2),
            Optional.empty());
    var found =
        new SearchResult(
            new SearchGoal(SearchGoal.Most.THROUGHPUT, Optional.of(Duration.ofMillis(10))),
            reading,
            true,
            List.of(reading),
            List.of(),
            Optional.empty(),
            1,
            1,
            Duration.ofSeconds(2),
            Optional.empty(),
            inputs);
    var priced = new PricedSearch.Priced(reading, Optional.empty(), "no offer");
    var out = new StringWriter();
    var terminal =
        new Terminal(
            new PrintWriter(out, true), new PrintWriter(new StringWriter()), false, false, false);
    new SearchPage(terminal)
        .show(
            new PricedSearch(
                found,
                new Traffic(new Rate(1), new Rate(10), LoadShape.FLAT),
                false,
                List.of(priced),
                List.of()));
    return out.toString();
  }
}
