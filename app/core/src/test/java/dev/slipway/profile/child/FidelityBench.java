// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Progress;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.LoadGenerator;
import dev.slipway.measure.load.LoadSpec;
import dev.slipway.measure.load.LoadTarget;
import dev.slipway.measure.load.Measured;
import dev.slipway.measure.load.Ticker;
import dev.slipway.measure.machine.KernelFiles;
import dev.slipway.measure.machine.SystemCpu;
import dev.slipway.profile.Profile;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What measuring from Java adds: the profiler's own load against a C program on the same library
/// (`reference.c`), in turns, a block each. Needs gcc and the header of Debian's
/// libonnxruntime-dev.
@Tag("bench")
final class FidelityBench {

  private static final int ROUNDS = 15;
  private static final long BLOCK_MILLIS = 300;
  private static final Duration MOST_WARM_UP = Duration.ofSeconds(12);

  /// A profile has run for as long when it measures: its own code is compiled by then too.
  private static final int FEWEST_WARM_UPS = 25;

  private static final double SHARE = 0.03;
  private static final double NANOS = 3_000;
  private static final String LIBRARY = "/ai/onnxruntime/native/linux-x64/libonnxruntime.so";

  @TempDir Path folder;

  private final LoadGenerator generator =
      new LoadGenerator(
          Ticker.system(Duration.ofNanos(200_000)), new SystemCpu(new KernelFiles(Path.of("/"))));

  /// @param p50 nanoseconds
  /// @param cpu nanoseconds an inference
  private record Reading(double p50, double cpu) {}

  private record Pair(Reading java, Reading c) {}

  @Test
  void javaMeasuresWhatCMeasures() throws Exception {
    Path program = compiled();
    List<String> misses = new ArrayList<>();
    System.out.println("model        p50 C      p50 Java  ratio   CPU C      CPU Java  ratio");
    for (Path model :
        List.of(MadeModels.mlp(folder), MadeModels.cnn(folder), MadeModels.transformer(folder))) {
      List<Pair> pairs = inTurns(program, model);
      String name = model.getFileName().toString().replace(".onnx", "");
      Reading c = median(pairs.stream().map(Pair::c).toList());
      Reading java = median(pairs.stream().map(Pair::java).toList());
      System.out.printf(
          "%-11s %7.1f µs %7.1f µs  %.3f  %7.1f µs %7.1f µs  %.3f%n",
          name,
          c.p50() / 1e3,
          java.p50() / 1e3,
          java.p50() / c.p50(),
          c.cpu() / 1e3,
          java.cpu() / 1e3,
          java.cpu() / c.cpu());
      if (apart(java.p50(), c.p50()) || apart(java.cpu(), c.cpu())) {
        misses.add(name);
      }
    }
    assertTrue(misses.isEmpty(), "over 3 % and over 3 µs apart: " + misses);
  }

  private static boolean apart(double a, double b) {
    return Math.abs(a - b) > Math.max(SHARE * b, NANOS);
  }

