// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Percentile;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.base.Verdict;
import dev.slipway.checklist.Evidence;
import dev.slipway.data.Golden;
import dev.slipway.profile.Arrival;
import dev.slipway.profile.Block;
import dev.slipway.profile.Latencies;
import dev.slipway.profile.Profile;
import dev.slipway.profile.ServedSplit;
import dev.slipway.profile.ServiceLoad;
import dev.slipway.profile.Workload;
import dev.slipway.serving.tensor.Tensor;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Measures a running service by a workload: on a laptop, and in the container that measures beside
/// the deployed service. Whether the service has the workload's model is seen by its answers, since
/// the protocol tells no hash.
final class ServiceRun {

  private static final int MOST_COMPARED = 32;

  /// Another processor may round otherwise.
  private static final double TOLERANCE = 1e-3;

  private static final Percentile P99 = new Percentile(99);

  private final Workload workload;
  private final Golden golden;

  ServiceRun(Workload workload, Golden golden) {
    this.workload = workload;
    this.golden = golden;
  }

  /// @param url of the service, without a path
  /// @param metrics where the server tells its own times; empty where that is not known
  ProfileService.Served against(URI url, Optional<URI> metrics, Progress progress)
      throws ProblemException, InterruptedException {
    var load = new ServiceLoad(url, workload.project(), workload.limits());
    progress.step(0, "comparing answers with the model's own");
    List<Map<String, Tensor>> rows = golden.cases().stream().map(Golden.Case::request).toList();
    List<byte[]> bodies = rows.stream().map(load::request).toList();
    List<byte[]> answers = compare(load, bodies);
    Arrival arrival = workload.arrival(RunProfile.SEED);
    Duration length = workload.length();
    load.run(bodies, arrival, length.dividedBy(4), progress.part(0, 0.2));
    ServiceLoad.Watched watched =
        load.watch(
            new ServiceLoad.Asked(rows, answers), arrival, length, metrics, progress.part(0.2, 1));
    return new ProfileService.Served(
        watched.result().block(),
        watched.result().verdicts(),
        answers.size(),
        watched.split(),
        Optional.empty());
  }

  /// As many answers a second as the service gives.
  Rate most(URI url) throws ProblemException, InterruptedException {
    return new ServiceLoad(url, workload.project(), workload.limits())
        .most(
            golden.cases().stream().map(Golden.Case::requestText).toList(),
            workload.length().dividedBy(4));
  }

  /// @return the answers, which are as the model's own
  private List<byte[]> compare(ServiceLoad load, List<byte[]> requests)
      throws ProblemException, InterruptedException {
    int compared = Math.min(MOST_COMPARED, requests.size());
    List<byte[]> answers = new ArrayList<>();
    for (int i = 0; i < compared; i++) {
      byte[] reply = load.ask(requests.get(i));
      Likeness likeness = Likeness.of(golden.cases().get(i).response(), answer(load, reply));
      if (likeness.worst() > TOLERANCE || likeness.same() < 1) {
        throw Problem.input(
                "service.other-model",
                "The service answers otherwise than the project's model",
                "Request " + (i + 1) + " of " + compared + " is answered with " + load.shown(reply),
                "Deploy the project's model there, or open the project of the model that is there")
            .asException();
      }
      answers.add(reply);
    }
    return answers;
  }

  private static Map<String, Tensor> answer(ServiceLoad load, byte[] reply)
      throws ProblemException {
    try {
      return load.outputs(reply);
    } catch (ProblemException other) {
      throw new ProblemException(
          Problem.input(
              "service.other-protocol",
              "The service does not answer as the Open Inference Protocol says",
              "To a request of the project it answers " + load.shown(reply),
              "Check that the address is that of the model's own service, not of a page before it"),
          other);
    }
  }

  /// What was found, as evidence of the kind `target`.
  List<Fact> facts(ProfileService.Served served) {
    var inputs = Fact.Inputs.none().and("model", workload.model());
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
    for (Profile.LatencyVerdict judged : served.verdicts()) {
      facts.add(Fact.of("serving.objective_" + judged.at(), words(judged.verdict()), "", inputs));
    }
    ServedSplit split = served.split();
    if (split.server().isPresent()) {
      facts.add(part("serialise", split.serialise(), inputs));
    }
    split.parts().forEach((part, time) -> facts.add(part(part, time, inputs)));
    served
        .capacity()
        .ifPresent(pair -> {
          double measured = pair.measured().perSecond();
          facts.add(Fact.of("serving.capacity_rps", measured, "requests/s", inputs));
          facts.add(Fact.of("serving.capacity_error", pair.error(), "share", inputs));
        });
    return facts.stream().map(fact -> fact.from(Evidence.Source.TARGET)).toList();
  }

  /// The mean of one part of a request's time.
  private static Fact part(String name, Duration time, Fact.Inputs inputs) {
    return Fact.of("serving.split_" + name + "_ms", time.toNanos() / 1e6, "ms", inputs);
  }

  /// What disturbs a run only makes answers later: a disturbed p99 over its limit shows nothing.
  private static Fact slowest(
      ProfileService.Served served, Latencies.AtPercentile p99, Fact.Inputs inputs) {
    List<String> invalid = served.block().invalid();
    boolean over =
        served.verdicts().stream()
            .anyMatch(
                judged -> judged.at().equals(P99) && p99.value().compareTo(judged.limit()) > 0);
    return over && !invalid.isEmpty()
        ? Fact.of("serving.latency_p99_ms", String.join("; ", invalid), Evidence.ERROR, inputs)
        : Fact.of("serving.latency_p99_ms", p99.value().toNanos() / 1e6, "ms", inputs);
  }

  static String words(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Met(String because) -> "met: " + because;
      case Verdict.NotMet(String because) -> "not met: " + because;
      case Verdict.Inconclusive(String because, long ignored) -> "inconclusive: " + because;
    };
  }
}
