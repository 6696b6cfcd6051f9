// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Altered;
import dev.slipway.base.Bytes;
import dev.slipway.base.Json;
import dev.slipway.base.Rate;
import dev.slipway.cost.Candidate;
import dev.slipway.cost.EstimateRequest;
import dev.slipway.cost.Estimator;
import dev.slipway.cost.PointWorkload;
import dev.slipway.cost.PriceBook;
import dev.slipway.cost.Samples;
import dev.slipway.cost.Workload;
import dev.slipway.measure.machine.Environment;
import dev.slipway.measure.service.ServedCapacity;
import dev.slipway.objective.Objectives;
import dev.slipway.objective.Objectives.LoadShape;
import dev.slipway.objective.Objectives.Traffic;
import dev.slipway.objective.Project;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ServingCost;
import dev.slipway.profile.search.PointReading;
import dev.slipway.profile.search.SearchGoal;
import dev.slipway.profile.search.SearchResult;
import dev.slipway.profile.search.SearchSpace;
import dev.slipway.request.InputSizes;
import dev.slipway.workbench.search.PricedSearch.Priced;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What each way to run a model would cost, by the shipped prices.
final class PriceSearchTest {

  private static final Environment HERE = Samples.environment(Samples.ICE_LAKE);
  private static final Traffic MUCH =
      new Traffic(new Rate(4_000), new Rate(20_000), LoadShape.OFFICE_HOURS);

  private static final Traffic LITTLE = new Traffic(new Rate(1), new Rate(5), LoadShape.FLAT);

  /// Mean and 95th percentile are those of the samples in the profile of [Samples].
  private static final PointReading SINGLE = reading(1, 1 / 0.001255, 1_966, 1_250);

  private static final PointReading BATCH = reading(8, 3_200, 3_200, 312);

  /// More rows a second than any other, and less CPU a row, but each takes a fifth of a second.
  private static final PointReading SLOW = reading(64, 4_000, 200_000, 250);

  /// Better than [#SINGLE] in all but processor time.
  private static final PointReading QUICK = reading(1, 900, 1_900, 1_300);

  private static final PointReading WORSE = reading(1, 780, 2_000, 1_310);

  private PriceBook book;

  @BeforeEach
  void openTheBook() throws Exception {
    book = Samples.book();
  }

  @Test
  void aWayCostsWhatThePlanOfItsProfileCosts() {
    Profile profile = Samples.profile(serving());
    Project project = Samples.project();
    EstimateRequest planned =
        EstimateRequest.of(Workload.of(profile, book, Optional.empty()), project);
    Candidate chosen = Estimator.estimate(planned, book).chosen().orElseThrow();

    Priced priced = price(project, Optional.of(profile), SINGLE).best();

    assertEquals(
        "%d × %s %s %s"
            .formatted(chosen.replicas(), chosen.cloud(), chosen.region(), chosen.type()),
        priced.because());
    assertEquals(Optional.of(chosen.month().likely()), priced.month().map(month -> month.likely()));
  }

  @Test
  void runningRowsTogetherCostsLessWhereTheTrafficIsMuch() {
    PricedSearch priced = price(project(Optional.of(MUCH)), SINGLE, BATCH);

    double single = month(priced, SINGLE);
    double batch = month(priced, BATCH);
    assertTrue(batch < single, batch + " against " + single);
    assertEquals(List.of(BATCH, SINGLE), readings(priced.front()));
    assertEquals(false, priced.oneCost());
  }

  /// Of two that cost the same, the one with less processor time a row is not beaten.
  @Test
  void theSmallestFleetCostsTheSameEitherWay() {
    PricedSearch priced = price(project(Optional.of(LITTLE)), SINGLE, QUICK, WORSE);

    assertTrue(priced.oneCost());
    assertTrue(priced.byCost());
    assertEquals(List.of(QUICK, SINGLE), readings(priced.front()));
    assertEquals(List.of(WORSE), readings(priced.beaten()));
    assertEquals(new TreeMap<>(), priced.unpriced());
  }

  @Test
  void whatNoOfferKeepsHasNoPriceAndSaysSo() {
    PricedSearch priced = price(Samples.project(), SINGLE, SLOW);

    assertEquals(
        new TreeMap<>(Map.of("no offer is likely to keep the objectives", 1L)), priced.unpriced());
    assertEquals(
        List.of(Optional.empty()),
        Stream.concat(priced.front().stream(), priced.beaten().stream())
            .filter(one -> one.reading().equals(SLOW))
            .map(Priced::month)
            .toList());
    assertTrue(priced.byCost());
  }

