// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Bytes;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
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
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
    var own =
        new Differences(
            "the model's own answer",
            "See whether the image holds another model, other threads or another runtime.");
    var recorded =
        new Differences(
            "the recorded answer",
            "Find out what changed since they were recorded: the model, its preparation, the"
                + " runtime. Where the new answers are right, remove the golden file and record"
                + " them anew with slipway golden add.");
    List<Problem> unanswered = unanswered(rehearsal);
    double worst = 0;
    long rows = 0;
    Optional<Predictor> opened = open(rehearsal, report);
    if (opened.isEmpty()) {
      return;
    }
    try (Predictor predictor = opened.get()) {
      for (int i = 0; i < rehearsal.requests().size(); i++) {
        Golden.Case golden = rehearsal.golden().cases().get(i);
        Http.Reply reply = rehearsal.replies().get(i);
        if (reply.status() != 200) {
          continue;
        }
        Map<String, Tensor> answer = Golden.answer(reply.body(), "The answer");
        Map<String, Tensor> itself = predictor.predict(golden.request());
        if (!same(answer, itself)) {
          own.add(golden.id(), difference(itself, answer));
        }
        double difference = difference(golden.response(), answer);
        if (!(difference <= TOLERANCE)) {
          recorded.add(golden.id(), difference);
        }
        worst = Math.max(worst, Double.isNaN(difference) ? Double.MAX_VALUE : difference);
        rows += rows(golden);
      }
    } catch (InferenceException e) {
      report.failed(
          SAME,
          ServiceCheck.problem(
              "model", "The bundle's model cannot be run here.", e.reason(), "Export it again."));
      return;
    }
    int answered = rehearsal.answered().size();
    String detail = Words.count(answered, "case") + ", " + Words.count(rows, "row");
    report.judge(SAME, detail, Stream.concat(unanswered.stream(), own.problem().stream()).toList());
    if (answered == 0) {
      report.notRun(RECORDED, "the service answers none of the golden requests");
    } else {
      report.judge(RECORDED, detail, recorded.problem().stream().toList());
    }
    if (rows >= ENOUGH_ROWS && unanswered.isEmpty()) {
      report.measure("serving.parity_max_abs_diff", worst, "");
    }
  }

  private static long rows(Golden.Case golden) {
    long[] shape = golden.request().values().iterator().next().shape();
    return shape.length == 0 ? 1 : shape[0];
  }

  /// A problem for each way in which golden requests are refused, the most frequent first.
  private static List<Problem> unanswered(Rehearsal rehearsal) {
    Map<String, List<String>> ids = new LinkedHashMap<>();
    for (int i = 0; i < rehearsal.requests().size(); i++) {
      Http.Reply reply = rehearsal.replies().get(i);
      if (reply.status() != 200) {
        // The same cause at another place of another request
        String cause = reply.status() + " " + reply.body().replaceAll("\\d+", "…");
        ids.computeIfAbsent(cause, first -> new ArrayList<>(List.of(reply.body())))
            .add(rehearsal.golden().cases().get(i).id());
      }
    }
    return ids.entrySet().stream()
        .sorted(Comparator.comparingInt(cause -> -cause.getValue().size()))
        .map(cause ->
            ServiceCheck.problem(
                "unanswered",
                "%s answered with %s: %s."
                    .formatted(
                        Differences.cases(cause.getValue().size() - 1),
                        cause.getKey().substring(0, 3),
                        Differences.some(cause.getValue().subList(1, cause.getValue().size()))),
                cause.getValue().getFirst(),
                "Correct or leave out what the service cannot take; its log says more."))
        .toList();
  }

  /// Golden requests whose answers differ from others.
  private static final class Differences {
    private static final int SHOWN = 5;
    private final String from;
    private final String remedy;
    private final List<String> ids = new ArrayList<>();
    private double worst;

    Differences(String from, String remedy) {
      this.from = from;
      this.remedy = remedy;
    }

    void add(String id, double difference) {
      ids.add(id);
      worst = Double.isNaN(difference) ? difference : Math.max(worst, difference);
    }

    static String cases(int count) {
      return count == 1 ? "One golden request is" : count + " golden requests are";
    }

    static String some(List<String> ids) {
      return String.join(", ", ids.subList(0, Math.min(SHOWN, ids.size())))
          + (ids.size() > SHOWN ? ", …" : "");
    }

    Optional<Problem> problem() {
      if (ids.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          ServiceCheck.problem(
              "parity",
              "%s answered otherwise than %s: %s.".formatted(cases(ids.size()), from, some(ids)),
              Double.isInfinite(worst)
                  ? "At least one is another class, another text, or of another shape."
                  : "The largest difference from it is " + worst + ".",
              remedy));
    }
  }

  /// Bit for bit, but for which of the many NaNs one is: JSON has one word for them all.
  static boolean same(Map<String, Tensor> answer, Map<String, Tensor> own) {
    if (answer.equals(own)) {
      return true;
    }
    return answer.keySet().equals(own.keySet())
        && own.entrySet().stream()
            .allMatch(output ->
                same(Objects.requireNonNull(answer.get(output.getKey())), output.getValue()));
  }

  private static boolean same(Tensor a, Tensor b) {
    return a.equals(b)
        || (a.datatype() == b.datatype()
            && a.datatype().isFloatingPoint()
            && Arrays.equals(a.shape(), b.shape())
            && IntStream.range(0, a.size()).allMatch(i -> same(a.doubleAt(i), b.doubleAt(i))));
  }

  /// JSON has one word, `null`, for NaN and the infinities: a service that is told to write it
  /// (`output.non-finite`) cannot say which it was.
  private static boolean same(double answer, double own) {
    return Double.compare(answer, own) == 0 || (Double.isNaN(answer) && !Double.isFinite(own));
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
  private static double difference(Map<String, Tensor> right, Map<String, Tensor> answer) {
    double worst = 0;
    for (Map.Entry<String, Tensor> expected : right.entrySet()) {
      Tensor given = answer.get(expected.getKey());
      if (given == null
          || given.datatype() != expected.getValue().datatype()
          || !Arrays.equals(given.shape(), expected.getValue().shape())) {
        return Double.POSITIVE_INFINITY;
      }
      if (given.datatype() == DataType.BYTES) {
        worst = given.equals(expected.getValue()) ? worst : Double.POSITIVE_INFINITY;
        continue;
      }
      double[] a = given.toDoubles();
      double[] b = expected.getValue().toDoubles();
      for (int i = 0; i < a.length; i++) {
        if (!same(a[i], b[i])) {
          worst = Math.max(worst, Math.abs(a[i] - b[i]));
        }
      }
    }
    return worst;
  }
}
