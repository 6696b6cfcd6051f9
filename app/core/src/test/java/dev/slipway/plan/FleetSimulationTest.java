// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Bytes;
import dev.slipway.base.Words;
import dev.slipway.cost.Candidate;
import dev.slipway.cost.EstimateRequest;
import dev.slipway.cost.Estimator;
import dev.slipway.cost.Fleet;
import dev.slipway.cost.LoadCurve;
import dev.slipway.cost.PriceBook;
import dev.slipway.cost.Samples;
import dev.slipway.cost.Services;
import dev.slipway.cost.Services.Kind;
import dev.slipway.cost.Workload;
import dev.slipway.objective.Objectives.LoadShape;
import dev.slipway.objective.Objectives.Traffic;
import dev.slipway.objective.Project;
import dev.slipway.plan.SimulatedScaler.Numbers;
import dev.slipway.profile.Profile;
import dev.slipway.request.InputSizes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the plan exports for the autoscaler, fed a day of traffic, the loss of a zone at its peak,
/// and the fastest burst that it promises to keep up with, holds the fleet that was priced and the
/// objectives. `docs/benchmarks.md` shows it; `-Dgolden=write` writes it.
final class FleetSimulationTest {

  private static final String BEGIN = "<!-- fleet: written by FleetSimulationTest -->\n";

  /// What an autoscaler does, it does for the rate of so long ago.
  private static final int LATE_TICKS = 75 / SimulatedScaler.TICK_SECONDS;

  private static final String END = "<!-- end of fleet -->";

  private record Case(Kind kind, double peak, double average, LoadShape shape) {
    Traffic traffic() {
      return Services.traffic(peak, average, shape);
    }
  }

  private static final List<Case> CASES =
      List.of(
          new Case(Kind.TABULAR, 0.01, 0.8, LoadShape.FLAT),
          new Case(Kind.TABULAR, 120, 0.2, LoadShape.OFFICE_HOURS),
          new Case(Kind.TABULAR, 20_000, 0.00025, LoadShape.BURSTY),
          new Case(Kind.TABULAR, 50_000, 0.3, LoadShape.OFFICE_HOURS),
          new Case(Kind.SENTENCE, 0.1, 0.2, LoadShape.OFFICE_HOURS),
          new Case(Kind.SENTENCE, 50, 0.1, LoadShape.BURSTY),
          new Case(Kind.SENTENCE, 200, 0.9, LoadShape.FLAT),
          new Case(Kind.SENTENCE, 3_000, 0.3, LoadShape.OFFICE_HOURS),
          new Case(Kind.PICTURE, 0.01, 0.3, LoadShape.BURSTY),
          new Case(Kind.PICTURE, 5, 1, LoadShape.FLAT),
          new Case(Kind.PICTURE, 40, 0.05, LoadShape.BURSTY),
          new Case(Kind.PICTURE, 300, 0.3, LoadShape.OFFICE_HOURS));

  private record Planned(Case of, Candidate chosen, Plan plan) {

    Fleet fleet() {
      return chosen.fleet().orElseThrow();
    }

    LoadCurve curve() {
      return LoadCurve.of(of.traffic());
    }

    /// As KEDA gets them.
    Numbers byRequests() {
      return numbers(plan.value(PlanKeys.RATE_TARGET));
    }

    /// As the autoscaler of Kubernetes gets them: what its share of the CPU request stands for, by
    /// the CPU of a request on the machine that was planned with.
    Numbers byCpu() {
      double millicores =
          plan.value(PlanKeys.CPU_TARGET) / 100.0 * plan.value(PlanKeys.CPU_REQUEST);
      return numbers(millicores / (fleet().replica().cpu().toNanos() / 1e6));
    }

    private Numbers numbers(double target) {
      int start = (int) fleet().reaction().minusSeconds(75).toSeconds();
      return new Numbers(
          target,
          plan.value(PlanKeys.REPLICA_RATE),
          plan.value(PlanKeys.REPLICAS_MIN),
          plan.value(PlanKeys.REPLICAS_MAX),
          plan.value(PlanKeys.ZONES),
          start);
    }