  @Test
  void processorTimeStandsForCostWhereNothingHasAPrice() {
    SearchResult older =
        new SearchResult(
            goal(),
            BATCH,
            true,
            List.of(BATCH, SINGLE),
            List.of(WORSE),
            Optional.empty(),
            3,
            168,
            Duration.ofSeconds(9),
            Optional.empty(),
            InputSizes.OF_MODEL);

    PricedSearch priced = new PriceSearch(book).price(Samples.project(), older, Optional.empty());

    assertEquals(
        new PricedSearch(
            older,
            Samples.project().objectives().traffic().orElseThrow(),
            false,
            List.of(unknown(BATCH), unknown(SINGLE)),
            List.of(unknown(WORSE))),
        priced);
    assertEquals(false, priced.byCost());
    assertEquals(unknown(BATCH), priced.best());
  }

  @Test
  void saysThatTheTrafficIsAssumedWhereNoneIsStated() {
    PricedSearch priced = price(project(Optional.empty()), SINGLE);

    assertEquals(EstimateRequest.ASSUMED_TRAFFIC, priced.load());
    assertTrue(priced.assumed());
  }

  @Test
  void asJsonEachWayHasItsCostBesideWhatWasMeasured() throws Exception {
    PricedSearch priced = price(project(Optional.of(MUCH)), BATCH, SLOW);

    JsonNode tree = Json.tree(Json.text(priced.asTree()));

    assertEquals(8, tree.at("/best/point/batch").asInt());
    JsonNode ways = tree.at("/cost/ways");
    assertEquals(2, ways.size());
    assertEquals(8, ways.at("/0/point/batch").asInt());
    assertEquals(
        month(priced, BATCH), ways.at("/0/month/likely/amount").asDouble(), 1e-9, ways.toString());
    assertTrue(ways.at("/1/month").isNull(), ways.toString());
    assertEquals("no offer is likely to keep the objectives", ways.at("/1/because").asText());
    assertEquals(4_000, tree.at("/cost/traffic/average/perSecond").asDouble(), tree.toString());
  }

  @Test
  void requestsOfAMadeUpSizeKeepNoLimitAndRefuteNone() throws Exception {
    var madeUp =
        new InputSizes(InputSizes.Basis.MADE_UP, "audio 1×16000", 16_000, new Bytes(400_000));
    SearchResult found = found(madeUp, SINGLE);

    JsonNode tree =
        Json.tree(
            Json.text(
                new PriceSearch(book).price(Samples.project(), found, Optional.empty()).asTree()));

    assertEquals("met", found(InputSizes.OF_MODEL, SINGLE).verdict().orElseThrow().word());
    String verdict = tree.at("/verdict").asText();
    assertTrue(verdict.startsWith("inconclusive"), verdict);
    assertTrue(verdict.contains(madeUp.warning()), verdict);
    assertEquals("audio 1×16000", tree.at("/inputs/shapes").asText());
    assertEquals("assumed", PointWorkload.of(SINGLE, HERE, Optional.empty(), book, madeUp).badge());
  }

  private PricedSearch price(Project project, PointReading... readings) {
    return price(project, Optional.of(Samples.profile(serving())), readings);
  }

  private PricedSearch price(Project project, Optional<Profile> profile, PointReading... readings) {
    return new PriceSearch(book).price(project, found(InputSizes.OF_MODEL, readings), profile);
  }

  private static SearchResult found(InputSizes inputs, PointReading... readings) {
    return new SearchResult(
        goal(),
        readings.length > 1 && readings[1].equals(BATCH) ? BATCH : readings[0],
        true,
        List.of(readings),
        List.of(),
        Optional.empty(),
        readings.length,
        168,
        Duration.ofSeconds(9),
        Optional.of(HERE),
        inputs);
  }

  private static Project project(Optional<Traffic> traffic) {
    Objectives usual = Samples.objectives(0.999);
    return Samples.projectWith(Altered.of(usual, "traffic", traffic));
  }

  private static SearchGoal goal() {
    return new SearchGoal(SearchGoal.Most.THROUGHPUT, Optional.of(Duration.ofMillis(10)));
  }

  private static Optional<ServingCost> serving() {
    Duration each = Duration.ofNanos(1_350_000);
    return Optional.of(new ServingCost(new ServedCapacity(each), true, Optional.empty()));
  }

  private static Priced unknown(PointReading reading) {
    return new Priced(
        reading,
        Optional.empty(),
        "the search is of an older version, which did not keep where it measured");
  }

  private static double month(PricedSearch priced, PointReading reading) {
    return Stream.concat(priced.front().stream(), priced.beaten().stream())
        .filter(one -> one.reading().equals(reading))
        .map(one -> one.month().orElseThrow().likely().amount().doubleValue())
        .findFirst()
        .orElseThrow();
  }

  private static List<PointReading> readings(List<Priced> priced) {
    return priced.stream().map(Priced::reading).toList();
  }

  private static PointReading reading(int batch, double rows, long p95Micros, long cpuMicros) {
    return new PointReading(
        new SearchSpace.Point(1, batch, 1, "ALL", "as it is"),
        Duration.ofSeconds(1),
        rows,
        Duration.ofNanos(p95Micros * 1_000),
        Duration.ofNanos(cpuMicros * 1_000),
        Bytes.mebibytes(140),
        0,
        Duration.ofSeconds(2),
        Optional.empty());
  }
}
