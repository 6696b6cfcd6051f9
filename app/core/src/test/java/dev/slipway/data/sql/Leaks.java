// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import dev.slipway.base.Finding;
import dev.slipway.base.Progress;
import dev.slipway.data.LeakFindings;
import dev.slipway.data.Leakage;
import dev.slipway.data.ModelColumns;
import dev.slipway.data.SplitTerms;
import dev.slipway.data.sql.MadeTables.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/// Plants leaks in a split, and looks for them.
final class Leaks {

  static final SplitTerms TOLD = told(Optional.of("patient"), Optional.of("day"), false);

  private Leaks() {}

  /// Where the model is given the features alone.
  static ModelColumns given(Split split) {
    return new ModelColumns(Optional.of(split.features()), List.of());
  }

  /// As text or as a number, with one row of a hundred wrong.
  static void giveAway(Split split, boolean asNumber) {
    List<String> labels = new ArrayList<>(new TreeSet<>(labels(split)));
    var random = new Random(1);
    int last = split.columns.size() - 1;
    split.columns.add(last, "code");
    for (List<List<String>> rows : List.of(split.reference, split.holdout)) {
      for (int i = 0; i < rows.size(); i++) {
        String label = i % 100 == 50 ? labels.getFirst() : rows.get(i).getLast();
        double told = labels.size() > 20 ? Double.parseDouble(label) : labels.indexOf(label);
        rows.get(i)
            .add(
                last, asNumber ? "" + (10 * told + 0.01 * random.nextGaussian()) : "code " + label);
      }
    }
  }

  static void copy(Split split, int rows) {
    for (int i = 0; i < rows; i++) {
      List<String> row = new ArrayList<>(split.holdout.get(i).subList(0, 3));
      row.addAll(split.reference.get(7 * i).subList(3, split.columns.size()));
      split.holdout.set(i, row);
    }
  }

  static List<String> labels(Split split) {
    List<String> labels = new ArrayList<>();
    split.reference.forEach(row -> labels.add(row.getLast()));
    split.holdout.forEach(row -> labels.add(row.getLast()));
    return labels;
  }

  static SplitTerms told(
      Optional<String> entity, Optional<String> time, boolean equalRows, String... known) {
    return new SplitTerms(entity, time, equalRows, new TreeSet<>(Set.of(known)));
  }

  /// What is found between the two files of a split, which are written into a folder.
  static Leakage found(
      Path folder, Split split, SplitTerms terms, ModelColumns model, Progress progress)
      throws Exception {
    Path reference =
        Files.writeString(
            folder.resolve("reference.csv"), Split.csv(split.columns, split.reference));
    Path holdout =
        Files.writeString(folder.resolve("holdout.csv"), Split.csv(split.columns, split.holdout));
    var sources =
        List.of(
            new DataFiles.Source(reference, "reference.csv"),
            new DataFiles.Source(holdout, "holdout.csv"));
    try (var files = DataFiles.open(sources, Limits.ofMachine(), Progress.NONE)) {
      return LeakFindings.of(
          LeakSearch.of(files, new LeakSearch.Place(0, 1), "label", model, terms),
          terms,
          "label",
          model,
          progress);
    }
  }

  static List<String> codes(Leakage leakage) {
    return leakage.findings().stream()
        .filter(finding -> !(finding instanceof Finding.Passed))
        .map(finding ->
            finding instanceof Finding.Failed failed
                ? failed.problem().code().id()
                : finding.toString())
        .toList();
  }

  static List<String> notPassed(Leakage leakage) {
    return leakage.findings().stream()
        .filter(finding -> !(finding instanceof Finding.Passed))
        .map(finding ->
            finding.check()
                + ": "
                + switch (finding) {
                  case Finding.Failed failed -> failed.problem().what();
                  case Finding.NotRun open -> open.because();
                  case Finding.Passed passed -> passed.detail();
                })
        .toList();
  }
}
