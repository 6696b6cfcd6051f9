// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.measure.golden.Golden;
import dev.slipway.model.isolated.IsolatedRuntime;
import dev.slipway.model.isolated.Limits;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.verify.check.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The service answers every golden request as the model itself does, bit by bit, and as it was
/// recorded, within one millionth.
final class ParityCheck implements ServiceCheck {

  private static final String SAME = "Answers equal the model's own, bit by bit";
  private static final String RECORDED = "Answers equal the recorded ones within 1e-6";
  private static final double TOLERANCE = 1e-6;

  /// What the checklist asks for before a difference counts as measured.
  private static final long ENOUGH_ROWS = 200;

  @Override
  public String title() {
    return "golden answers";
  }

  @Override
  public void look(Rehearsal rehearsal, Report report)
      throws ProblemException, InterruptedException {
    List<Problem> own = new ArrayList<>();
    List<Problem> recorded = new ArrayList<>();
    double worst = 0;
    long rows = 0;
    Optional<Predictor> opened = open(rehearsal, report);
    if (opened.isEmpty()) {
      return;
    }
    try (Predictor predictor = opened.get()) {
      for (int i = 0; i < rehearsal.requests().size(); i++) {
        Golden.Case golden = rehearsal.golden().cases().get(i);
        Http.Reply reply = rehearsal.infer(rehearsal.requests().get(i));
        if (reply.status() != 200) {
          own.add(unanswered(golden, reply));
          continue;
        }
        Map<String, Tensor> answer = Golden.answer(reply.body(), "The answer");
        if (!answer.equals(predictor.predict(golden.request()))) {
          own.add(different(golden, "the model's own answer", difference(golden, answer)));
        }
        double difference = difference(golden, answer);
        if (!(difference <= TOLERANCE)) {
          recorded.add(different(golden, "the recorded answer", difference));
        }
        worst = Math.max(worst, Double.isNaN(difference) ? Double.MAX_VALUE : difference);
        rows += golden.request().values().iterator().next().shape()[0];
      }
    } catch (InferenceException e) {
      report.failed(
          SAME,
          ServiceCheck.problem(
              "model", "The bundle's model cannot be run here.", e.reason(), "Export it again."));
      return;
    }
    String detail = rehearsal.requests().size() + " cases, " + rows + " rows";
    report.judge(SAME, detail, own);
    report.judge(RECORDED, detail, recorded);
    if (rows >= ENOUGH_ROWS && own.stream().noneMatch(p -> p.code().id().endsWith("unanswered"))) {
      report.measure("serving.parity_max_abs_diff", worst, "");
    }
  }

  /// Empty when the runtime does not open the model, which is then reported.
  private static Optional<Predictor> open(Rehearsal rehearsal, Report report) {
    ModelSettings settings = ModelSettings.withThreads(rehearsal.sheet().threads());
    Limits limits = Limits.generous(new Bytes(rehearsal.model().toFile().length()));
    try {
      return Optional.of(IsolatedRuntime.openAlone(rehearsal.model(), settings, limits));
    } catch (ProblemException e) {
      report.failed(SAME, e.problem());
      return Optional.empty();
    }
  }

  /// The largest difference of two numbers; infinite when the shapes, types or texts differ.
  private static double difference(Golden.Case golden, Map<String, Tensor> answer) {
    double worst = 0;
    for (Map.Entry<String, Tensor> expected : golden.response().entrySet()) {
      Tensor given = answer.get(expected.getKey());
      if (given == null
          || given.datatype() != expected.getValue().datatype()
          || !java.util.Arrays.equals(given.shape(), expected.getValue().shape())) {
        return Double.POSITIVE_INFINITY;
      }
      if (given.datatype() == DataType.BYTES) {
        worst = given.equals(expected.getValue()) ? worst : Double.POSITIVE_INFINITY;
        continue;
      }
      double[] a = given.toDoubles();
      double[] b = expected.getValue().toDoubles();
      for (int i = 0; i < a.length; i++) {
        if (Double.compare(a[i], b[i]) != 0) {
          worst = Math.max(worst, Math.abs(a[i] - b[i]));
        }
      }
    }
    return worst;
  }

  private static Problem unanswered(Golden.Case golden, Http.Reply reply) {
    return ServiceCheck.problem(
        "unanswered",
        "The golden request " + golden.id() + " is answered with " + reply.status() + ".",
        reply.body(),
        "Look at the service's log.");
  }

  private static Problem different(Golden.Case golden, String from, double difference) {
    return ServiceCheck.problem(
        "parity",
        "The answer to " + golden.id() + " differs from " + from + ".",
        "The largest difference from what was recorded is " + difference + ".",
        "See whether the image holds another model, other threads or another runtime.");
  }
}
