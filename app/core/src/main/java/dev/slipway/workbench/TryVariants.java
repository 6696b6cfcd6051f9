// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.Bytes;
import dev.slipway.base.Interval;
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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    return opened.folder().resolve("variants").resolve(NAME + ".onnx");
  }

  public VariantTrial quantised(OpenedProject opened, Profile.Tier tier, Progress progress)
      throws ProblemException, InterruptedException {
    progress.step(0, "quantising");
    byte[] before = Reading.bytes(opened.model());
    byte[] after = Quantiser.quantised(before);
    Path draft = draft(opened, after);
    boolean offered = false;
    try {
      VariantTrial trial = tried(opened, draft, tier, progress);
      offered = trial.offered();
      return trial;
    } finally {
      if (!offered) {
        delete(draft);
      }
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
    Optional<VariantTrial.Change<Interval>> score = score(opened, draft);
    var size = new VariantTrial.Change<>(size(opened.model()), size(draft));
    Optional<String> refused = refused(parity, score);
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
    boolean less = comparison.of(Comparison.Measure.CPU).outcome() == Comparison.Outcome.LESS;
    return new VariantTrial(
        NAME,
        less,
        less
            ? "it takes less processor time here"
            : "it takes no less processor time here than the model as it is",
        size,
        parity.worst(),
        parity.same(),
        score,
        Optional.of(comparison));
  }

  private static Optional<String> refused(
      Parity parity, Optional<VariantTrial.Change<Interval>> score) {
    if (parity.worst() > MOST_DIFFERENCE || parity.same() < FEWEST_SAME) {
      return Optional.of(
          "it answers otherwise: up to %.1f %% apart, the same class for %.1f %% of the requests"
              .formatted(100 * parity.worst(), 100 * parity.same()));
    }
    if (score.isEmpty()) {
      return Optional.empty();
    }
    Interval before = score.get().before();
    double after = score.get().after().value();
    boolean within = before.low() <= after && after <= before.high();
    boolean better = after > before.value();
    return within || better
        ? Optional.empty()
        : Optional.of(
            "it scores %.4f on the holdout, the model as it is %.4f (%.4f to %.4f)"
                .formatted(after, before.value(), before.low(), before.high()));
  }

  private Optional<VariantTrial.Change<Interval>> score(OpenedProject opened, Path draft)
      throws ProblemException, InterruptedException {
    if (opened.project().data().isEmpty()) {
      return Optional.empty();
    }
    Evaluation before = evaluate.score(opened, opened.model());
    Evaluation after = evaluate.score(opened, draft);
    return Optional.of(new VariantTrial.Change<>(before.score(), after.score()));
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

  private static Path draft(OpenedProject opened, byte[] bytes) throws ProblemException {
    Path file = file(opened);
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new ProblemException(
          dev.slipway.base.Problem.environment(
              "variant.unwritable",
              "The quantised model cannot be written to " + file,
              String.valueOf(e.getMessage()),
              "Check that the disk has space and that you may write there"),
          e);
    }
  }

  private static void delete(Path draft) {
    try {
      Files.deleteIfExists(draft);
      Files.deleteIfExists(draft.getParent());
    } catch (java.nio.file.DirectoryNotEmptyException others) {
      // other files are the user's
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
