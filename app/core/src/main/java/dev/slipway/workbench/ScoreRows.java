// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import dev.slipway.base.Sha256;
import dev.slipway.base.Shell;
import dev.slipway.data.sql.Limits;
import dev.slipway.inspect.Inspection;
import dev.slipway.measure.machine.Environment;
import dev.slipway.objective.Project;
import dev.slipway.plan.JudgedObjective;
import dev.slipway.score.ScoreOrder;
import dev.slipway.score.ScoreSpeed;
import dev.slipway.score.Scored;
import dev.slipway.score.Scorer;
import dev.slipway.score.Share;
import dev.slipway.workbench.project.Fact;
import dev.slipway.workbench.project.Hashes;
import dev.slipway.workbench.project.ImportModel;
import dev.slipway.workbench.project.OpenProject;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.project.Shelf;
import dev.slipway.workbench.project.Trail;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Answers files of rows by the million into a folder of Parquet. A project keeps as evidence what
/// was scored with which model.
public final class ScoreRows {

  static final String KIND = "score";

  /// The verdict on the objective.
  static final String VERDICT = "batch.done_in_time";

  private final OpenProject open;
  private final ImportModel imports;
  private final Records records;
  private final InstantSource clock;

  /// Where what was found is kept, and judged.
  record Records(Trail trail, Shelf shelf, MakePlan plan) {}

  ScoreRows(OpenProject open, ImportModel imports, Records records, InstantSource clock) {
    this.open = open;
    this.imports = imports;
    this.records = records;
    this.clock = clock;
  }

  /// The line that measures how fast it scores.
  static String command(OpenedProject opened) {
    return opened.command("score") + " --data FILES --out FOLDER";
  }

  /// @param data files, folders and globs
  /// @param out the folder of the answers
  /// @param keep columns that stand beside the answers; empty for all that the model does not take
  /// @param maxRejected the largest share of rows that may be refused, 0 to 1
  /// @param share of the pieces that is scored now
  public record Asked(
      List<String> data,
      Path out,
      Optional<List<String>> keep,
      double maxRejected,
      Limits limits,
      Share share) {
    public Asked {
      data = List.copyOf(data);
    }
  }

  /// @param unjudged why the rows are not compared with the project's drift baseline; empty where
  ///   they are, or there is no project
  /// @param batch whether as many rows as are asked for would be done in time; empty where nothing
  ///   is asked for, or nothing was scored now
  public record Outcome(
      Scored scored, Optional<String> unjudged, Optional<JudgedObjective> batch) {}

  /// @param given a model file, or a project whose model is meant
  public Outcome score(Path given, Asked asked, Progress progress)
      throws ProblemException, InterruptedException {
    if (!OpenProject.isProject(given)) {
      Path model = imports.of(given, Optional.empty(), progress).onnx();
      var data = new ScoreOrder.Data(asked.data(), Map.of(), Optional.empty());
      return new Outcome(
          run(order(InspectModel.look(model), data, asked, Optional.empty()), progress),
          Optional.empty(),
          Optional.empty());
    }
    OpenedProject opened = open.open(given, progress);
    Inspection inspection = InspectModel.look(opened);
    Optional<Project.DataSource> source = opened.project().data();
    var data =
        new ScoreOrder.Data(
            asked.data(),
            source.<Map<String, String>>map(Project.DataSource::inputs).orElse(Map.of()),
            source.map(Project.DataSource::label));
    Optional<String> unjudged = unjudged(opened, inspection);
    Optional<Path> baseline =
        unjudged.isPresent()
            ? Optional.empty()
            : Optional.of(opened.folder().resolve(KeepBaseline.FILE));
    ScoreOrder order = order(inspection, data, asked, baseline);
    Scored scored = run(order, progress);
    if (scored.whole()) {
      keep(opened, asked, scored);
    }
    return new Outcome(scored, unjudged, timed(opened, scored, order));
  }

  private static Optional<String> unjudged(OpenedProject opened, Inspection inspection) {
    if (!Files.exists(opened.folder().resolve(KeepBaseline.FILE))) {
      return Optional.of("no baseline is kept; " + KeepBaseline.command(opened) + " keeps one");
    }
    try {
      KeepBaseline.kept(opened, inspection);
      return Optional.empty();
    } catch (ProblemException stale) {
      return Optional.of(stale.problem().what());
    }
  }

