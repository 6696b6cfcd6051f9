// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Bytes;
import dev.slipway.base.Interval;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.data.Evaluation;
import dev.slipway.model.Quantiser;
import dev.slipway.profile.Comparison;
import dev.slipway.profile.ComparisonRequest;
import dev.slipway.profile.Contender;
import dev.slipway.profile.Profile;
import dev.slipway.profile.Profiler;
import dev.slipway.serving.tensor.Tensor;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Makes a quantised form of the project's model, and offers it only when it answers alike, scores
/// as well on the holdout, and takes less on this machine.
public final class TryVariants {

  private static final String NAME = "int8";
  private static final double MOST_DIFFERENCE = 0.05;
  private static final double FEWEST_SAME = 0.99;

  private final Profiler profiler;
  private final EvaluateModel evaluate;

  TryVariants(Profiler profiler, EvaluateModel evaluate) {
    this.profiler = profiler;
    this.evaluate = evaluate;
  }

  /// Where an offered form is written.
  public static Path file(OpenedProject opened) {
    return folder(opened).resolve(NAME + ".onnx");
  }

  private static Path folder(OpenedProject opened) {
    return opened.folder().resolve("variants");
  }

  public VariantTrial quantised(OpenedProject opened, Profile.Tier tier, Progress progress)
      throws ProblemException, InterruptedException {
    progress.step(0, "quantising");
    byte[] after = Quantiser.quantised(Reading.bytes(opened.model()));
    Path offered = file(opened);
    Path draft = folder(opened).resolve(NAME + "-untried.onnx");
    try {
      Files.createDirectories(folder(opened));
      try {
        Files.write(draft, after);
        VariantTrial trial = tried(opened, draft, tier, progress);
        if (trial.offered()) {
          Files.move(draft, offered, StandardCopyOption.REPLACE_EXISTING);
        } else {
          Files.deleteIfExists(offered);
        }
        return trial;
      } finally {
        Files.deleteIfExists(draft);
        deleteIfEmpty(folder(opened));
      }
    } catch (IOException e) {
      throw new ProblemException(
          Problem.environment(
              "variant.unwritable",
              "The quantised model cannot be written to " + offered,
              String.valueOf(e.getMessage()),
              "Check that the disk has space and that you may write there"),
          e);
    }
  }

  private VariantTrial tried(OpenedProject opened, Path draft, Profile.Tier tier, Progress progress)
      throws ProblemException, InterruptedException {
    var inspection = InspectModel.look(opened.model());
    List<Map<String, Tensor>> rows =
        ExampleRequests.of(opened, inspection, RunProfile.SEED).requests();
    progress.step(0.02, "comparing the answers");
    Parity parity = Parity.of(opened.model(), draft, rows);
    progress.step(0.05, "scoring on the holdout");
    Optional<VariantTrial.Change<Evaluation>> evaluated = evaluated(opened, draft);
    var score =
        evaluated.map(
            both -> new VariantTrial.Change<>(both.before().score(), both.after().score()));
    var size = new VariantTrial.Change<>(size(opened.model()), size(draft));
    Optional<String> refused = refused(parity, evaluated);
    if (refused.isPresent()) {
      return new VariantTrial(
          NAME, false, refused.get(), size, parity.worst(), parity.same(), score, Optional.empty());
    }
    Comparison comparison =
        profiler.compare(
            new ComparisonRequest(
                contender("as it is", opened.model()),
                contender(NAME, draft),
                rows,
                ComparisonRequest.Effort.of(tier)),
            progress.part(0.1, 1));
    Comparison.Ratio cpu = comparison.of(Comparison.Measure.CPU);
    boolean less = cpu.outcome() == Comparison.Outcome.LESS;
    return new VariantTrial(
        NAME,
        less,
        because(less, cpu.ratio()),
        size,
        parity.worst(),
        parity.same(),
        score,
        Optional.of(comparison));
  }

  private static String because(boolean less, Interval ratio) {
    return String.format(
        Locale.ROOT,
        "it takes %s processor time here: %.2f times that of the model as it is"
            + " (%.2f to %.2f, at %.0f %%)",
        less ? "less" : "no less",
        ratio.value(),
        ratio.low(),
        ratio.high(),
        100 * ratio.confidence());
  }

  private static Optional<String> refused(
      Parity parity, Optional<VariantTrial.Change<Evaluation>> evaluated) {
    if (parity.worst() > MOST_DIFFERENCE || parity.same() < FEWEST_SAME) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "it answers otherwise: up to %.1f %% apart, the same class for %.1f %% of the"
                  + " requests",
              100 * parity.worst(),
              100 * parity.same()));
    }
    return evaluated.flatMap(both -> worse(both.before(), both.after().score().value()));
  }

  /// Why a score counts as worse: beyond the bad end of the interval of the model as it is.
  static Optional<String> worse(Evaluation before, double after) {
    Interval score = before.score();
    boolean worse = before.higherIsBetter() ? after < score.low() : after > score.high();
    return worse
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "its %s on the holdout is %.4f, that of the model as it is %.4f (%.4f to %.4f)",
                before.metric(),
                after,
                score.value(),
                score.low(),
                score.high()))
        : Optional.empty();
  }

  private Optional<VariantTrial.Change<Evaluation>> evaluated(OpenedProject opened, Path draft)
      throws ProblemException, InterruptedException {
    if (opened.project().data().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new VariantTrial.Change<>(
            evaluate.score(opened, opened.model()), evaluate.score(opened, draft)));
  }

  private static Contender contender(String name, Path model) throws ProblemException {
    return new Contender(
        name,
        model.toAbsolutePath(),
        Sha256.of(Reading.bytes(model)),
        new Profile.Settings(1, "ALL", RunProfile.SEED));
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
