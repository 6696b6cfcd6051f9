// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Bytes;
import dev.slipway.base.Interval;
import dev.slipway.base.Numbers;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Reading;
import dev.slipway.base.Sha256;
import dev.slipway.evaluate.Evaluation;
import dev.slipway.measure.golden.AnswerDifference;
import dev.slipway.measure.load.Tier;
import dev.slipway.measure.service.Workload;
import dev.slipway.model.Quantiser;
import dev.slipway.model.VariantMark;
import dev.slipway.profile.Profile;
import dev.slipway.profile.compare.Comparison;
import dev.slipway.profile.compare.ComparisonRequest;
import dev.slipway.profile.compare.Contender;
import dev.slipway.profile.host.Profiler;
import dev.slipway.request.InputSizes;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.Predictor;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.workbench.project.Hashes;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Shelf;
import dev.slipway.workbench.project.VariantForm;
import dev.slipway.workbench.variants.VariantRecords;
import dev.slipway.workbench.variants.VariantTrial;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Tries variants of the project's model. It offers one only when it answers as the model does,
/// scores as well on the holdout, and takes less on this machine.
public final class TryVariants {

  private static final Profile.Settings REWRITING =
      new Profile.Settings(1, VariantForm.EXTENDED.text(), Workload.SEED);
  private static final double MOST_DIFFERENCE = 0.05;
  private static final double FEWEST_SAME = 0.99;

  /// What says that a model has no such form.
  private static final Set<String> UNMADE = Set.of("model.not-quantised", "profile.not-optimised");

  private final Profiler profiler;
  private final EvaluateModel evaluate;
  private final VariantRecords records;
  private final Shelf shelf;

  TryVariants(Profiler profiler, EvaluateModel evaluate, VariantRecords records, Shelf shelf) {
    this.profiler = profiler;
    this.evaluate = evaluate;
    this.records = records;
    this.shelf = shelf;
  }

  /// Writes a form of the model to a file.
  private interface VariantWriter {
    void write(Path to) throws ProblemException, IOException, InterruptedException;
  }

  /// The forms of the model as it is now that were offered, by name.
  static SortedMap<String, Path> offered(OpenedProject opened, Sha256 model)
      throws ProblemException {
    SortedMap<String, Path> offered = new TreeMap<>();
    for (VariantForm form : VariantForm.values()) {
      Path file = VariantForm.file(opened, form.text());
      if (Files.exists(file) && VariantMark.isOn(InspectModel.look(file).metadata(), model)) {
        offered.put(form.text(), file);
      }
    }
    return offered;
  }

  public VariantTrial one(OpenedProject opened, VariantForm form, Tier tier, Progress progress)
      throws ProblemException, InterruptedException {
    VariantWriter writer =
        switch (form) {
          case INT8 -> to -> Files.write(to, Quantiser.quantised(Reading.bytes(opened.original())));
          case EXTENDED -> to -> profiler.optimise(opened.original(), REWRITING, to);
        };
    return trial(opened, form.text(), tier, writer, progress);
  }

  private VariantTrial trial(
      OpenedProject opened, String name, Tier tier, VariantWriter writer, Progress progress)
      throws ProblemException, InterruptedException {
    progress.step(0, "making the form " + name);
    Path offered = VariantForm.file(opened, name);
    Path draft = VariantForm.folder(opened).resolve(name + "-untried.onnx");
    try {
      Files.createDirectories(VariantForm.folder(opened));
      try {
        Optional<Problem> unmade = made(opened, writer, draft);
        VariantTrial trial =
            unmade.isPresent()
                ? new VariantTrial(name, false, said(unmade.get()), Optional.empty())
                : tried(opened, name, draft, tier, progress);
        if (trial.offered()) {
          Files.move(draft, offered, StandardCopyOption.REPLACE_EXISTING);
        } else if (!opened.variant().equals(Optional.of(name))) {
          // one that slipway.yaml chooses stays readable; its record keeps it from being shipped
          Files.deleteIfExists(offered);
        }
        keep(opened, trial);
        return trial;
      } finally {
        Files.deleteIfExists(draft);
        deleteIfEmpty(VariantForm.folder(opened));
      }
    } catch (IOException e) {
      throw new ProblemException(
          Problem.environment(
              "variant.unwritable",
              "A form of the model cannot be written to " + offered,
              String.valueOf(e.getMessage()),
              "Check that the disk has space and that you may write there"),
          e);
    }
  }

  private void keep(OpenedProject opened, VariantTrial trial) throws ProblemException {
    records.keep(opened, trial);
    String kind = VariantRecords.kind(trial.name());
    shelf.keep(
        opened,
        Hashes.of(opened.original()),
        kind,
        shelf.newId(opened, kind),
        VariantRecords.inputs(opened, trial),
        trial);
  }

