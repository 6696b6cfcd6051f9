// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a holdout must not share with the reference: planted, it is never passed; where nothing is
/// planted, it is.
final class LeakageTest {

  private static final SplitTerms TOLD = told(Optional.of("patient"), Optional.of("day"), false);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void cleanDataPass(MadeTables table) throws Exception {
    assertEquals(List.of(), notPassed(found(table.split(), TOLD)));
  }

  /// All four at once; each is found beside the others.
  @ParameterizedTest
  @EnumSource
  void plantedLeaksAreFound(MadeTables table) throws Exception {
    Split split = table.split();
    giveAway(split, table.seed % 2 == 0);
    copy(split, 30);
    for (int i = 0; i < 40; i++) {
      split.holdout.get(i).set(1, split.reference.get(i).get(1));
    }
    split.reference.getFirst().set(2, "2026-08-01");

    Leakage leakage = found(split, TOLD);

    assertEquals(
        List.of("data.leakage", "data.entity-leak", "data.time-leak", "data.giveaway"),
        codes(leakage));
  }

  @Test
  void eachLeakIsFoundAlone() throws Exception {
    Split copies = MadeTables.MEASURED.split();
    copy(copies, 30);
    Leakage leakage = found(copies, TOLD);
    assertEquals(List.of("data.leakage"), codes(leakage));
    assertTrue(leakage.found() >= 30, leakage.toString());

    Split entity = MadeTables.PATIENTS.split();
    entity.holdout.getFirst().set(1, entity.reference.getLast().get(1));
    assertEquals(List.of("data.entity-leak"), codes(found(entity, TOLD)));

    Split time = MadeTables.COUNTS.split();
    time.holdout.getFirst().set(2, time.reference.getFirst().get(2));
    assertEquals(List.of("data.time-leak"), codes(found(time, TOLD)));

    Split giveaway = MadeTables.RARE.split();
    giveAway(giveaway, true);
    assertEquals(List.of("data.giveaway"), codes(found(giveaway, TOLD)));
    var known = told(Optional.of("patient"), Optional.of("day"), false, "code");
    assertEquals(List.of(), notPassed(found(giveaway, known)));
  }