  private List<Pair> inTurns(Path program, Path model) throws Exception {
    var settings = new Profile.Settings(1, "ALL", 1);
    try (Predictor predictor = ModelLoading.load(model, settings)) {
      var source = new PredictorSource(predictor, List.of(row(predictor)));
      Process process = started(program, model, predictor);
      try (BufferedReader answers = process.inputReader()) {
        settle(source);
        c(process, answers);
        long compiling = WarmUp.compiling();
        List<Pair> pairs = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
          Reading c = c(process, answers);
          pairs.add(new Pair(java(source), c));
        }
        System.out.printf(
            "%s: the compiler took %d ms in %d blocks of %d ms%n",
            model.getFileName(), WarmUp.compiling() - compiling, ROUNDS, BLOCK_MILLIS);
        return pairs;
      } finally {
        process.destroy();
      }
    }
  }

  /// As a profile does: until answers take the same time and the compiler rests.
  private void settle(LoadTarget.Source source) throws InterruptedException {
    var watch = new WarmUp();
    long end = System.nanoTime() + MOST_WARM_UP.toNanos();
    for (int i = 0; (i < FEWEST_WARM_UPS || !watch.settled()) && System.nanoTime() < end; i++) {
      long compiling = WarmUp.compiling();
      Measured window = measured(source);
      watch.add(
          new WarmUp.Window(
              window.block().length(),
              window.medianService(),
              Duration.ofMillis(WarmUp.compiling() - compiling)));
    }
  }

  private static Map<String, Tensor> row(Predictor predictor) {
    TensorSpec input = predictor.inputs().getFirst();
    long[] shape = shape(input);
    int size = 1;
    for (long dimension : shape) {
      size *= (int) dimension;
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = i % 7 * 0.125f;
    }
    return Map.of(input.name(), Tensor.floats(shape, values));
  }

  private static long[] shape(TensorSpec spec) {
    return spec.shape().stream().mapToLong(d -> ((Dimension.Fixed) d).size()).toArray();
  }

  private static String shapeText(TensorSpec spec) {
    return java.util.Arrays.stream(shape(spec))
        .mapToObj(Long::toString)
        .collect(Collectors.joining("x"));
  }

  private static Process started(Path program, Path model, Predictor predictor) throws IOException {
    TensorSpec in = predictor.inputs().getFirst();
    TensorSpec out = predictor.outputs().getFirst();
    return new ProcessBuilder(
            program.toString(),
            model.toString(),
            in.name(),
            shapeText(in),
            out.name(),
            shapeText(out))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static Reading c(Process process, BufferedReader answers) throws IOException {
    process.outputWriter().write(BLOCK_MILLIS + "\n");
    process.outputWriter().flush();
    String[] fields = Objects.requireNonNull(answers.readLine(), "the C program ended").split(" ");
    return new Reading(Double.parseDouble(fields[1]), Double.parseDouble(fields[2]));
  }

  private Reading java(LoadTarget.Source source) throws InterruptedException {
    Measured measured = measured(source);
    return new Reading(
        measured.medianService().toNanos(), measured.block().cpuPerInference().toNanos());
  }

  private Measured measured(LoadTarget.Source source) throws InterruptedException {
    var spec =
        new LoadSpec(
            new Arrival.Closed(1),
            Duration.ofMillis(BLOCK_MILLIS),
            1,
            1,
            Duration.ZERO,
            List.of(),
            0);
    return generator.run(spec, source, Progress.NONE);
  }

  private static Reading median(List<Reading> readings) {
    return new Reading(
        readings.stream().mapToDouble(Reading::p50).sorted().toArray()[readings.size() / 2],
        readings.stream().mapToDouble(Reading::cpu).sorted().toArray()[readings.size() / 2]);
  }

  /// The library out of the jar that Java uses, so that both run the very same code.
  private Path compiled() throws Exception {
    Path library = folder.resolve("libonnxruntime.so");
    try (InputStream in = FidelityBench.class.getResourceAsStream(LIBRARY)) {
      Files.copy(Objects.requireNonNull(in, LIBRARY), library);
    }
    Files.createSymbolicLink(folder.resolve("libonnxruntime.so.1"), library);
    Path source = folder.resolve("reference.c");
    try (InputStream in = FidelityBench.class.getResourceAsStream("/fidelity/reference.c")) {
      Files.copy(Objects.requireNonNull(in), source);
    }
    Path program = folder.resolve("reference");
    Process gcc =
        new ProcessBuilder(
                "gcc",
                "-O2",
                "-D_GNU_SOURCE",
                "-I/usr/include/onnxruntime",
                "-o",
                program.toString(),
                source.toString(),
                library.toString(),
                "-Wl,-rpath," + folder)
            .inheritIO()
            .start();
    assertEquals(0, gcc.waitFor(), "gcc's exit code");
    return program;
  }
}