    /// By the exported numbers alone.
    int planned(double rate) {
      double needed = Math.ceil(rate / plan.value(PlanKeys.RATE_TARGET) - 1e-9);
      return (int)
          Math.clamp(needed, plan.value(PlanKeys.REPLICAS_MIN), plan.value(PlanKeys.REPLICAS_MAX));
    }
  }

  private static Planned planned(Case of, PriceBook book) {
    Profile profile = Services.profile(of.kind());
    Project project = Services.project(of.kind(), of.traffic());
    Workload workload = Workload.of(profile, book, Optional.empty());
    Candidate chosen =
        Estimator.cheapest(EstimateRequest.of(workload, project), book).orElseThrow();
    ModelFacts model =
        new ModelFacts(
            new Bytes(20_000),
            new InputSizes(InputSizes.Basis.MODEL, "x 1×6", 6, new Bytes(144)),
            true,
            0);
    return new Planned(
        of, chosen, Planner.plan(PlanRequest.of(project, model, profile, Optional.of(chosen))));
  }

  @Test
  void whatIsPricedIsPlannedAndHeld() throws Exception {
    PriceBook book = Samples.book();
    StringBuilder table =
        new StringBuilder(
            """
            | model | average, peak | day | least to most | nodes priced | held by rate | held by CPU | zone lost | burst within | and faster | scale on |
            | --- | --- | --- | --- | ---: | --- | --- | --- | --- | --- | --- |
            """);
    int failing = 0;
    for (Case each : CASES) {
      Planned planned = planned(each, book);
      assertPriced(planned);
      Day byRequests = day(planned, planned.byRequests());
      Day byCpu = day(planned, planned.byCpu());
      assertHeld(planned, byRequests);
      assertHeld(planned, byCpu);
      assertRequestFollows(planned);
      int ramp = planned.plan.value(PlanKeys.RAMP);
      assertTrue(burst(planned, ramp) <= 1, each + " burst: " + burst(planned, ramp));
      boolean faster = burst(planned, ramp / 3) <= 1;
      failing += faster ? 0 : 1;
      assertTrue(
          faster
              || planned.plan.choice(PlanKeys.RAMP).because().contains("objectives.traffic.ramp"),
          planned.plan.choice(PlanKeys.RAMP).because());
      table.append(row(planned, byRequests, byCpu, faster));
    }
    assertTrue(failing > 0, "no burst is too fast for any: the simulation cannot fail");
    System.out.println(table);
    assertShown(table.toString());
  }

  /// What the day comes to by the exported numbers, on the nodes that the price says a replica has
  /// room on.
  private static void assertPriced(Planned planned) {
    Matcher room =
        Pattern.compile("room for (\\d+) replica").matcher(planned.chosen.notes().getFirst());
    assertTrue(room.find(), planned.chosen.notes().toString());
    int fitting = Integer.parseInt(room.group(1));
    double nodes = 0;
    for (LoadCurve.Step step : planned.curve().steps()) {
      nodes += planned.fleet().nodes(planned.planned(step.rate()), fitting) * step.hours() / 24;
    }
    assertEquals(nodes, priced(planned), 1e-3 * nodes, planned.of.toString());
  }

  private static double priced(Planned planned) {
    return planned.chosen.lines().stream()
            .filter(line -> line.what().startsWith("nodes "))
            .mapToDouble(Candidate.Line::quantity)
            .sum()
        / 730;
  }

  /// @param worst load of a replica against what it serves, with a zone lost at the peak
  /// @param exact hours whose replicas are those planned
  /// @param within hours whose replicas differ by no more than the autoscaler's tolerance
  private record Day(double worst, int exact, int within, int hours) {}

  private static void assertHeld(Planned planned, Day day) {
    assertTrue(day.worst <= 1, planned.of + " " + day);
    assertEquals(day.hours, day.exact + day.within, planned.of + " " + day);
  }

  /// As its printed reason says: the rate target times the CPU of a request, over the CPU target.
  private static void assertRequestFollows(Planned planned) {
    double request =
        planned.plan.value(PlanKeys.RATE_TARGET)
            * (planned.fleet().replica().cpu().toNanos() / 1e6)
            / (planned.plan.value(PlanKeys.CPU_TARGET) / 100.0);
    int exported = planned.plan.value(PlanKeys.CPU_REQUEST);
    assertEquals(exported, request, 0.01 * exported, planned.of.toString());
  }

