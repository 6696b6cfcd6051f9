// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.base.Bytes;
import dev.slipway.base.ProblemException;
import dev.slipway.data.sql.Limits;
import dev.slipway.score.ScoreOrder;
import dev.slipway.score.Share;
import dev.slipway.workbench.ScoreRows;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Scores files of rows in batch.
@Command(
    name = "score",
    description = {
      "Score files of rows in batch: Parquet, CSV or JSON lines in, a folder of Parquet out.",
      "A run that was stopped goes on where it was: give the same command again."
    },
    footer = {
      "",
      "Example: slipway score sample-projects/penguin-species --data"
          + " sample-projects/penguin-species/data/holdout.csv --out scored",
      "         slipway score . --data 'in/*.parquet' --out out --keep id,when --max-rejected 1%",
      "         slipway score model.onnx --data in --out out --memory 2GB",
      "         slipway score . --data in --out shared/out --share 2/8   # on one of 8 machines"
    })
final class ScoreCommand implements Callable<Integer> {

  @ParentCommand private SlipwayCommand slipway;

  @Parameters(
      paramLabel = "PROJECT|MODEL",
      defaultValue = ".",
      description = "A project's folder, or a model file.")
  private Path given;

  @Option(
      names = "--data",
      paramLabel = "FILES",
      required = true,
      description =
          "A file, a folder, or a pattern in quotes such as 'in/*.parquet'; may be repeated. Files"
              + " may be packed with gzip.")
  private List<String> data = List.of();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      required = true,
      description = "The folder of the answers: empty, or one that the same run was stopped in.")
  private Path out;

  @Option(
      names = "--keep",
      paramLabel = "COLUMNS",
      split = ",",
      description =
          "Columns that stand beside the answers, with commas between (default: those that the"
              + " model does not take).")
  private @Nullable List<String> keep = null;

  @Option(
      names = "--max-rejected",
      paramLabel = "SHARE",
      defaultValue = "0%",
      converter = ShareOption.class,
      description =
          "The largest share of rows that the model may be unable to answer, such as 1%% or 0.01;"
              + " they go to the folder rejected (default: ${DEFAULT-VALUE}).")
  private double maxRejected;

  @Option(
      names = "--share",
      paramLabel = "I/N",
      defaultValue = "0/1",
      converter = ShareOfPieces.class,
      description =
          "Score only this one of N shares of the pieces, counted from 0. Others may score theirs"
              + " into the same folder at the same time; the last one makes it whole.")
  private Share share;

  @Mixin private EngineOptions engine = new EngineOptions();

  /// What the work may take of the machine.
  static final class EngineOptions {

    @Option(
        names = "--memory",
        paramLabel = "SIZE",
        converter = MemoryOption.class,
        description =
            "The memory that scoring may take, such as 2GB (default: half of the machine's, at most"
                + " 4 GB).")
    private @Nullable Bytes memory = null;

    @Option(
        names = "--threads",
        paramLabel = "COUNT",
        converter = CountOption.class,
        description = "How many threads score (default: as many as there are processors).")
    private @Nullable Integer threads = null;

    Limits limits() {
      return new Limits(
          threads == null ? Runtime.getRuntime().availableProcessors() : threads,
          memory == null ? ScoreOrder.Terms.usualMemory() : memory);
    }
  }

  @Override
  public Integer call() throws ProblemException, InterruptedException {
    Terminal terminal = slipway.terminal();
    try (OpenBench bench = slipway.bench();
        ProgressLine progress = slipway.progress()) {
      var asked =
          new ScoreRows.Asked(
              data,
              out,
              Optional.ofNullable(keep).map(List::copyOf),
              maxRejected,
              engine.limits(),
              share);
      ScoreRows.Outcome outcome = bench.workbench().score().score(given, asked, progress);
      progress.clear();
      if (terminal.json()) {
        terminal.result(outcome);
      } else {
        new ScorePage(terminal).show(outcome);
      }
      return ExitCode.DONE.code();
    }
  }
}
