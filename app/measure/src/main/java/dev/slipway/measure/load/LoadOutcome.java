// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.load;

import dev.slipway.base.Numbers;
import dev.slipway.base.Percentile;
import dev.slipway.base.Rate;
import dev.slipway.base.Verdict;
import dev.slipway.measure.verdict.LateRequests;
import dev.slipway.measure.verdict.LatencyLimit;
import dev.slipway.measure.verdict.Verdicts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Merges the counts of a load's workers, stage by stage.
final class LoadOutcome {

  private static final double MOST_LATE = 0.01;
  private static final double MOST_FOREIGN = 0.10;
  private static final double SATURATED = 0.80;
  private static final Percentile P99 = new Percentile(99);

  private final LoadSpec spec;
  private final List<LoadWorker> workers;
  private final Usage usage;
  private final LatencyRecorder response;
  private final LatencyRecorder service = new LatencyRecorder();
  private final LatencyRecorder lag = new LatencyRecorder();
  private LateRequests late;
  private @Nullable ResponseParts responses; // null where no samples are kept
  private Duration reached = Duration.ZERO;
  private int looks;

  LoadOutcome(LoadSpec spec, List<LoadWorker> workers, Usage usage) {
    this.spec = spec;
    this.workers = workers;
    this.usage = usage;
    this.response = new LatencyRecorder(spec.limits());
    this.late = new LateRequests(0, spec.limits());
  }

  /// What the workers have done in another stage.
  void add(LoadWorker.Stage stage, Usage.Span used) {
    long last = workers.stream().mapToLong(w -> w.lastDone).max().orElse(stage.origin());
    usage.add(used, Math.max(last - stage.origin(), stage.length().toNanos()));
    reached = reached.plus(stage.schedule().reach(stage.length()));
    LateRequests both = workers.getFirst().late;
    workers.stream().skip(1).forEach(w -> both.add(w.late));
    late = looks == 0 ? both : late.then(both);
    responses = then(responses, stage.responses());
    looks++;
  }

  private static @Nullable ResponseParts then(
      @Nullable ResponseParts before, @Nullable ResponseParts later) {
    return before == null || later == null ? later : before.then(later);
  }

  /// Whether there is no need of another stage: every limit has a verdict, or the budget has ended.
  boolean tells() {
    List<LatencyLimit> limits = spec.limits();
    return looks == spec.looks().most()
        || IntStream.range(0, limits.size())
            .mapToObj(i -> Verdicts.judge(limits.get(i), late.tally(i), spec.looks(), looks))
            .noneMatch(Verdict.Inconclusive.class::isInstance);
  }

  Measured measured(Optional<String> objection) {
    for (LoadWorker worker : workers) {
      response.add(worker.response);
      service.add(worker.service);
      lag.add(worker.lag);
    }
    var looked = new Measured.Looked(spec.looks(), looks, reached);
    return new Measured(
        block(objection),
        service.median(),
        tallies(),
        looked,
        Samples.merged(workers.stream().map(w -> w.samples).toList()),
        Optional.ofNullable(responses).map(kept -> kept.responses(looked)));
  }

  private Block block(Optional<String> objection) {
    long sent = response.count() + errors() - workers.stream().mapToLong(w -> w.unsent).sum();
    double tardy =
        sent == 0 ? 0 : (double) workers.stream().mapToLong(w -> w.lateStarts).sum() / sent;
    return new Block(
        spec.arrival(),
        Duration.ofNanos(usage.wall()),
        response.latencies(),
        service.latencies(),
        new Rate(response.count() * 1e9 / usage.wall()),
        errors(),
        tardy,
        sent == 0 ? Duration.ZERO : Duration.ofNanos(workingCpu() / sent),
        usage.foreign(),
        invalid(tardy, objection),
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
        .map(limit -> new Rate((response.count() - response.over(limit)) * 1e9 / usage.wall()));
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
    return IntStream.range(0, spec.limits().size()).mapToObj(late::tally).toList();
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

  private List<String> invalid(double tardy, Optional<String> objection) {
    List<String> reasons = new ArrayList<>();
    if (tardy > MOST_LATE) {
      reasons.add(Numbers.percent(tardy) + " of the requests were sent over 1 ms late");
    }
    if (usage.place() == LoadTarget.Place.ELSEWHERE && usage.own() > SATURATED) {
      reasons.add("the client itself used " + Numbers.percent(usage.own()) + " of its processors");
    }
    if (usage.place() == LoadTarget.Place.HERE) {
      disturbing(usage.foreign()).ifPresent(reasons::add);
    }
    if (usage.throttled()) {
      reasons.add("the system held the processor back (throttled)");
    }
    objection.ifPresent(reasons::add);
    return reasons;
  }
}
