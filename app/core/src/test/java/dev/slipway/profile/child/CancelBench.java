// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.measure.load.ArrivalPattern;
import dev.slipway.measure.load.Tier;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ProfileRequest;
import dev.slipway.profile.compare.ComparisonRequest;
import dev.slipway.profile.compare.Contender;
import dev.slipway.profile.host.CancellingMain;
import dev.slipway.profile.host.Profiler;
import dev.slipway.profile.search.SearchGoal;
import dev.slipway.profile.search.SearchRequest;
import dev.slipway.profile.search.SearchSpace;
import dev.slipway.request.InputSizes;
import dev.slipway.serving.tensor.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long after a cancel a profile, a search and a comparison are over, their processes gone: at
/// moments spread over the first seconds; and the same for the first work of a fresh program, which
/// loads its classes meanwhile.
@Tag("bench")
final class CancelBench {

  private static final Path MODEL =
      Path.of(System.getProperty("slipway.root"), "sample-projects/penguin-species/model.onnx");
  private static final List<Map<String, Tensor>> ROWS =
      List.of(Map.of("measurements", Tensor.floats(new long[] {1, 4}, 36.7f, 19.3f, 193, 3450)));
  private static final int[] AFTER_MILLIS = {50, 300, 700, 1_100, 1_500, 2_000, 3_000};
  private static final int[] FRESH_AFTER_MILLIS = {
    1, 20, 50, 100, 150, 200, 250, 300, 350, 400, 500, 600, 700, 800, 1_000, 1_500, 3_000
  };
  private static final double MOST_MILLIS = 200;

  @TempDir Path folder;

  /// A measurement that takes longer than the latest cancel.
  private interface Work {
    void run() throws Exception;
  }

  @Test
  void endsWithinAFifthOfASecond() throws Exception {
    var settings = new Profile.Settings(1, "ALL", 1);
    Sha256 sha256 = Sha256.of(MODEL);
    var side = new Contender("penguins", MODEL, sha256, settings);
    var profile =
        new ProfileRequest(
            MODEL,
            sha256,
            settings,
            Tier.STANDARD,
            ROWS,
            List.of(),
            Optional.empty(),
            new ArrivalPattern.Poisson());
    var space =
        new SearchSpace(
            List.of(1, 2),
            List.of(1),
            List.of(1, 2, 4),
            List.of("ALL", "BASIC"),
            List.of(new SearchSpace.Variant("as it is", MODEL, sha256)));
    var search =
        new SearchRequest(
            space,
            new SearchGoal(SearchGoal.Most.THROUGHPUT, Optional.empty()),
            ROWS,
            InputSizes.OF_MODEL,
            Duration.ofMinutes(5),
            7,
            Optional.empty());
    var comparison =
        new ComparisonRequest(side, side, ROWS, ComparisonRequest.Sampling.of(Tier.STANDARD));

    double worst = 0;
    for (int after : AFTER_MILLIS) {
      Path run = folder.resolve("run" + after);
      Map<String, Work> works =
          Map.of(
              "profile", () -> new Profiler().profile(profile, run, Progress.NONE),
              "search", () -> new Profiler().search(search, run.resolve("search"), Progress.NONE),
              "compare", () -> new Profiler().compare(comparison, Progress.NONE));
      for (var work : works.entrySet()) {
        double millis = cancelled(work.getValue(), after);
        System.out.printf("%s, cancelled after %d ms: %.0f ms%n", work.getKey(), after, millis);
        worst = Math.max(worst, millis);
      }
    }
    System.out.printf("the longest: %.0f ms%n", worst);
    assertTrue(worst <= MOST_MILLIS, worst + " ms");
  }

  @Test
  void theFirstWorkOfAFreshProgramDoesToo() throws Exception {
    double worst = 0;
    for (int after : FRESH_AFTER_MILLIS) {
      double millis = fresh(after);
      System.out.printf("fresh program, cancelled after %d ms: %.0f ms%n", after, millis);
      worst = Math.max(worst, millis);
    }
    System.out.printf("the longest of a fresh program: %.0f ms%n", worst);
    assertTrue(worst <= MOST_MILLIS, worst + " ms");
  }

  private static double fresh(int afterMillis) throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CancellingMain.class.getName(),
                MODEL.toString(),
                Integer.toString(afterMillis))
            .redirectErrorStream(true)
            .start();
    String said = new String(program.getInputStream().readAllBytes(), UTF_8).strip();
    assertEquals(0, program.waitFor(), said);
    String[] words = said.split(" ");
    assertEquals("0", words[1], "processes left behind");
    return Double.parseDouble(words[0]);
  }

  private static double cancelled(Work work, int afterMillis) throws InterruptedException {
    var begun = new CountDownLatch(1);
    var outcome = new AtomicReference<Exception>();
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              begun.countDown();
              try {
                work.run();
              } catch (Exception e) {
                outcome.set(e);
              }
            });
    begun.await();
    caller.join(Duration.ofMillis(afterMillis));
    long asked = System.nanoTime();
    caller.interrupt();
    caller.join();
    assertInstanceOf(InterruptedException.class, outcome.get());
    List<ProcessHandle> left = new ArrayList<>(ProcessHandle.current().descendants().toList());
    assertTrue(left.isEmpty(), "left behind: " + left);
    return (System.nanoTime() - asked) / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }
}
