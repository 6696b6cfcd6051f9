// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.service;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Rate;
import dev.slipway.measure.golden.AnswerDifference;
import dev.slipway.measure.golden.Golden;
import dev.slipway.measure.load.Arrival;
import dev.slipway.measure.wire.Bearer;
import dev.slipway.serving.tensor.Tensor;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Measures a running service by a workload: on a laptop, and in the container that measures beside
/// the deployed service. Whether the service has the workload's model is seen by its answers, since
/// the protocol tells no hash.
public final class ServiceRun {

  private static final int MOST_COMPARED = 32;

  /// Another processor may round otherwise.
  private static final double TOLERANCE = 1e-3;

  private final Workload workload;
  private final Golden golden;
  private final Bearer bearer;

  /// @param bearer the token that each request brings
  public ServiceRun(Workload workload, Golden golden, Bearer bearer) {
    this.workload = workload;
    this.golden = golden;
    this.bearer = bearer;
  }

  /// @param url of the service, without a path
  /// @param metrics where the server tells its own times; empty where that is not known
  public Served against(URI url, Optional<URI> metrics, Progress progress)
      throws ProblemException, InterruptedException {
    var load = new ServiceLoad(url, workload.project(), bearer, workload.limits());
    progress.step(0, "comparing answers with the model's own");
    List<Map<String, Tensor>> rows = golden.cases().stream().map(Golden.Case::request).toList();
    List<byte[]> bodies = rows.stream().map(load::request).toList();
    List<byte[]> answers = compare(load, bodies);
    Arrival arrival = workload.arrival(Workload.SEED);
    load.run(bodies, arrival, workload.warmUp(), progress.part(0, 0.2));
    ServiceLoad.SplitResult watched =
        load.watch(
            new ServiceLoad.Requests(rows, answers),
            arrival,
            workload.looks(),
            metrics,
            progress.part(0.2, 1));
    return new Served(
        watched.result().block(),
        watched.result().verdicts(),
        answers.size(),
        watched.split(),
        Optional.empty());
  }

  /// As many answers a second as the service gives.
  public Rate most(URI url) throws ProblemException, InterruptedException {
    return new ServiceLoad(url, workload.project(), bearer, workload.limits())
        .most(golden.cases().stream().map(Golden.Case::requestText).toList(), workload.warmUp());
  }

  /// @return the answers, which are as the model's own
  private List<byte[]> compare(ServiceLoad load, List<byte[]> requests)
      throws ProblemException, InterruptedException {
    int compared = Math.min(MOST_COMPARED, requests.size());
    List<byte[]> answers = new ArrayList<>();
    for (int i = 0; i < compared; i++) {
      byte[] reply = load.ask(requests.get(i));
      AnswerDifference difference =
          AnswerDifference.of(golden.cases().get(i).response(), answer(load, reply));
      if (difference.worst() > TOLERANCE || difference.same() < 1) {
        throw Problem.input(
                "service.other-model",
                "The service does not answer as the project's model does",
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
}
