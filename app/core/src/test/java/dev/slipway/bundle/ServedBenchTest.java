// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Percentile;
import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.base.Sha256;
import dev.slipway.measure.golden.Golden;
import dev.slipway.measure.load.ArrivalPattern;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.model.TinyOnnx;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ProfileRequest;
import dev.slipway.profile.ServedHere;
import dev.slipway.profile.child.Pace;
import dev.slipway.profile.host.ConstantRateClient;
import dev.slipway.profile.host.Profiler;
import dev.slipway.serving.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whether the latencies that a profile finds over a socket are those that an independent client
/// finds on the container of the exported image, with the same requests at the same constant rate.
/// For a quiet machine; needs a Docker engine with the base images.
@Tag("bench")
final class ServedBenchTest {

  private static final Path PENGUINS =
      Path.of(System.getProperty("slipway.root"), "sample-projects/penguin-species/model.onnx");
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final double SHARE = 0.15;
  private static final long NANOS = 300_000;
  private static final List<Double> PERCENTILES = List.of(50.0, 95.0, 99.0);

  /// Odd. A p99 of half a minute at 60 requests a second is made by 18 of them.
  private static final int ROUNDS = Integer.getInteger("slipway.bench.rounds", 3);

  /// The model alone is hardly measured here; over a socket it is half a minute, after the service
  /// was warmed as long as in the standard tier.
  private static final Pace PACE =
      new Pace(
          Duration.ofSeconds(8),
          Duration.ofSeconds(2),
          Duration.ofSeconds(Integer.getInteger("slipway.bench.seconds", 30)),
          Duration.ofSeconds(Integer.getInteger("slipway.bench.seconds", 30)),
          Duration.ofMillis(200),
          Duration.ofMillis(400),
          1,
          false);

  @TempDir Path temp;

  /// A model with requests to it.
  private record Case(String name, Path model, List<Map<String, Tensor>> rows, double rate) {}

