// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import dev.slipway.base.Numbers;
import dev.slipway.base.Percentile;
import dev.slipway.base.Rate;
import dev.slipway.measure.machine.CpuMeter;
import dev.slipway.measure.verdict.LateRequests;
import dev.slipway.measure.verdict.Verdicts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Merges the counts of a load's workers.
final class LoadOutcome {

  private static final double MOST_LATE = 0.01;
  private static final double MOST_FOREIGN = 0.10;
  private static final double SATURATED = 0.80;
  private static final Percentile P99 = new Percentile(99);

  private final LoadSpec spec;
  private final List<LoadWorker> workers;
  private final Usage usage;
  private final long wall;
  private final LatencyRecorder response;
  private final LatencyRecorder service;
  private final LatencyRecorder lag;
  private final LateRequests parts;
  private final Optional<Responses> responses;

  /// What the machine was used for meanwhile.
  ///
  /// @param heap before and after
  /// @param processors that this process may use
  /// @param objection to measuring on the machine at all
  record Usage(
      LoadTarget.Place place,
      CpuMeter.Reading before,
      CpuMeter.Reading after,
      HeapMeter.Span heap,
      int processors,
      Optional<String> objection) {

    private long cpu() {
      return after.process() - before.process();
    }
  }

  LoadOutcome(LoadWorker.Shared shared, List<LoadWorker> workers, Usage usage) {
    this.spec = shared.spec();
    this.workers = workers;
    this.usage = usage;
    this.responses = Optional.ofNullable(shared.responses()).map(ResponseParts::responses);
    long last = workers.stream().mapToLong(w -> w.lastDone).max().orElse(shared.origin());
    wall = Math.max(last - shared.origin(), spec.length().toNanos());
    response = workers.getFirst().response;
    service = workers.getFirst().service;
    lag = workers.getFirst().lag;
    parts = workers.getFirst().parts;
    workers.stream().skip(1).forEach(w -> parts.add(w.parts));
    workers.stream().skip(1).forEach(w -> lag.add(w.lag));
    workers.stream().skip(1).forEach(w -> response.add(w.response));
    workers.stream().skip(1).forEach(w -> service.add(w.service));
  }

  Measured measured() {
    return new Measured(
        block(),
        service.median(),
        tallies(),
        Samples.merged(workers.stream().map(w -> w.samples).toList()),
        responses);
  }

  private Block block() {
    long sent = response.count() + errors() - workers.stream().mapToLong(w -> w.unsent).sum();
    double late = sent == 0 ? 0 : (double) workers.stream().mapToLong(w -> w.late).sum() / sent;
    double foreign = usage.after().foreignSince(usage.before(), wall);
    return new Block(
        spec.arrival(),
        Duration.ofNanos(wall),
        response.latencies(),
        service.latencies(),
        new Rate(response.count() * 1e9 / wall),
        errors(),
        late,
        sent == 0 ? Duration.ZERO : Duration.ofNanos(workingCpu() / sent),
        foreign,
        invalid(late, foreign),
        goodput(),
        lag(),
        usage.place() == LoadTarget.Place.HERE && sent > 0
            ? Optional.of(usage.heap().heap(sent))
            : Optional.empty());
  }

  /// Within the longest limit: what is beyond that breaks a promise, whichever percentile it is of.
  private Optional<Rate> goodput() {
    return IntStream.range(0, spec.limits().size())
        .boxed()
        .max(Comparator.comparing(limit -> spec.limits().get(limit).limit()))
        .map(limit -> new Rate((response.count() - response.over(limit)) * 1e9 / wall));
  }

  private Optional<Block.Lag> lag() {
    Latencies seen = lag.latencies();
    return seen.count() == 0
        ? Optional.empty()
        : Optional.of(
            new Block.Lag(
                lag.median(), seen.at(P99).map(Latencies.AtPercentile::value), seen.max()));
  }

  private long errors() {
    return workers.stream().mapToLong(w -> w.errors).sum();
  }

  private List<Verdicts.Tally> tallies() {
    return IntStream.range(0, spec.limits().size()).mapToObj(parts::tally).toList();
  }

  /// CPU time of the process, less what waiting burnt.
  private long workingCpu() {
    return Math.max(0, usage.cpu() - workers.stream().mapToLong(w -> w.burnt).sum());
  }

  /// What to say where others used so much of the machine that the load was disturbed.
  static Optional<String> disturbing(double foreign) {
    return foreign > MOST_FOREIGN
        ? Optional.of("other programs used " + Numbers.percent(foreign) + " of the machine")
        : Optional.empty();
  }

  private List<String> invalid(double late, double foreign) {
    List<String> reasons = new ArrayList<>();
    if (late > MOST_LATE) {
      reasons.add(Numbers.percent(late) + " of the requests were sent over 1 ms late");
    }
    double own = usage.cpu() / ((double) wall * usage.processors());
    if (usage.place() == LoadTarget.Place.ELSEWHERE && own > SATURATED) {
      reasons.add("the client itself used " + Numbers.percent(own) + " of its processors");
    }
    if (usage.place() == LoadTarget.Place.HERE) {
      disturbing(foreign).ifPresent(reasons::add);
    }
    if (usage.after().throttled() > usage.before().throttled()) {
      reasons.add("the system held the processor back (throttled)");
    }
    usage.objection().ifPresent(reasons::add);
    return reasons;
  }
}
