// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import static java.util.Objects.requireNonNull;

import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Reading;
import dev.slipway.data.DriftReference;
import dev.slipway.data.sql.AnswerBlock;
import dev.slipway.data.sql.RowCopy;
import dev.slipway.score.DriftJudgement;
import dev.slipway.score.FirstRows;
import dev.slipway.score.JobConfig;
import dev.slipway.score.ModelFunction;
import dev.slipway.score.RowPlan;
import dev.slipway.score.RowScoring;
import dev.slipway.score.ScoreOrder;
import dev.slipway.score.Scored;
import dev.slipway.serving.predict.InferenceException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/// Scores what is asked for in one run: what the driver does, and how it judges what the executors
/// did.
final class SparkScoring {

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final JobConfig config;
  private final Instant now;

  /// @param now the time that rows carry
  SparkScoring(SparkSession spark, JobConfig config, Instant now) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.config = config;
    this.now = now;
  }

  /// What all rows of a run have in common.
  ///
  /// @param plan with the names that kept columns get
  private record Settled(
      RowPlan plan, RowScoring scoring, List<RowGroup> groups, long rows, boolean counted) {}

  /// @param data files, folders and patterns
  /// @throws ProblemException when something stands in the way; the folder is not whole then
  SparkReport score(List<String> data, String to) throws ProblemException {
    var folders = new DataFolders(context.hadoopConfiguration());
    SortedMap<String, DataFolders.Seen> files = folders.files(data);
    AnswerFolder out = folders.answers(to, data, files.keySet());
    ShippedModel model = shipped();
    List<FileFooter> footers = footers(List.copyOf(files.keySet()));
    Settled settled = settle(footers, model);
    out.claim(config.model().sha256(), now);
    Broadcast<ShippedModel> sent = SparkFailure.explaining(() -> context.broadcast(model));
    Tally tally = written(settled, sent, out);
    if (!folders.files(data).equals(files)) {
      throw Judgement.changed();
    }
    out.refuseOther();
    List<FileFooter> parts = lying(out, out.parts());
    Judgement.refuseLost(tally, FileFooter.rows(footers), FileFooter.rows(parts));
    SparkReport report = report(tally, settled, footers, parts, files);
    out.succeed(Json.text(report));
    return report;
  }

  private ShippedModel shipped() throws ProblemException {
    ScoreOrder.Model model = config.model();
    Optional<Path> baseline = config.baseline();
    return ShippedModel.of(
        Reading.bytes(model.onnx()),
        model.sha256(),
        baseline.isEmpty() ? new byte[0] : Reading.bytes(baseline.get()));
  }

  private List<FileFooter> footers(List<String> files) throws ProblemException {
    List<FileFooter> footers = SparkFailure.explaining(() -> FileFooter.of(files, context));
    List<Problem> broken = FileFooter.broken(footers);
    if (!broken.isEmpty()) {
      throw Judgement.brokenFiles(broken);
    }
    return footers;
  }

  /// The footers of what was written.
  private List<FileFooter> lying(AnswerFolder out, List<String> names) throws ProblemException {
    List<FileFooter> parts = SparkFailure.explaining(() -> FileFooter.of(names, context));
    List<Problem> broken = FileFooter.broken(parts);
    if (!broken.isEmpty()) {
      throw out.unreadable(broken.getFirst().what() + ".");
    }
    return parts;
  }

  /// Looks at the schemas and at the first rows.
  private Settled settle(List<FileFooter> footers, ShippedModel model) throws ProblemException {
    List<RowGroup> groups = RowGroup.of(footers, spark);
    ScoreOrder.Data data = config.data(List.of());
    RowPlan plan = RowPlan.of(groups.getFirst().file(), config.model(), data, config.keep());
    List<Problem> broken = new ArrayList<>();
    for (RowGroup group : groups) {
      try {
        plan.check(group.file());
        TextColumns.refuseOthers(group.file(), plan);
      } catch (ProblemException e) {
        broken.add(e.problem());
      }
    }
    if (!broken.isEmpty()) {
      throw Judgement.brokenFiles(broken);
    }
    long rows = FileFooter.rows(footers);
    RowScoring scoring = look(groups, plan, model);
    boolean counted = ModelFunction.Drift.isOfAll(rows);
    return new Settled(plan.beside(scoring.answers()), scoring, groups, rows, counted);
  }

  private RowScoring look(List<RowGroup> groups, RowPlan plan, ShippedModel model)
      throws ProblemException {
    try {
      var first =
          new FirstRows(model.open().predictor(), plan.slots(), config.model().features().labels());
      for (RowGroup group : groups) {
        var block = new BlockOfRows(group.types(plan), AnsweredRows.BEFORE);
        Iterator<Row> rows = SparkFailure.explaining(() -> group.first(plan));
        while (!block.isFull() && SparkFailure.explaining(rows::hasNext)) {
          block.add(rows.next());
        }
        if (block.rows() > 0) {
          first.answer(block, new AnswerBlock(List.of()));
          return first.found(group.file().name());
        }
      }
    } catch (InferenceException refusal) {
      throw new ProblemException(
          Problem.input(
              "spark.model-refused",
              "The model cannot be loaded from its one file",
              String.valueOf(refusal.reason()),
              "Export the bundle again. Weights in files of their own are not shipped to executors:"
                  + " save the model as one file, which ONNX allows up to 2 GB."),
          refusal);
    } catch (UncheckedIOException full) {
      throw new ProblemException(
          Problem.environment(
              "spark.no-temporary-folder",
              "The driver cannot put the model where it is loaded from",
              String.valueOf(full.getMessage()),
              "See that its temporary folder has room and may be written to."),
          full);
    }
    throw Problem.input(
            "data.empty",
            "There is no row to score",
            "None of the files has any.",
            "Give a file with at least one row of data.")
        .asException();
  }

  /// Writes the answers; and those rows that are refused, where a share of them is allowed.
  private Tally written(Settled settled, Broadcast<ShippedModel> model, AnswerFolder out)
      throws ProblemException {
    var writing = new RowWriting(spark, model, settled.groups(), settled.plan());
    List<Serializable> constants = List.of(config.model().sha256().hex(), now);
    boolean none = config.maxRejected() == 0;
    var terms =
        new RowWriting.Terms(
            settled.scoring(),
            settled.counted(),
            none ? AnswerRows.Wanted.EACH : AnswerRows.Wanted.ANSWERED,
            constants);
    RowWriting.Written answers = writing.write(terms, out.name());
    Tally tally = answers.tally();
    Judgement.refuseTooMany(tally, config.maxRejected());
    if (tally.refused() > 0) {
      Tally aside = writing.writeRefused(answers.terms(), out.rejected());
      List<FileFooter> parts = lying(out, out.rejectedParts());
      Judgement.refuseOthersAside(tally, aside, FileFooter.rows(parts));
    }
    return tally;
  }

  private SparkReport report(
      Tally tally,
      Settled settled,
      List<FileFooter> footers,
      List<FileFooter> parts,
      SortedMap<String, DataFolders.Seen> files)
      throws ProblemException {
    return new SparkReport(
        "Apache Spark " + spark.version(),
        tally.sessions().size(),
        config.model().sha256(),
        tally.rows(),
        tally.refused(),
        tally.first().stream().map(Tally.Refused::inWords).findFirst().orElse(""),
        settled.plan().kept().stream().map(RowCopy.Kept::name).toList(),
        settled.scoring().answers(),
        now,
        drift(tally),
        lost(settled.plan(), files.keySet()),
        footers.stream()
            .map(footer ->
                SparkReport.Read.of(footer, requireNonNull(files.get(footer.file())), tally))
            .toList(),
        parts.stream().map(SparkReport.Written::of).toList());
  }

  private static List<String> lost(RowPlan plan, Iterable<String> files) {
    List<String> columns = plan.first().names();
    return DataFolders.namedByFolders(files).stream()
        .filter(name -> !columns.contains(name))
        .toList();
  }

  private List<Scored.DriftFound> drift(Tally tally) throws ProblemException {
    Optional<Path> baseline = config.baseline();
    if (baseline.isEmpty()) {
      return List.of();
    }
    String name = String.valueOf(baseline.get().getFileName());
    return DriftJudgement.of(
        DriftReference.parse(Reading.text(baseline.get()), name), List.of(tally.drift()));
  }
}
