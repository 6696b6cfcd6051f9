// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Percentile;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Sha256;
import dev.slipway.base.Verdict;
import dev.slipway.evidence.Evidence;
import dev.slipway.measure.load.Block;
import dev.slipway.measure.load.Latencies;
import dev.slipway.measure.service.Served;
import dev.slipway.measure.service.ServedSplit;
import dev.slipway.measure.verdict.LatencyVerdict;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.Hashes;
import dev.slipway.workbench.project.OpenedProject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Turns a measurement of a running service into facts of the source `target`.
final class ServiceFacts {

  /// A verdict on a limit on latency, by its percentile.
  static final String OBJECTIVE = "serving.objective_";

  private static final Percentile P99 = new Percentile(99);

  private ServiceFacts() {}

  /// The model, and what the requests were taken from. Of a job's log that is not told: it is taken
  /// for what it is when the log is.
  static Fact.Inputs inputs(OpenedProject opened, Sha256 model) throws ProblemException {
    return Fact.Inputs.none().and("model", model).and(Hashes.REQUESTS, Hashes.requests(opened));
  }

  /// What was found, as evidence of the kind `target`.
  ///
  /// @param inputs what it was found from: see [#inputs]
  static List<Fact> of(Served served, Fact.Inputs inputs) {
    Block block = served.block();
    List<Fact> facts = new ArrayList<>();
    facts.add(
        Fact.of(
            "serving.load_errors",
            block.errors(),
            "of %d requests".formatted(block.errors() + block.response().count()),
            inputs));
    facts.add(Fact.of("serving.load_rps", block.throughput().perSecond(), "requests/s", inputs));
    block.response().at(P99).ifPresent(p99 -> facts.add(slowest(served, p99, inputs)));
    served.verdicts().forEach(judged -> facts.add(judged(served, judged, inputs)));
    ServedSplit split = served.split();
    if (split.server().isPresent()) {
      facts.add(part("serialise", split.serialise(), inputs));
    }
    split.parts().forEach((part, time) -> facts.add(part(part, time, inputs)));
    served
        .capacity()
        .filter(pair -> block.invalid().isEmpty())
        .ifPresent(pair -> {
          double measured = pair.measured().perSecond();
          facts.add(Fact.of("serving.capacity_rps", measured, "requests/s", inputs));
          facts.add(Fact.of("serving.capacity_error", pair.error(), "share", inputs));
        });
    return facts.stream().map(fact -> fact.from(Evidence.Source.TARGET)).toList();
  }

  /// The verdicts alone: what rests on a made-up size proves nothing, and they say so.
  static List<Fact> verdicts(List<Fact> facts) {
    return facts.stream().filter(fact -> fact.key().startsWith(OBJECTIVE)).toList();
  }

  /// The mean of one part of a request's time.
  private static Fact part(String name, Duration time, Fact.Inputs inputs) {
    return Fact.of("serving.split_" + name + "_ms", time.toNanos() / 1e6, "ms", inputs);
  }

  /// A disturbed run is no evidence: what it found is the disturbance's.
  private static Fact slowest(Served served, Latencies.AtPercentile p99, Fact.Inputs inputs) {
    List<String> invalid = served.block().invalid();
    return invalid.isEmpty()
        ? Fact.of("serving.latency_p99_ms", p99.value().toNanos() / 1e6, "ms", inputs)
        : Fact.of("serving.latency_p99_ms", String.join("; ", invalid), Evidence.ERROR, inputs);
  }

  /// What disturbs a run only makes answers later: that a disturbed one keeps its limit stands, as
  /// its verdict says; that it misses it shows nothing, though older versions wrote it so.
  private static Fact judged(Served served, LatencyVerdict judged, Fact.Inputs inputs) {
    var bound = Hashes.and(inputs, judged);
    List<String> invalid = served.block().invalid();
    return judged.verdict() instanceof Verdict.NotMet && !invalid.isEmpty()
        ? Fact.of(OBJECTIVE + judged.at(), String.join("; ", invalid), Evidence.ERROR, bound)
        : Fact.of(OBJECTIVE + judged.at(), judged.verdict().inWords(), "", bound);
  }
}
