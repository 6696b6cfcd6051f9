// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Percentile;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.base.Sha256;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.ArrivalPattern;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.load.Schedule;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.service.ServedCapacity;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.LatencyVerdict;
import dev.slipway.profile.LengthTimes;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ProfileJson;
import dev.slipway.profile.ProfileRequest;
import dev.slipway.profile.ServedHere;
import dev.slipway.profile.ServingCost;
import dev.slipway.profile.child.Message;
import dev.slipway.profile.child.Pace;
import dev.slipway.profile.child.RunStore;
import dev.slipway.profile.compare.Comparison;
import dev.slipway.profile.compare.ComparisonRequest;
import dev.slipway.profile.compare.Contender;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProfilerTest {

  private static final Path MODEL =
      Path.of(System.getProperty("slipway.root"), "sample-projects/penguin-species/model.onnx");

  private static final List<Map<String, Tensor>> ROWS =
      List.of(
          Map.of("measurements", Tensor.floats(new long[] {1, 4}, 36.7f, 19.3f, 193, 3450)),
          Map.of("measurements", Tensor.floats(new long[] {1, 4}, 50.0f, 16.3f, 230, 5700)));

  /// As in earnest, but ten times shorter.
  private static final Pace SHORT =
      new Pace(
          Duration.ofMillis(600),
          Duration.ofMillis(300),
          Duration.ofMillis(600),
          Duration.ofMillis(600),
          Duration.ofMillis(50),
          Duration.ofMillis(100),
          2,
          false);

  @TempDir Path folder;

  /// What one test looks at and another repeats: a measurement takes ten seconds.
  @TempDir private static Path measured;

  private static final WatchedProgress WATCHED = new WatchedProgress();

  private static Profile profile;

  @BeforeAll
  static void measure() throws Exception {
    Path model = Files.copy(MODEL, measured.resolve("model.onnx"));
    List<Map<String, Tensor>> mixed = new ArrayList<>(ROWS);
    mixed.add(Map.of("measurements", Tensor.zeros(DataType.FP32, 64, 4)));
    profile =
        new Profiler(tier -> SHORT)
            .profile(request(model, mixed), measured.resolve("run"), WATCHED);
  }

  @Test
  void measuresARealModelFromStartToVerdict() throws Exception {
    Path run = measured.resolve("run");

    // Whether requests differ in length is known only when they are read.
    String byLength = "requests by length";
    List<String> known = WATCHED.begun.stream().filter(each -> !each.equals(byLength)).toList();
    assertEquals(WATCHED.planned, known);
    assertTrue(WATCHED.begun.contains(byLength), WATCHED.begun.toString());
    assertEquals(Sha256.of(MODEL), profile.model());
    assertEquals(List.of("4", "256"), profile.lengths().stream().map(LengthTimes::words).toList());
    assertEquals(1 / 3.0, profile.lengths().getLast().share(), 1e-9);
    assertTrue(profile.lengths().getLast().service().count() > 0, profile.lengths().toString());
    assertEquals(new Profile.Settings(1, "all", 42), profile.settings());
    assertTrue(profile.environment().runtime().startsWith("ONNX Runtime "));
    assertTrue(profile.load().isPositive() && profile.firstInference().isPositive());
    assertEquals(new Arrival.Closed(1), profile.closed().arrival());
    assertEquals(0, profile.closed().errors());
    assertEquals(profile.closed().response(), profile.closed().service());
    assertTrue(profile.closed().cpuPerInference().isPositive());
    assertEquals(new Arrival.Poisson(new Rate(200), 42), profile.open().arrival());
    assertEquals(
        Schedule.poisson(new Rate(200), 42, SHORT.open().dividedBy(2)).size(),
        profile.open().response().count() + profile.open().errors());
    assertTrue(profile.capacity().perSecond() > 0);
    assertTrue(
        profile.steps().stream()
            .anyMatch(step -> step.held() && step.offered().equals(profile.capacity())),
        profile.steps().toString());
    assertTrue(profile.peakMemory().compareTo(profile.baseMemory()) >= 0);
    assertTrue(profile.baseMemory().count() > 10_000_000);
    ServingCost cost = profile.serving().orElseThrow();
    List<Optional<Double>> quotas =
        cost.capacity().demands().stream().map(ServedCapacity.Demand::cores).toList();
    assertEquals(
        cost.unlimited().isPresent()
            ? List.of(Optional.empty())
            : List.of(Optional.empty(), Optional.of(1.0), Optional.of(0.5)),
        quotas);
    assertTrue(
        cost.capacity().demands().stream().allMatch(each -> each.requests() > 10), cost.toString());
    assertTrue(cost.request().compareTo(profile.closed().cpuPerInference()) > 0, cost.toString());
    assertEquals(List.of(new Percentile(95)), limitsOf(profile));
    String because = profile.verdicts().getFirst().verdict().because();
    assertTrue(because.matches("at 200/s[:,].* p95 of at most 1 s: .*"), because);
    assertServed(profile);
    assertTrue(!profile.samples().isEmpty() && profile.samples().size() <= 10_000);
    assertTrue(WATCHED.said.contains("warming up"), WATCHED.said.toString());
    assertTrue(WATCHED.fractions.stream().allMatch(f -> f >= 0 && f <= 1));
    assertEquals(profile, new RunStore(run).read());
    assertEquals(
        List.of("process start", "load", "first inference", "warm-up", "closed", "open"),
        journal(run));
    assertEquals("intended_ns,response_ns,service_ns", firstLine(run.resolve("open.csv.gz")));
    assertEquals("intended_ns,response_ns,service_ns", firstLine(run.resolve("served.csv.gz")));
  }

  private static void assertServed(Profile profile) {
    ServedHere here = profile.here().orElseThrow(() -> new AssertionError(profile.unserved()));
    // A machine too busy for the stated rate is asked for less, and the verdict says for how much.
    Rate rate = here.load().arrival().mean().orElseThrow();
    assertTrue(rate.perSecond() <= 200, rate.toString());
    assertEquals(new Arrival.Poisson(rate, 42), here.load().arrival());
    assertEquals(0, here.load().errors());
    assertTrue(
        here.single().service().mean().compareTo(profile.closed().service().mean()) > 0,
        () -> here.single() + " and " + profile.closed());
    assertTrue(here.most().perSecond() > rate.perSecond(), here.most().toString());
    String served = here.verdicts().getFirst().verdict().because();
    assertTrue(served.matches("at " + rate + "[:,].* p95 of at most 1 s: .*"), served);
  }

  @Test
  void repeatsAStoredRunWithItsInputsSettingsAndSeeds() throws Exception {
    Path run = measured.resolve("run");
    Path again = folder.resolve("again");

    Profile now = new Profiler(tier -> SHORT).replay(run, again, Progress.NONE);

    assertEquals(profile.settings(), now.settings());
    assertEquals(profile.environment(), now.environment());
    assertEquals(
        List.of(profile.closed().arrival(), profile.open().arrival()),
        List.of(now.closed().arrival(), now.open().arrival()));
    assertEquals(intendedStarts(run), intendedStarts(again));
    assertEquals(
        Files.readString(run.resolve("rows.bin"), java.nio.charset.StandardCharsets.ISO_8859_1),
        Files.readString(again.resolve("rows.bin"), java.nio.charset.StandardCharsets.ISO_8859_1));
    assertEquals(now, new RunStore(again).read());
    isRefusedWhenTheModelHasChanged(run);
  }

  private void isRefusedWhenTheModelHasChanged(Path run) throws Exception {
    Files.write(
        measured.resolve("model.onnx"), new byte[] {0}, java.nio.file.StandardOpenOption.APPEND);

    ProblemException refused =
        assertThrows(
            ProblemException.class,
            () -> new Profiler().replay(run, folder.resolve("changed"), Progress.NONE));

    assertEquals("profile.model-changed", refused.problem().code().id());
  }

  @Test
  void saysThatThereIsNoRunToRepeat() throws Exception {
    ProblemException refused =
        assertThrows(
            ProblemException.class,
            () -> new Profiler().replay(folder, folder.resolve("again"), Progress.NONE));

    assertEquals("profile.no-run", refused.problem().code().id());
  }

  @Test
  @Tag("nightly")
  void comparesAModelWithItselfInTurns() throws Exception {
    var side = new Contender("model", MODEL, Sha256.of(MODEL), new Profile.Settings(1, "all", 42));
    var sampling =
        new ComparisonRequest.Sampling(5, 3, Duration.ofMillis(20), Duration.ofMillis(100));

    Comparison comparison =
        new Profiler().compare(new ComparisonRequest(side, side, ROWS, sampling), Progress.NONE);

    assertEquals(List.of(side, side), List.of(comparison.a(), comparison.b()));
    for (Comparison.Measure measure : Comparison.Measure.values()) {
      Comparison.Ratio ratio = comparison.of(measure);
      assertTrue(ratio.a().isPositive() && ratio.b().isPositive(), ratio.toString());
      assertTrue(ratio.ratio().value() > 0.2 && ratio.ratio().value() < 5, ratio.toString());
      assertTrue(ratio.noise() > 0, ratio.toString());
    }
  }

  @Test
  void comparesNothingWhereAModelRefusesRows() throws Exception {
    List<Map<String, Tensor>> rows = new ArrayList<>(Collections.nCopies(9, ROWS.getFirst()));
    rows.add(Map.of("measurements", Tensor.floats(new long[] {1, 5}, 1, 2, 3, 4, 5)));
    var side =
        new Contender("penguins", MODEL, Sha256.of(MODEL), new Profile.Settings(1, "all", 1));
    var sampling =
        new ComparisonRequest.Sampling(5, 3, Duration.ofMillis(20), Duration.ofMillis(100));

    ProblemException refused =
        assertThrows(
            ProblemException.class,
            () ->
                new Profiler()
                    .compare(new ComparisonRequest(side, side, rows, sampling), Progress.NONE));

    assertEquals("profile.rows-refused", refused.problem().code().id());
    assertEquals("The model penguins refuses some of the rows", refused.problem().what());
  }

  /// The first column of the raw samples, to the tenth of a second that surely was sent.
  private static List<String> intendedStarts(Path run) throws IOException {
    try (var in = new GZIPInputStream(Files.newInputStream(run.resolve("open.csv.gz")))) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII)
          .lines()
          .map(line -> line.substring(0, line.indexOf(',')))
          .limit(10)
          .toList();
    }
  }

  @Test
  void saysThatAFileIsNoModel() throws Exception {
    Path text = Files.writeString(folder.resolve("text.onnx"), "not a model");

    Problem problem = problemOf(new Profiler(), request(text, ROWS));

    assertEquals("profile.model-unloadable", problem.code().id());
    assertEquals("The model cannot be loaded: text.onnx", problem.what());
  }

  @Test
  void saysThatRowsDoNotFitTheModel() throws Exception {
    var wrong = List.of(Map.of("weights", Tensor.floats(new long[] {1, 1}, 1)));

    Problem problem = problemOf(new Profiler(), request(MODEL, wrong));

    assertEquals("profile.row-refused", problem.code().id());
  }

  @Test
  void saysThatThereIsNothingToSend() throws Exception {
    assertEquals(
        "profile.no-rows", problemOf(new Profiler(), request(MODEL, List.of())).code().id());
  }

  @Test
  void turnsACrashOfTheModelIntoAProblemAndKeepsWhatWasMeasured() throws Exception {
    Problem problem = problemOf(new Profiler(CrashingMain.class.getName()), request(MODEL, ROWS));

    assertEquals(
        Problem.environment(
            "profile.process-died",
            "The measuring process died",
            "It ended with code 134, a fault in native code: free(): invalid pointer",
            problem.remedy()),
        problem);
    assertEquals(List.of("process start", "load"), journal(folder));
  }

  @Test
  void saysThatTheMeasurementRanOutOfMemory() throws Exception {
    Problem problem = problemOf(new Profiler(HungryMain.class.getName()), request(MODEL, ROWS));

    assertEquals("profile.out-of-memory", problem.code().id());
  }

  @Test
  void endsTheMeasuringProcessWhenCancelled() throws Exception {
    var profiler = new Profiler(HangingMain.class.getName());
    var child = new CompletableFuture<Long>();
    var outcome = new AtomicReference<Exception>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                profiler.profile(
                    request(MODEL, ROWS),
                    folder,
                    (fraction, pid) -> child.complete(Long.valueOf(pid)));
              } catch (Exception e) {
                outcome.set(e);
              }
            });
    long pid = child.get();
    assertTrue(ProcessHandle.of(pid).isPresent(), "the child measures");

    caller.interrupt();
    caller.join();

    assertInstanceOf(InterruptedException.class, outcome.get());
    assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false), "child lives on");
  }

  @Test
  void refusesASecondMeasurementAtTheSameTime() throws Exception {
    var profiler = new Profiler(HangingMain.class.getName());
    var begun = new CompletableFuture<String>();
    Thread first =
        Thread.ofVirtual()
            .start(() ->
                assertThrows(
                    InterruptedException.class,
                    () ->
                        profiler.profile(
                            request(MODEL, ROWS), folder, (f, pid) -> begun.complete(pid))));
    begun.get();

    Problem problem = problemOf(profiler, request(MODEL, ROWS));

    assertEquals("profile.busy", problem.code().id());
    first.interrupt();
    first.join();
  }

  private Problem problemOf(Profiler profiler, ProfileRequest request) {
    return assertThrows(
            ProblemException.class, () -> profiler.profile(request, folder, Progress.NONE))
        .problem();
  }

  private static ProfileRequest request(Path model, List<Map<String, Tensor>> rows)
      throws IOException {
    return new ProfileRequest(
        model,
        Sha256.of(model),
        new Profile.Settings(1, "all", 42),
        Tier.QUICK,
        rows,
        List.of(new LatencyLimit(new Percentile(95), Duration.ofSeconds(1))),
        Optional.of(new Rate(200)),
        new ArrivalPattern.Poisson());
  }

  private static List<String> journal(Path run) throws IOException {
    return Files.readAllLines(run.resolve("journal.jsonl")).stream()
        .map(line ->
            switch (ProfileJson.parse(line, Message.class)) {
              case Message.PhaseEnded(String phase, Duration ignored) -> phase;
              case Message.Block(String phase, Block ignored) -> phase;
              case Message other -> other.toString();
            })
        .toList();
  }

  private static List<Percentile> limitsOf(Profile profile) {
    return profile.verdicts().stream().map(LatencyVerdict::at).toList();
  }

  private static String firstLine(Path zipped) throws IOException {
    try (var in = new GZIPInputStream(Files.newInputStream(zipped))) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII)
          .lines()
          .findFirst()
          .orElse("");
    }
  }
}
