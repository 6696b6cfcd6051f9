// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Json;
import dev.slipway.base.Percentile;
import dev.slipway.base.Rate;
import dev.slipway.desktop.RecordedVoyage;
import dev.slipway.desktop.parts.LoadChart.Load;
import dev.slipway.desktop.parts.LoadChart.Point;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.Latencies.AtPercentile;
import dev.slipway.profile.LoadStep;
import dev.slipway.profile.Profile;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is drawn of latency against throughput says which load it is of.
final class LoadCardTest {

  /// Its points are of short loads, the others of one that is long enough for a verdict.
  @Test
  void onlyWhatTheSearchTriedIsOnItsLine() throws Exception {
    String arrivals = "independent users, 120/s";

    assertEquals(
        List.of(
            "p99, TRIED: the model alone, 300/s offered, not within the limits",
            "p50, ALONE: the model alone, " + arrivals,
            "p95, ALONE: the model alone, " + arrivals,
            "p99, ALONE: the model alone, " + arrivals,
            "p50, SERVED: served here, over a socket, " + arrivals,
            "p95, SERVED: served here, over a socket, " + arrivals,
            "p99, SERVED: served here, over a socket, " + arrivals),
        said(altered(new Arrival.Poisson(new Rate(120), 1))));
  }

  @Test
  void theLoadIsNamedByTheArrivalsThatWereAskedFor() throws Exception {
    String arrivals = "independent users in bursts of 2 s with pauses of 8 s, 120/s on average";
    var bursts = new Arrival.Burst(new Rate(120), Duration.ofSeconds(2), Duration.ofSeconds(8), 1);

    List<String> said = said(altered(bursts));

    assertEquals("p50, ALONE: the model alone, " + arrivals, said.get(1));
    assertEquals("p50, SERVED: served here, over a socket, " + arrivals, said.get(4));
  }

  @Test
  void theLegendIsOfWhatIsDrawn() throws Exception {
    List<Point> points = LoadCard.points(altered(new Arrival.Poisson(new Rate(120), 1)));

    assertEquals(
        "Small, on the line: tried in the search. Large: the load that is judged."
            + " Ringed: the same over a socket.",
        LoadCard.loads(points));
    assertEquals(
        "Large: the load that is judged. Ringed: the same over a socket.",
        LoadCard.loads(points.stream().filter(point -> point.load() != Load.TRIED).toList()));
  }

  /// The recorded profile with one rate that its search tried, and with other arrivals.
  private static Profile altered(Arrival arrival) throws Exception {
    String run = Files.readAllLines(RecordedVoyage.FOLDER.resolve("profile.json")).getLast();
    var tree = (ObjectNode) Json.tree(run).path("result");
    JsonNode arrivals = Json.tree(Json.line(arrival));
    ((ObjectNode) tree.path("open")).set("arrival", arrivals);
    ((ObjectNode) tree.path("here").path("load")).set("arrival", arrivals);
    var late = Duration.ofMillis(40);
    var step =
        new LoadStep(
            new Rate(300),
            new Rate(290),
            List.of(new AtPercentile(new Percentile(99), late, late, late)),
            false);
    tree.set("steps", Json.tree(Json.line(List.of(step))));
    return Json.read(tree.toString(), Profile.class);
  }

  private static List<String> said(Profile profile) {
    return LoadCard.points(profile).stream().map(LoadCardTest::said).toList();
  }

  private static String said(Point point) {
    return "%s, %s: %s".formatted(point.percentile(), point.load(), point.said());
  }
}