  @Test
  void aTabularModelIsAsFastAsItsProfileSays() throws Exception {
    var random = new Random(1);
    List<Map<String, Tensor>> rows = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      rows.add(
          Map.of(
              "measurements",
              Tensor.floats(
                  new long[] {1, 4}, 35 + 15 * random.nextFloat(), 19.3f, 193, 3450 + 10 * i)));
    }
    compare(new Case("tabular", PENGUINS, rows, 200));
  }

  @Test
  void aPictureModelIsAsFastAsItsProfileSays() throws Exception {
    TinyOnnx graph =
        TinyOnnx.graph(TinyOnnx.node("GlobalAveragePool", "picture", "score"))
            .input(TinyOnnx.value("picture", FLOAT, "n", 3, 640, 640))
            .output(TinyOnnx.value("score", FLOAT, "n", 3, 1, 1));
    var random = new Random(1);
    float[] values = new float[3 * 640 * 640];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(256) / 255f;
    }
    compare(
        new Case(
            "picture",
            Files.write(temp.resolve("picture.onnx"), TinyOnnx.model(graph).toBytes()),
            List.of(Map.of("picture", Tensor.floats(new long[] {1, 3, 640, 640}, values))),
            4));
  }

  @Test
  void aSentenceModelIsAsFastAsItsProfileSays() throws Exception {
    TinyOnnx graph =
        TinyOnnx.graph(
                TinyOnnx.node("Gather", "table tokens", "embedded"),
                TinyOnnx.node("MatMul", "embedded first", "a"),
                TinyOnnx.node("Relu", "a", "b"),
                TinyOnnx.node("MatMul", "b second", "c"),
                TinyOnnx.node("ReduceMean", "c", "sentence").ints("axes", 1))
            .initializer(TinyOnnx.floatTensor("table", 1000, 256))
            .initializer(TinyOnnx.floatTensor("first", 256, 1024))
            .initializer(TinyOnnx.floatTensor("second", 1024, 256))
            .input(TinyOnnx.value("tokens", INT64, "n", "length"))
            .output(TinyOnnx.value("sentence", FLOAT, "n", 1, 256));
    var random = new Random(1);
    List<Map<String, Tensor>> rows = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      long[] tokens = random.longs(5 + random.nextInt(124), 0, 1000).toArray();
      rows.add(Map.of("tokens", Tensor.longs(new long[] {1, tokens.length}, tokens)));
    }
    compare(
        new Case(
            "sentences",
            Files.write(temp.resolve("sentences.onnx"), TinyOnnx.model(graph).toBytes()),
            rows,
            60));
  }

  private void compare(Case one) throws Exception {
    List<Round> rounds = new ArrayList<>();
    for (int i = 1; i <= ROUNDS; i++) {
      Round round = round(one, Files.createDirectories(temp.resolve("round-" + i)));
      rounds.add(round);
      round.told().forEach(percent -> System.out.println(round.line(one, percent)));
    }
    List<String> misses = new ArrayList<>();
    for (double percent : rounds.getFirst().told()) {
      double own = median(rounds.stream().mapToDouble(round -> round.own(percent)));
      double other = median(rounds.stream().mapToDouble(round -> round.other(percent)));
      boolean near = Math.abs(own - other) <= Math.max(NANOS, SHARE * other);
      String line =
          line(one, percent, own, other)
              + " medians of %d | %s |".formatted(ROUNDS, near ? "met" : "**missed**");
      System.out.println(line);
      if (!near) {
        misses.add(line);
      }
    }
    assertEquals(List.of(), misses);
  }

  /// A profile, and straight after it the other client.
  private static Round round(Case one, Path folder) throws Exception {
    written();
    Profile profile =
        new Profiler(tier -> PACE).profile(request(one), folder.resolve("run"), Progress.NONE);
    ServedHere here =
        profile.here().orElseThrow(() -> new AssertionError(profile.unserved().orElse("")));
    Path scratch = Files.createDirectories(folder.resolve("scratch"));
    List<String> bodies =
        one.rows().stream()
            .map(row -> new Golden.Case("asked", row, Map.of()).requestText())
            .toList();
    try (var image =
            BuiltImage.of(Files.createDirectories(folder.resolve("image")), "slipway-served");
        var service = new LimitedService(image, one.model(), "1", bodies.getFirst(), scratch)) {
      // it set itself up for one core, as the profile's; what compiles may have another, as there
      service.limit("2");
      written();
      var client =
          new ConstantRateClient(
              service.address(),
              8080,
              bodies.stream()
                  .map(body -> ConstantRateClient.message(LimitedService.INFER, body))
                  .toList(),
              16);
      long[] _ = client.run(one.rate(), PACE.warmUp());
      // as long under load as the profile's service was
      long[] _ = client.run(0.5 * here.most().perSecond(), PACE.warmUp());
      long[] nanos = client.run(one.rate(), PACE.open());
      return new Round(
          here,
          PERCENTILES.stream()
              .collect(
                  Collectors.toMap(
                      Function.identity(),
                      percent ->
                          (double) nanos[(int) Math.ceil(percent / 100 * nanos.length) - 1])));
    }
  }

  /// Images and classes that were written a moment ago are on the disk, which would else take a
  /// core of the kernel's in the middle of a run.
  private static void written() throws Exception {
    assertEquals(0, new ProcessBuilder("sync").start().waitFor());
  }

  /// @param here what the profile found
  /// @param nanos by percentile, what the other client found
  private record Round(ServedHere here, Map<Double, Double> nanos) {

    /// Where requests suffice for it.
    List<Double> told() {
      return PERCENTILES.stream()
          .filter(percent -> here.load().response().at(new Percentile(percent)).isPresent())
          .toList();
    }

    double own(double percent) {
      return here.load().response().at(new Percentile(percent)).orElseThrow().value().toNanos();
    }

    double other(double percent) {
      return nanos.getOrDefault(percent, Double.NaN);
    }

    String line(Case one, double percent) {
      return ServedBenchTest.line(one, percent, own(percent), other(percent))
          + " others %.0f %% %s |".formatted(100 * here.load().foreignCpu(), here.load().invalid());
    }
  }

  private static String line(Case one, double percent, double own, double other) {
    return "| %s | %s/s | p%.0f | %.3f ms | %.3f ms | %+.0f %% |"
        .formatted(
            one.name(), one.rate(), percent, own / 1e6, other / 1e6, 100 * (own - other) / other);
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static ProfileRequest request(Case one) throws Exception {
    return new ProfileRequest(
        one.model(),
        Sha256.of(one.model()),
        new Profile.Settings(1, "all", 42),
        Tier.STANDARD,
        one.rows(),
        List.of(new LatencyLimit(new Percentile(95), Duration.ofMillis(500))),
        Optional.of(new Rate(one.rate())),
        new ArrivalPattern.Constant());
  }
}
