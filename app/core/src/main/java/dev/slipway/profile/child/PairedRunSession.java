// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.base.ProblemException;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.LoadGenerator;
import dev.slipway.measure.load.LoadSpec;
import dev.slipway.measure.load.LoadTarget;
import dev.slipway.measure.load.Measured;
import dev.slipway.measure.load.Ticker;
import dev.slipway.measure.machine.EnvironmentProbe;
import dev.slipway.measure.machine.KernelFiles;
import dev.slipway.measure.machine.SystemCpu;
import dev.slipway.profile.compare.Contender;
import dev.slipway.profile.compare.PairedRun;
import dev.slipway.request.RowsFile;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/// One start of a comparison: A, a second copy of A, and B, loaded beside one another and run in
/// turns. What the two copies of A differ by is what chance does on this machine.
final class PairedRunSession {

  private static final Duration SPIN = Duration.ofNanos(200_000);
  private static final Duration WINDOW = Duration.ofMillis(100);
  private static final int SIDES = 3;
  private static final int B = 2;

  private final PairedRunJob job;
  private final Consumer<Message> out;
  private final KernelFiles files = new KernelFiles(Path.of("/"));
  private final LoadGenerator generator =
      new LoadGenerator(Ticker.system(SPIN), new SystemCpu(files));

  PairedRunSession(PairedRunJob job, Consumer<Message> out) {
    this.job = job;
    this.out = out;
  }

  /// @param runtime name and version of what runs the models
  PairedRun compare(String runtime) throws ProblemException, IOException, InterruptedException {
    List<Map<String, Tensor>> rows = RowsFile.read(job.rows());
    try (Predictor a = open(job.a(), rows);
        Predictor again = open(job.a(), rows);
        Predictor b = open(job.b(), rows)) {
      List<LoadTarget.Source> sides =
          List.of(
              new PredictorSource(a, rows),
              new PredictorSource(again, rows),
              new PredictorSource(b, rows));
      boolean settled = warmUp(sides);
      List<PairedRun.Round> rounds = new ArrayList<>();
      var order = new Random(job.a().settings().seed() + job.start());
      for (int i = 0; i < job.sampling().rounds(); i++) {
        rounds.add(round(sides, order));
        out.accept(
            new Message.Step(
                (i + 1.0) / job.sampling().rounds(),
                "comparing, start %d of %d".formatted(job.start() + 1, job.sampling().starts())));
      }
      return new PairedRun(new EnvironmentProbe(files).environment(runtime), rounds, settled);
    }
  }

  private static Predictor open(Contender side, List<Map<String, Tensor>> rows)
      throws ProblemException {
    Predictor predictor = ModelLoading.load(side.model(), side.settings());
    try {
      ModelLoading.answer(predictor, rows.getFirst());
      return predictor;
    } catch (ProblemException e) {
      predictor.close();
      throw e;
    }
  }

  /// In turns too, since the compiler sees all three as one.
  private boolean warmUp(List<LoadTarget.Source> sides)
      throws ProblemException, InterruptedException {
    List<WarmUp> watches = List.of(new WarmUp(), new WarmUp(), new WarmUp());
    long end = System.nanoTime() + SIDES * job.sampling().warmUp().toNanos();
    boolean settled = false;
    while (!settled && System.nanoTime() < end) {
      for (int side = 0; side < SIDES; side++) {
        long compiling = WarmUp.compiling();
        Measured window = run(sides, side, WINDOW);
        watches
            .get(side)
            .add(
                new WarmUp.Window(
                    window.block().length(),
                    window.medianService(),
                    Duration.ofMillis(WarmUp.compiling() - compiling)));
      }
      settled = watches.stream().allMatch(WarmUp::settled);
    }
    return settled;
  }

  private PairedRun.Round round(List<LoadTarget.Source> sides, Random random)
      throws ProblemException, InterruptedException {
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2));
    Collections.shuffle(order, random);
    var readings = new PairedRun.Reading[SIDES];
    for (int side : order) {
      Measured measured = run(sides, side, job.sampling().block());
      readings[side] =
          new PairedRun.Reading(
              measured.medianService(),
              measured.block().cpuPerInference(),
              measured.block().foreignCpu());
    }
    return new PairedRun.Round(readings[0], readings[1], readings[2]);
  }

  private Measured run(List<LoadTarget.Source> sides, int side, Duration length)
      throws ProblemException, InterruptedException {
    return AnsweredBlock.run(
        generator, length, this::spec, sides.get(side), (side == B ? job.b() : job.a()).name());
  }

  private LoadSpec spec(Duration length) {
    return new LoadSpec(
        new Arrival.Closed(1), length, job.a().settings().seed(), 1, Duration.ZERO, List.of(), 0);
  }
}