  private Scored run(ScoreOrder order, Progress progress)
      throws ProblemException, InterruptedException {
    return Scorer.score(order, clock.instant(), System::nanoTime, progress);
  }

  private static ScoreOrder order(
      Inspection inspection, ScoreOrder.Data data, Asked asked, Optional<Path> baseline)
      throws ProblemException {
    Models.refuse(inspection);
    return new ScoreOrder(
        new ScoreOrder.Model(
            inspection.model().path(),
            inspection.model().sha256(),
            inspection.signature(),
            inspection.featureMap(),
            inspection.weights()),
        data,
        new ScoreOrder.Terms(asked.keep(), asked.maxRejected(), asked.limits(), baseline),
        asked.out(),
        asked.share());
  }

  /// Keeps how fast it went, and judges what is asked of scoring in batch by it.
  private Optional<JudgedObjective> timed(OpenedProject opened, Scored scored, ScoreOrder order)
      throws ProblemException {
    if (scored.now().paced().isEmpty()) {
      return Optional.empty();
    }
    Sha256 model = scored.report().model();
    var inputs = Fact.Inputs.none().and("model", model).and(Hashes.DATA, Hashes.data(opened));
    Shelf.Now now = Shelf.Now.of(opened, model);
    var speed = ScoreSpeed.of(scored.now(), order, Environment.here(""));
    Optional<ScoreSpeed> before =
        records
            .shelf()
            .latest(opened, now, KIND, ScoreSpeed.class, command(opened))
            .filter(last -> last.stale().isEmpty())
            .map(Recorded::value);
    // A run that goes on looks again at what is finished, which is no start of a whole run.
    boolean whole = scored.now().before() == 0;
    if (whole && before.filter(last -> last.tellsMoreThan(speed)).isEmpty()) {
      String id = records.shelf().newId(opened, KIND);
      records.shelf().keep(opened, model, KIND, id, inputs, speed);
    }
    Optional<JudgedObjective> judged = records.plan().batchJudged(opened, now);
    if (judged.isPresent()) {
      records
          .trail()
          .keep(opened, model, command(opened), List.of(fact(opened, judged.get(), inputs)));
    }
    return judged;
  }

  /// @param inputs of the run that it is judged by
  static Fact fact(OpenedProject opened, JudgedObjective judged, Fact.Inputs inputs) {
    return Fact.of(
        VERDICT, judged.verdict().inWords(), "", inputs.and(Hashes.BATCH, Hashes.batch(opened)));
  }

  private void keep(OpenedProject opened, Asked asked, Scored scored) throws ProblemException {
    Scored.Report report = scored.report();
    var inputs = Fact.Inputs.none().and("model", report.model()).and("scored data", report.input());
    records
        .trail()
        .keep(
            opened,
            report.model(),
            command(opened.folder(), asked),
            List.of(
                Fact.of("score.rows", report.rows(), "rows", inputs),
                Fact.of("score.rejected", report.rejected(), "rows", inputs),
                Fact.of(
                    "score.drifted",
                    String.join(
                        ", ",
                        report.drift().stream()
                            .filter(Scored.DriftFound::isDrifted)
                            .map(Scored.DriftFound::feature)
                            .toList()),
                    "text",
                    inputs)));
  }

  /// What gives the same answers again, with what was not asked for left out.
  static String command(Path project, Asked asked) {
    List<Object> words = new ArrayList<>(List.of("slipway", "score", project));
    asked.data().forEach(data -> words.addAll(List.of("--data", data)));
    words.addAll(List.of("--out", asked.out()));
    asked.keep().ifPresent(columns -> words.addAll(List.of("--keep", String.join(",", columns))));
    if (!asked.share().isAll()) {
      words.addAll(List.of("--share", asked.share()));
    }
    if (asked.maxRejected() > 0) {
      BigDecimal percent = BigDecimal.valueOf(asked.maxRejected()).movePointRight(2);
      words.addAll(List.of("--max-rejected", percent.stripTrailingZeros().toPlainString() + "%"));
    }
    Limits limits = asked.limits();
    if (!limits.memory().equals(ScoreOrder.Terms.usualMemory())) {
      words.addAll(List.of("--memory", Math.ceilDiv(limits.memory().count(), 1_000_000) + "MB"));
    }
    if (limits.threads() != Runtime.getRuntime().availableProcessors()) {
      words.addAll(List.of("--threads", limits.threads()));
    }
    return Shell.line(words.toArray());
  }
}