  /// Hour by hour: rates rise as fast as the curve says and fall at once, and in the middle of the
  /// first peak a zone is lost.
  private static Day day(Planned planned, Numbers numbers) {
    LoadCurve curve = planned.curve();
    double rate = curve.steps().getLast().rate();
    SimulatedScaler scaler = new SimulatedScaler(numbers, rate);
    int exact = 0;
    int within = 0;
    int hours = 0;
    boolean lost = false;
    double[] before = new double[LATE_TICKS];
    for (LoadCurve.Step step : curve.steps()) {
      int ticks = ticks(step, curve);
      for (int i = 0; i < ticks; i++) {
        rate = Math.min(step.rate(), rate + curve.steepest() * SimulatedScaler.TICK_SECONDS);
        if (!lost && rate == curve.peak() && i >= ticks / 2) {
          scaler.loseAZone();
          lost = true;
        }
        scaler.tick(rate);
        before[i % LATE_TICKS] = rate;
      }
      // In less a new replica does not even start.
      if (step.hours() < 0.5) {
        continue;
      }
      double seen = before[ticks % LATE_TICKS];
      int expected = planned.planned(seen);
      double load = seen / (scaler.replicas() * numbers.target());
      boolean tolerated = Math.abs(load - 1) <= 0.1 + 1e-9;
      hours++;
      exact += scaler.replicas() == expected ? 1 : 0;
      within += scaler.replicas() != expected && tolerated ? 1 : 0;
    }
    assertTrue(lost, planned.of + " never reached its peak");
    return new Day(scaler.worst(), exact, within, hours);
  }

  /// A burst lasts at least until it is at its peak, and two minutes more.
  private static int ticks(LoadCurve.Step step, LoadCurve curve) {
    double seconds = step.hours() * 3600;
    if (step.hours() < 0.5 && curve.steepest() > 0) {
      seconds = Math.max(seconds, (curve.peak() - curve.lowest()) / curve.steepest() + 120);
    }
    return (int) Math.ceil(seconds / SimulatedScaler.TICK_SECONDS);
  }

  /// From the average to the peak within so many seconds.
  private static double burst(Planned planned, int seconds) {
    Traffic traffic = planned.of.traffic();
    double average = traffic.average().perSecond();
    double peak = traffic.peak().perSecond();
    SimulatedScaler scaler = new SimulatedScaler(planned.byRequests(), average);
    for (int now = 0; now <= seconds + 1800; now += SimulatedScaler.TICK_SECONDS) {
      double risen = seconds == 0 ? 1 : Math.min(1, (double) now / seconds);
      scaler.tick(average + (peak - average) * risen);
    }
    return scaler.worst();
  }

  private static String row(Planned planned, Day day, Day byCpu, boolean faster) {
    Traffic traffic = planned.of.traffic();
    int ramp = planned.plan.value(PlanKeys.RAMP);
    return "| %s | %s, %s | %s | %d to %d | %s | %s | %s | %s %% | %s | %s | %s |\n"
        .formatted(
            Words.id(planned.of.kind),
            traffic.average(),
            traffic.peak(),
            Words.id(traffic.shape()),
            planned.fleet().fewest(),
            planned.fleet().atPeak(),
            dev.slipway.base.Numbers.brief(priced(planned)),
            held(day),
            held(byCpu),
            Math.round(Math.max(day.worst, byCpu.worst) * 100),
            ramp == 0 ? "any time" : ramp + " s",
            faster ? "holds" : "does not hold, as the plan says",
            planned.plan.value(PlanKeys.SIGNAL));
  }

  private static String held(Day day) {
    return "%d of %d hours, %d within 10 %%".formatted(day.exact, day.hours, day.within);
  }

  private static void assertShown(String table) throws Exception {
    Path page = Path.of(System.getProperty("slipway.root"), "docs", "benchmarks.md");
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    assertTrue(begin >= 0 && end > begin, "docs/benchmarks.md has no place for it");
    String now = text.substring(0, begin) + BEGIN + "\n" + table + "\n" + text.substring(end);
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(page, now);
      return;
    }
    assertEquals(now, text);
  }
}
