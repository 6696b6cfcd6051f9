// SPDX-License-Identifier: Apache-2.0
package dev.slipway.score;

import dev.slipway.base.ChildJvm;
import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.data.sql.RowCopier;
import dev.slipway.data.sql.RowCopy;
import dev.slipway.model.RuntimeRefusal;
import dev.slipway.model.isolated.MemoryLimit;
import dev.slipway.serving.drift.DriftBaseline;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.ModelSettings;
import dev.slipway.serving.predict.OrtBoot;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.protocol.DriftBaselineReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/// The child process: the model and the data engine in one place, so that rows need no way between
/// them. It answers pieces, one after the other, until its parent closes the connection or dies.
public final class ScoringMain {

  private final Said.Job job;
  private final OrtPredictor predictor;
  private final DriftBaseline baseline;
  private final RowCopier copier;
  private final AtomicReference<RowScoring> scoring = new AtomicReference<>(RowScoring.OF_NOTHING);

  private ScoringMain(
      Said.Job job, OrtPredictor predictor, DriftBaseline baseline, RowCopier copier) {
    this.job = job;
    this.predictor = predictor;
    this.baseline = baseline;
    this.copier = copier;
  }

  public static void main(String[] args) throws IOException {
    ChildJvm.endWithParent();
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = System.out;
    // A library that prints must not break into the talk.
    System.setOut(System.err);
    OrtBoot.runtimeVersion();
    answer(in, out, MemoryLimit::allow);
    Runtime.getRuntime().halt(0);
  }

  /// What is done with the bytes that the job may take.
  interface Allowing {
    void allow(long bytes) throws IOException;
  }

  /// Does a job until its input ends.
  static void answer(BufferedReader in, PrintStream out, Allowing memory) throws IOException {
    try {
      Said.Job job = Json.read(in.readLine(), Said.Job.class);
      memory.allow(job.memory());
      serve(job, in, out);
    } catch (ProblemException e) {
      say(out, failed(e.problem()));
    }
  }

  private static void serve(Said.Job job, BufferedReader in, PrintStream out)
      throws IOException, ProblemException {
    try (OrtPredictor predictor = OrtPredictor.load(job.onnx(), ModelSettings.withThreads(1));
        var copier = new RowCopier(job.files(), job.limits(), rows -> say(out, word(rows)))) {
      DriftBaseline baseline =
          job.baseline().isPresent()
              ? DriftBaselineReader.read(job.baseline().get())
              : DriftBaseline.none();
      var main = new ScoringMain(job, predictor, baseline, copier);
      say(out, word(0));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        say(out, main.did(Json.read(line, Said.Ask.class)));
      }
    } catch (InferenceException refusal) {
      throw new ProblemException(RuntimeRefusal.explain(refusal, job.onnx().toString()), refusal);
    }
  }

  private Said.Word did(Said.Ask ask) {
    try {
      return ask.look() ? look(ask.copy()) : copy(ask.copy());
    } catch (ProblemException e) {
      return failed(e.problem());
    } catch (InterruptedException nobodyDoes) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(nobodyDoes);
    }
  }

  private Said.Word copy(RowCopy copy) throws ProblemException, InterruptedException {
    RowScoring found = scoring.get();
    try (ModelFunction together = function(copy, found)) {
      try {
        return copied(copy, together);
      } catch (ProblemException e) {
        if (!together.isDiffering()) {
          throw e;
        }
      }
    }
    try (ModelFunction alone = function(copy, found.alone())) {
      return copied(copy, alone);
    }
  }

  private ModelFunction function(RowCopy copy, RowScoring of) {
    return of.function(predictor, ModelFunction.Drift.of(baseline, copy.rows()));
  }

  private Said.Word copied(RowCopy copy, ModelFunction function)
      throws ProblemException, InterruptedException {
    RowCopy.Copied copied = copier.copy(copy, function);
    return new Said.Word(
        true,
        copied.rows(),
        copied.rejected(),
        copied.firstRejected(),
        List.of(),
        Optional.empty(),
        function.drift(),
        peak(),
        copied.threads());
  }

  private Said.Word look(RowCopy copy) throws ProblemException, InterruptedException {
    var first = new FirstRows(predictor, job.slots(), job.labels());
    copier.look(copy, FirstRows.MOST, first);
    scoring.set(first.found(copy.file().name()));
    return new Said.Word(
        true, 0, 0, "", scoring.get().answers(), Optional.empty(), new TreeMap<>(), peak(), 0);
  }

  private static Said.Word word(long rows) {
    return new Said.Word(false, rows, 0, "", List.of(), Optional.empty(), new TreeMap<>(), 0, 0);
  }

  private static Said.Word failed(Problem problem) {
    return new Said.Word(
        true, 0, 0, "", List.of(), Optional.of(problem), new TreeMap<>(), peak(), 0);
  }

  private static synchronized void say(PrintStream out, Said.Word word) {
    out.println(Json.line(word));
    out.flush();
  }

  /// The most memory that this process had, where the system says so.
  private static long peak() {
    try {
      Map<String, String> status = new TreeMap<>();
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        String[] parts = line.split(":\\s*", 2);
        status.put(parts[0], parts[parts.length - 1]);
      }
      return Long.parseLong(status.getOrDefault("VmHWM", "0 kB").split(" ")[0]) * 1024;
    } catch (IOException noSuchSystem) {
      return 0;
    }
  }
}