  /// As text or as a number, with one row of a hundred wrong.
  private static void giveAway(Split split, boolean asNumber) {
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

  @Test
  void whatNobodyHasSaidIsNotRun() throws Exception {
    Leakage leakage = found(MadeTables.CLOUDS.split(), SplitTerms.UNSTATED);

    assertEquals(
        List.of(
            "No entity is also in the reference: slipway.yaml does not say which column names the"
                + " entity, such as a patient or a customer, whose rows belong together: slipway"
                + " data --entity COLUMN, or --entity none where each row is its own",
            "Every row is later than the reference: slipway.yaml does not say which column says"
                + " when a row is from: slipway data --time COLUMN, or --time none where the order"
                + " of rows does not matter"),
        notPassed(leakage));
    assertTrue(leakage.open().isPresent());
    assertEquals(0, leakage.found());
  }

  @Test
  void whoSaysThatThereAreNoEntitiesAndNoTimeIsBelieved() throws Exception {
    var none = told(Optional.of("none"), Optional.of("none"), false);

    assertEquals(List.of(), notPassed(found(MadeTables.CLOUDS.split(), none)));
  }

  @Test
  void aColumnThatIsNotThereAndValuesThatAreMissingAreNoPass() throws Exception {
    var absent = told(Optional.of("customer"), Optional.of("sold_at"), false);
    assertEquals(
        List.of("data.no-entity-column", "data.no-time-column"),
        codes(found(MadeTables.CLOUDS.split(), absent)));

    Split gaps = MadeTables.CLOUDS.split();
    gaps.holdout.getFirst().set(1, "");
    gaps.holdout.getFirst().set(2, "");
    Leakage leakage = found(gaps, TOLD);
    assertEquals(
        List.of(
            "No entity is also in the reference: 1 row of holdout.csv has nothing in column"
                + " 'patient'; whose they are is not known",
            "Every row is later than the reference: 1 row of the two files have nothing in column"
                + " 'day'; when they are from is not known"),
        notPassed(leakage));

    Split words = MadeTables.CLOUDS.split();
    words.holdout.getFirst().set(2, "yesterday");
    assertEquals(List.of("data.time-unreadable"), codes(found(words, TOLD)));
  }

  @Test
  void timesAreReadAsPeopleWriteThem() throws Exception {
    Split german = MadeTables.CLOUDS.split();
    rewrite(german, day -> day.substring(8) + "." + day.substring(5, 7) + ".2026");
    assertEquals(List.of(), notPassed(found(german, TOLD)));
    german.holdout.getFirst().set(2, "01.02.2026");
    assertEquals(List.of("data.time-leak"), codes(found(german, TOLD)));

    Split numbers = MadeTables.CLOUDS.split();
    rewrite(numbers, day -> day.replace("-", ""));
    assertEquals(List.of(), notPassed(found(numbers, TOLD)));
  }

  @Test
  void keysAreTheSameHoweverTheFilesStoreThem() throws Exception {
    Split split = MadeTables.CLOUDS.split();
    split.reference.forEach(row -> row.set(1, "00" + row.getFirst()));
    split.holdout.forEach(row -> row.set(1, "k" + row.getFirst()));
    assertEquals(List.of(), notPassed(found(split, TOLD)));

    split.holdout.getFirst().set(1, " " + split.reference.getFirst().getFirst());

    assertEquals(List.of("data.entity-leak"), codes(found(split, TOLD)));
  }

  /// Three columns of a few values: nearly every row is equal to one of the reference.
  @Test
  void whereColumnsAreCoarseAPersonSaysWhatEqualRowsAre() throws Exception {
    Split coarse = MadeTables.CLOUDS.split();
    var random = new Random(3);
    for (List<List<String>> rows : List.of(coarse.reference, coarse.holdout)) {
      for (List<String> row : rows) {
        for (int i = 3; i < 6; i++) {
          row.set(i, "" + random.nextInt(4));
        }
      }
    }

    Leakage asked = found(coarse, TOLD);
    assertEquals(0, asked.found());
    assertTrue(asked.open().orElseThrow().contains("slipway data --equal-rows separate"));

    assertEquals(
        List.of(),
        notPassed(found(coarse, told(Optional.of("patient"), Optional.of("day"), true))));
  }

  /// Where nobody knows what the model takes, all that both files have is compared, but their ids.
  @Test
  void withoutAModelRowsAreComparedInAllThatTellsThemApart() throws Exception {
    Split split = MadeTables.MIXED.split();
    copy(split, 20);

    Leakage leakage = found(split, TOLD, ModelColumns.UNKNOWN);

    assertEquals(List.of("data.leakage"), codes(leakage));
  }

  private static void copy(Split split, int rows) {
    for (int i = 0; i < rows; i++) {
      List<String> row = new ArrayList<>(split.holdout.get(i).subList(0, 3));
      row.addAll(split.reference.get(7 * i).subList(3, split.columns.size()));
      split.holdout.set(i, row);
    }
  }

  private static void rewrite(Split split, UnaryOperator<String> day) {
    split.reference.forEach(row -> row.set(2, day.apply(row.get(2))));
    split.holdout.forEach(row -> row.set(2, day.apply(row.get(2))));
  }

  private static List<String> labels(Split split) {
    List<String> labels = new ArrayList<>();
    split.reference.forEach(row -> labels.add(row.getLast()));
    split.holdout.forEach(row -> labels.add(row.getLast()));
    return labels;
  }

  private static SplitTerms told(
      Optional<String> entity, Optional<String> time, boolean equalRows, String... known) {
    return new SplitTerms(entity, time, equalRows, new TreeSet<>(Set.of(known)));
  }

  private Leakage found(Split split, SplitTerms terms) throws Exception {
    return found(split, terms, new ModelColumns(Optional.of(split.features()), List.of()));
  }

  private Leakage found(Split split, SplitTerms terms, ModelColumns model) throws Exception {
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
          model);
    }
  }

  private static List<String> codes(Leakage leakage) {
    return leakage.findings().stream()
        .filter(finding -> !(finding instanceof Finding.Passed))
        .map(finding ->
            finding instanceof Finding.Failed failed
                ? failed.problem().code().id()
                : finding.toString())
        .toList();
  }

  private static List<String> notPassed(Leakage leakage) {
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
