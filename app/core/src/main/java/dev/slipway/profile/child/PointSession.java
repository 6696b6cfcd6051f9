// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.child;

import dev.slipway.base.Percentile;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.load.Latencies;
import dev.slipway.measure.load.LoadGenerator;
import dev.slipway.measure.load.LoadSpec;
import dev.slipway.measure.load.LoadTarget;
import dev.slipway.measure.load.Measured;
import dev.slipway.measure.load.Ticker;
import dev.slipway.measure.machine.KernelFiles;
import dev.slipway.measure.machine.ProcessMemory;
import dev.slipway.measure.machine.SystemCpu;
import dev.slipway.profile.Profile;
import dev.slipway.profile.search.PointReading;
import dev.slipway.profile.search.SearchSpace;
import dev.slipway.request.RowsFile;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// Measures one way to run a model, in a process that measures nothing else, so that its memory is
/// its own.
final class PointSession {

  private static final Duration SPIN = Duration.ofNanos(200_000);
  private static final Duration WINDOW = Duration.ofMillis(60);
  private static final Percentile AT = new Percentile(95);
  private static final int MOST_REQUESTS = 64;
  private static final int PARTS = 5;

  private final PointJob job;
  private final KernelFiles files = new KernelFiles(Path.of("/"));
  private final LoadGenerator generator =
      new LoadGenerator(Ticker.system(SPIN), new SystemCpu(files));

  PointSession(PointJob job) {
    this.job = job;
  }

  PointReading measure() throws ProblemException, IOException, InterruptedException {
    long began = System.nanoTime();
    SearchSpace.Point point = job.point();
    List<Map<String, Tensor>> requests =
        Batches.of(RowsFile.read(job.rows()), point.batch(), MOST_REQUESTS);
    var settings = new Profile.Settings(point.threads(), point.level(), job.seed());
    try (Predictor predictor = ModelLoading.load(job.model(), settings)) {
      ModelLoading.answer(predictor, requests.getFirst());
      var source = new PredictorSource(predictor, requests);
      warmUp(source);
      List<Block> parts = new ArrayList<>();
      for (int i = 0; i < PARTS; i++) {
        parts.add(part(source));
      }
      return reading(parts, began);
    }
  }

  private Block part(LoadTarget.Source source) throws ProblemException, InterruptedException {
    return AnsweredBlock.run(
            generator, job.length().dividedBy(PARTS), this::spec, source, job.model().toString())
        .block();
  }

  private void warmUp(LoadTarget.Source source) throws InterruptedException {
    var watch = new WarmUp();
    long end = System.nanoTime() + job.warmUp().toNanos();
    while (!watch.settled() && System.nanoTime() < end) {
      long compiling = WarmUp.compiling();
      Measured window = generator.run(spec(WINDOW), source, Progress.NONE);
      watch.add(
          new WarmUp.Window(
              window.block().length(),
              window.medianService(),
              Duration.ofMillis(WarmUp.compiling() - compiling)));
    }
  }

  /// The medians of the parts, so that a disturbed moment is not taken for the point's.
  private PointReading reading(List<Block> parts, long began) {
    int batch = job.point().batch();
    return new PointReading(
        job.point(),
        job.length(),
        median(parts, block -> block.throughput().perSecond() * batch),
        nanos(median(parts, block -> (double) latency(block).toNanos())),
        nanos(median(parts, block -> block.cpuPerInference().toNanos() / (double) batch)),
        new ProcessMemory(files).peak(),
        median(parts, Block::foreignCpu),
        Duration.ofNanos(System.nanoTime() - began),
        Optional.of(spread(parts, batch)));
  }

  private static PointReading.Spread spread(List<Block> parts, int batch) {
    DoubleSummaryStatistics rows =
        parts.stream()
            .mapToDouble(block -> block.throughput().perSecond() * batch)
            .summaryStatistics();
    List<Duration> latencies = parts.stream().map(PointSession::latency).sorted().toList();
    return new PointReading.Spread(
        rows.getMin(),
        rows.getMax(),
        latencies.getFirst(),
        latencies.getLast(),
        1 - 2 / Math.pow(2, parts.size()));
  }

  private static Duration latency(Block block) {
    return block.service().at(AT).map(Latencies.AtPercentile::value).orElse(block.service().max());
  }

  private static Duration nanos(double nanos) {
    return Duration.ofNanos(Math.round(nanos));
  }

  private static double median(List<Block> parts, ToDoubleFunction<Block> of) {
    return parts.stream().mapToDouble(of).sorted().toArray()[PARTS / 2];
  }

  private LoadSpec spec(Duration length) {
    return new LoadSpec(
        new Arrival.Closed(job.point().clients()),
        length,
        job.seed(),
        1,
        Duration.ZERO,
        List.of(),
        0);
  }
}