  /// A model that has no such form is an answer, not a failure.
  private static Optional<Problem> made(OpenedProject opened, VariantWriter writer, Path draft)
      throws ProblemException, IOException, InterruptedException {
    try {
      writer.write(draft);
      Sha256 model = InspectModel.look(opened.original()).model().sha256();
      Files.write(draft, VariantMark.on(Files.readAllBytes(draft), model));
      return Optional.empty();
    } catch (ProblemException e) {
      if (UNMADE.contains(e.problem().code().id())) {
        return Optional.of(e.problem());
      }
      throw e;
    }
  }

  private static String said(Problem problem) {
    return problem.what() + ": " + problem.why();
  }

  private VariantTrial tried(
      OpenedProject opened, String name, Path draft, Tier tier, Progress progress)
      throws ProblemException, InterruptedException {
    var inspection = InspectModel.look(opened.original());
    ExampleRequests examples = ExampleRequests.of(opened, inspection, Workload.SEED);
    List<Map<String, Tensor>> rows = examples.requests();
    progress.step(0.02, "comparing the answers");
    AnswerDifference difference = difference(opened.original(), draft, rows);
    progress.step(0.05, "scoring on the holdout");
    Optional<VariantTrial.Change<Evaluation>> evaluated = evaluated(opened, draft);
    var score =
        evaluated.map(
            both -> new VariantTrial.Change<>(both.before().score(), both.after().score()));
    String metric = evaluated.map(both -> both.before().metric()).orElse("");
    var size = new VariantTrial.Change<>(size(opened.original()), size(draft));
    Optional<String> refused = refused(difference, evaluated);
    if (refused.isPresent()) {
      return new VariantTrial(
          name,
          false,
          refused.get(),
          Optional.of(
              new VariantTrial.Results(
                  size, difference.worst(), difference.same(), metric, score, Optional.empty())));
    }
    Comparison comparison =
        profiler.compare(
            new ComparisonRequest(
                contender("as it is", opened.original()).with(examples.sizes()),
                contender(name, draft).with(examples.sizes()),
                rows,
                ComparisonRequest.Sampling.of(tier)),
            progress.part(0.1, 1));
    Comparison.Ratio cpu = comparison.of(Comparison.Measure.CPU);
    boolean less = cpu.outcome() == Comparison.Outcome.LESS;
    return new VariantTrial(
        name,
        less,
        because(less, cpu.ratio(), examples.sizes()),
        Optional.of(
            new VariantTrial.Results(
                size,
                difference.worst(),
                difference.same(),
                metric,
                score,
                Optional.of(comparison))));
  }

  static String because(boolean less, Interval ratio, InputSizes inputs) {
    return String.format(
            Locale.ROOT,
            "it takes %s processor time here: %.2f times that of the model as it is"
                + " (%.2f to %.2f, at %.0f %%)",
            less ? "less" : "no less",
            ratio.value(),
            ratio.low(),
            ratio.high(),
            100 * ratio.confidence())
        + inputs.mark();
  }

  private static AnswerDifference difference(
      Path original, Path draft, List<Map<String, Tensor>> rows) throws ProblemException {
    try (Predictor first = Models.open(original, 1);
        Predictor second = Models.open(draft, 1)) {
      return AnswerDifference.of(first, second, rows);
    } catch (InferenceException e) {
      throw new ProblemException(
          Problem.input(
              "variant.refused-row",
              "One of the two forms of the model does not answer",
              e.reason(),
              "Check the rows against slipway inspect"),
          e);
    }
  }

  private static Optional<String> refused(
      AnswerDifference difference, Optional<VariantTrial.Change<Evaluation>> evaluated) {
    if (difference.worst() > MOST_DIFFERENCE || difference.same() < FEWEST_SAME) {
      return Optional.of(
          "its answers differ by up to %s; it gives the same class for %s of the requests"
              .formatted(Numbers.percent(difference.worst()), Numbers.percent(difference.same())));
    }
    return evaluated.flatMap(both -> worse(both.before(), both.after().score().value()));
  }

  /// Why a score counts as worse: beyond the bad end of the interval of the model as it is.
  static Optional<String> worse(Evaluation before, double after) {
    Interval score = before.score();
    boolean worse = before.higherIsBetter() ? after < score.low() : after > score.high();
    return worse
        ? Optional.of(
            "its %s on the holdout is %s, that of the model as it is %s (%s to %s)"
                .formatted(
                    before.metric(),
                    Numbers.score(after),
                    Numbers.score(score.value()),
                    Numbers.score(score.low()),
                    Numbers.score(score.high())))
        : Optional.empty();
  }

  private Optional<VariantTrial.Change<Evaluation>> evaluated(OpenedProject opened, Path draft)
      throws ProblemException, InterruptedException {
    if (opened.project().data().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new VariantTrial.Change<>(
            evaluate.score(opened, opened.original()), evaluate.score(opened, draft)));
  }

  private static Contender contender(String name, Path model) throws ProblemException {
    return new Contender(
        name,
        model.toAbsolutePath(),
        Sha256.of(Reading.bytes(model)),
        new Profile.Settings(1, "ALL", Workload.SEED));
  }

  private static Bytes size(Path file) throws ProblemException {
    return new Bytes(Reading.bytes(file).length);
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException others) {
      // what is offered, or other files of the user's
    }
  }
}
