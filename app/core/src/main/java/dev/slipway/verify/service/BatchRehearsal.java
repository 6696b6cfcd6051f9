// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Json;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Reading;
import dev.slipway.measure.golden.Golden;
import dev.slipway.score.JobSettings;
import dev.slipway.verify.check.BundleFolder;
import dev.slipway.verify.check.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a bundle scores in batch with answers the golden requests as the model did, as two shares,
/// goes on after a kill, and names a file that it cannot score. It runs as a process, with the
/// settings of the image; the image itself is built and run by nobody here.
public final class BatchRehearsal {

  private static final String ANSWERS = "Scoring in batch answers as the model did";
  private static final String RESUMED = "A run in batch that was killed goes on";
  private static final String NAMED = "A file that cannot be scored in batch is named";

  /// Files of the same rows: as many pieces, so that a kill comes between two.
  private static final int FILES = 24;

  private static final String FIRST = "0/2";
  private static final String SECOND = "1/2";

  private static final int WRONG_INPUT = 2;

  private final BundleFolder bundle;
  private final Report report;

  public BatchRehearsal(BundleFolder bundle, Report report) {
    this.bundle = bundle;
    this.report = report;
  }

  /// Looks, where the bundle scores in batch.
  ///
  /// @param trusted whether somebody whom the user trusts signed the bundle
  public void look(boolean trusted) throws InterruptedException {
    Optional<String> context = BatchProcess.context(bundle);
    if (context.isEmpty()) {
      return;
    }
    try {
      Optional<String> because = unable(context.get(), trusted);
      if (because.isPresent()) {
        notRun(because.get());
        return;
      }
      Optional<GoldenRows> rows = rows(context.get());
      if (rows.isEmpty()) {
        notRun("the golden requests are no rows of columns");
        return;
      }
      try (BatchProcess process = BatchProcess.of(bundle, context.get())) {
        score(process, rows.get());
      } catch (IOException e) {
        notRun("no process can be run here: " + e.getMessage());
      }
    } catch (ProblemException e) {
      Problem problem = e.problem();
      if (problem.code().category() == Problem.Category.ENVIRONMENT) {
        notRun(problem.what() + " " + problem.why());
      } else {
        report.failed(
            Stream.of(ANSWERS, RESUMED, NAMED).filter(this::isOpen).findFirst().orElse(NAMED),
            problem);
      }
    }
  }

  private void notRun(String because) {
    Stream.of(ANSWERS, RESUMED, NAMED)
        .filter(this::isOpen)
        .forEach(check -> report.notRun(check, because));
  }

  /// Whether nothing was found yet.
  private boolean isOpen(String check) {
    return report.findings().stream().noneMatch(finding -> finding.check().equals(check));
  }

  private Optional<String> unable(String context, boolean trusted) throws ProblemException {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return Optional.of("the bundle's native libraries are for Linux");
    }
    if (!ThisProcessor.isServed(bundle, context)) {
      return Optional.of(
          "the batch image is not for this machine's processor, " + ThisProcessor.NAME);
    }
    if (bundle.named("golden.json").isEmpty()) {
      return Optional.of("the bundle holds no golden requests");
    }
    List<String> foreign = trusted ? List.of() : BatchProcess.foreign(bundle, context);
    return foreign.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "it would run as a process with your rights, and "
                + foreign.getFirst()
                + " is not this Slipway's own. Name the key of who signed the bundle with --key, or"
                + " export it again with this Slipway");
  }

  private Optional<GoldenRows> rows(String context) throws ProblemException {
    JobSettings known =
        Json.readWhole(
            Reading.text(bundle.path(context + "app/model/scoring.json")), JobSettings.class);
    Path golden = bundle.path(bundle.named("golden.json").orElseThrow());
    return GoldenRows.of(Golden.parse(Reading.text(golden), "golden.json"), known.features());
  }

  private void score(BatchProcess process, GoldenRows rows)
      throws IOException, ProblemException, InterruptedException {
    Path in = Files.createDirectory(process.folder().resolve("in"));
    Path out = process.folder().resolve("out");
    for (int i = 0; i < FILES; i++) {
      rows.write(in.resolve("golden-%02d.csv".formatted(i)), 0);
    }
    int finished = process.kill(in, out, "--share", FIRST);
    BatchProcess.Ended ended = process.run(in, out, "--share", FIRST);
    if (ended.code() == 0) {
      ended = process.run(in, out, "--share", SECOND);
    }
    if (ended.code() != 0 || !Files.exists(out.resolve("_SUCCESS"))) {
      report.failed(
          ANSWERS,
          problem(
              "A run in batch ended with code " + ended.code() + ".",
              ended.log(),
              "Its log says why; run it with the same settings."));
      report.notRun(RESUMED, "no run in batch ends well");
    } else {
      Optional<String> difference = rows.difference(out, FILES);
      if (difference.isPresent()) {
        report.failed(
            ANSWERS,
            problem(
                "Scoring in batch answers something else than the model did.",
                difference.get(),
                "Export the bundle again; the golden answers may be of another model."));
        report.notRun(RESUMED, "the answers are not those that they should be");
      } else {
        report.passed(
            ANSWERS,
            FILES + " files of " + rows.rows().size() + " golden rows each, in two shares");
        resumed(finished);
      }
    }
    broken(process, rows);
  }

  /// @param finished pieces of the share that was killed
  private void resumed(int finished) {
    String killed = "killed after %d of %d pieces".formatted(finished, FILES / 2);
    if (finished > 0 && finished < FILES / 2) {
      report.passed(RESUMED, "a share was " + killed + "; every row is there once");
    } else {
      report.notRun(RESUMED, "the share was " + killed + ", so that nothing was taken up again");
    }
  }

  private void broken(BatchProcess process, GoldenRows rows)
      throws IOException, InterruptedException {
    Path in = Files.createDirectory(process.folder().resolve("faulty"));
    rows.write(in.resolve("a-whole.csv"), 0);
    rows.write(in.resolve("b-broken.csv"), 1);
    BatchProcess.Ended ended = process.run(in, process.folder().resolve("faulty-out"));
    if (ended.code() == WRONG_INPUT && ended.log().contains("b-broken.csv")) {
      report.passed(NAMED, "a file that lacks a column ends it with code " + WRONG_INPUT);
    } else {
      report.failed(
          NAMED,
          problem(
              "A file that lacks a column ended the run with code " + ended.code() + ".",
              ended.log(),
              "It must end with code " + WRONG_INPUT + " and name the file."));
    }
  }

  private static Problem problem(String what, String why, String remedy) {
    return Problem.gate("verify.batch", what, why.strip(), remedy);
  }
}
