// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.base.Percentile;
import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.base.Sha256;
import dev.slipway.measure.golden.Golden;
import dev.slipway.measure.load.ArrivalPattern;
import dev.slipway.measure.load.Latencies;
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

  /// The model alone is hardly measured here; over a socket it is half a minute.
  private static final Pace PACE =
      new Pace(
          Duration.ofSeconds(8),
          Duration.ofSeconds(2),
          Duration.ofSeconds(Integer.getInteger("slipway.bench.seconds", 30)),
          Duration.ofSeconds(Integer.getInteger("slipway.bench.seconds", 30)),
          Duration.ofMillis(200),
          Duration.ofMillis(400),
          1,
          true);

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
    Path run = temp.resolve("run");
    Profile profile = new Profiler(tier -> PACE).profile(request(one), run, Progress.NONE);
    ServedHere here =
        profile.here().orElseThrow(() -> new AssertionError(profile.unserved().orElse("")));
    long[] nanos;
    Path scratch = Files.createDirectories(temp.resolve("scratch"));
    List<String> bodies =
        one.rows().stream()
            .map(row -> new Golden.Case("asked", row, Map.of()).requestText())
            .toList();
    try (var image =
            BuiltImage.of(Files.createDirectories(temp.resolve("image")), "slipway-served");
        var service = new LimitedService(image, one.model(), "1", bodies.getFirst(), scratch)) {
      // it set itself up for one core, as the profile's; what compiles may have another, as there
      service.limit("2");
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
      nanos = client.run(one.rate(), PACE.open());
    }
    List<String> misses = new ArrayList<>();
    for (double percent : new double[] {50, 95, 99}) {
      here.load()
          .response()
          .at(new Percentile(percent))
          .ifPresent(at -> compare(one, at, nanos, here, misses));
    }
    assertEquals(List.of(), misses);
  }

  private static void compare(
      Case one, Latencies.AtPercentile at, long[] nanos, ServedHere here, List<String> misses) {
    long other = nanos[(int) Math.ceil(at.percentile().share() * nanos.length) - 1];
    long own = at.value().toNanos();
    boolean near = Math.abs(own - other) <= Math.max(NANOS, SHARE * other);
    String line =
        "| %s | %s/s | %s | %.3f ms | %.3f ms | %+.0f %% | %s | others %.0f %% %s |"
            .formatted(
                one.name(),
                one.rate(),
                at.percentile(),
                own / 1e6,
                other / 1e6,
                100.0 * (own - other) / other,
                near ? "met" : "**missed**",
                100 * here.load().foreignCpu(),
                here.load().invalid());
    System.out.println(line);
    if (!near) {
      misses.add(line);
    }
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
