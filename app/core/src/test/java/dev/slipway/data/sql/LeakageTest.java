// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
    giveAway(split, table.seed() % 2 == 0);
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
            "Every row is later than the reference: 1 row of the two files has nothing in column"
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

  /// pandas writes a column of whole numbers with one gap as 1.0.
  @Test
  void numbersThatTheFilesWriteDifferentlyAreTheSame() throws Exception {
    Split split = MadeTables.RARE.split();
    giveAway(split, false);
    int code = split.columns.size() - 2;
    for (List<List<String>> rows : List.of(split.reference, split.holdout)) {
      boolean floats = rows.equals(split.reference);
      for (List<String> row : rows) {
        row.set(code, row.get(code).replace("code ", "") + (floats ? ".0" : ""));
        row.set(code + 1, row.get(code + 1) + (floats ? ".0" : ""));
      }
    }
    split.reference.get(1).set(code, "");
    assertEquals(List.of("data.giveaway"), codes(found(split, TOLD)));

    split.holdout.forEach(row -> row.set(code, row.get(code).equals("1") ? "True" : "False"));
    assertEquals(List.of("data.giveaway"), codes(found(split, TOLD)));
  }

  @Test
  void labelsThatTheFilesDoNotShareAreNotRun() throws Exception {
    Split split = MadeTables.STRONG.split();
    split.holdout.forEach(row -> row.set(row.size() - 1, "class " + row.getLast()));

    Leakage leakage = found(split, TOLD);

    assertEquals(1, notPassed(leakage).size(), leakage.toString());
    assertTrue(
        notPassed(leakage)
            .getFirst()
            .startsWith(
                "No column tells the label by itself: reference.csv and holdout.csv have no label"
                    + " in common, such as "),
        leakage.toString());
  }

  /// One cell makes a column text in one file: a number that is no number, a day that is none.
  @Test
  void copiedRowsAreFoundThoughOneCellChangesTheKindOfAColumn() throws Exception {
    for (String odd : List.of("unknown", "2026-13-45")) {
      Split split = MadeTables.CLOUDS.split();
      copy(split, 3);
      split.reference.forEach(row -> row.set(3, row.get(3) + "0"));
      split.reference.getLast().set(3, odd);
      assertEquals(List.of("data.leakage"), codes(found(split, TOLD)), odd);
    }
    Split days = MadeTables.CLOUDS.split();
    for (List<List<String>> rows : List.of(days.reference, days.holdout)) {
      rows.forEach(row -> row.set(3, "2026-01-%02d".formatted(1 + rows.indexOf(row) % 28)));
    }
    copy(days, 3);
    days.holdout.getLast().set(3, "some day");
    assertEquals(List.of("data.leakage"), codes(found(days, TOLD)));

    Split truths = MadeTables.CLOUDS.split();
    for (List<List<String>> rows : List.of(truths.reference, truths.holdout)) {
      rows.forEach(row -> row.set(3, rows.indexOf(row) % 2 == 0 ? "1" : "0"));
    }
    copy(truths, 3);
    truths.holdout.forEach(row -> row.set(3, row.get(3).equals("1") ? "true" : "false"));
    assertEquals(List.of("data.leakage"), codes(found(truths, TOLD)));
  }

  @Test
  void entitiesOfAReferenceThatDoesNotNameThemAreNotKnown() throws Exception {
    Split split = MadeTables.PATIENTS.split();
    split.reference.subList(0, 270).forEach(row -> row.set(1, ""));

    assertEquals(
        List.of(
            "No entity is also in the reference: 270 rows of reference.csv have nothing in column"
                + " 'patient'; whose they are is not known"),
        notPassed(found(split, TOLD)));
  }

  /// A column that is there for the rare class alone gives it away, and nobody can learn that.
  @Test
  void ofARareClassNothingIsPassed() throws Exception {
    Split split = MadeTables.CLOUDS.split();
    for (List<List<String>> rows : List.of(split.reference, split.holdout)) {
      for (int i = 0; i < rows.size(); i++) {
        rows.get(i).set(rows.get(i).size() - 1, i % 50 == 7 ? "fraud" : "honest");
        rows.get(i).set(3, i % 50 == 7 ? "" + (90 + i) : "0");
      }
    }
    assertEquals(
        List.of(
            "No column tells the label by itself: of label 'fraud' only 3 rows of holdout.csv were"
                + " looked at, and a rule needs 6"),
        notPassed(found(split, TOLD)));

    for (List<List<String>> rows : List.of(split.reference, split.holdout)) {
      rows.forEach(row -> row.set(row.size() - 1, "honest"));
    }
    assertEquals(
        List.of(
            "No column tells the label by itself: all rows that were looked at have the same"
                + " label"),
        notPassed(found(split, TOLD)));
  }

  /// Of a large file a sample is looked at, in which a rare class has hardly a row.
  @Test
  void aColumnThatGivesARareClassAwayIsFoundInALargeFile() throws Exception {
    Split split = MadeTables.CLOUDS.split();
    split.columns.subList(4, split.columns.size() - 1).clear();
    manyRows(split.reference, "2026-01-01");
    manyRows(split.holdout, "2026-02-01");
    var known = told(Optional.of("none"), Optional.of("day"), true);

    assertEquals(List.of("data.giveaway"), codes(found(split, known)));
  }

  /// Ten of 20,001 are of the rare class, none of them in every third row.
  private static void manyRows(List<List<String>> rows, String day) {
    rows.clear();
    for (int i = 0; i < 20_001; i++) {
      boolean fraud = i % 2001 == 1001;
      int told = fraud ? 90 + i : i % 50;
      rows.add(List.of("" + i, "p" + i, day, "" + told, fraud ? "fraud" : "honest"));
    }
  }

  /// One patient of fifty, and three rows of two hundred, as they slip in.
  @Test
  void fewLeakedRowsAreFoundToo() throws Exception {
    for (MadeTables table : List.of(MadeTables.CLOUDS, MadeTables.MIXED, MadeTables.GAPS)) {
      Split split = table.split();
      copy(split, 3);
      assertEquals(List.of("data.leakage"), codes(found(split, TOLD)), table.name());
    }
    Split entity = MadeTables.PATIENTS.split();
    entity.holdout.get(40).set(1, entity.reference.get(70).get(1));
    assertEquals(List.of("data.entity-leak"), codes(found(entity, TOLD)));
  }

  /// Every loop of the search ends when somebody interrupts it.
  @Test
  void theSearchStopsWhenItsTimeIsOver() throws Exception {
    Split split = MadeTables.MEASURED.split();
    copy(split, 3);
    var features = new ModelColumns(Optional.of(split.features()), List.of());
    for (String at :
        List.of(
            "counting rows that are equal by chance", "looking for columns that tell the label")) {
      List<String> after = new ArrayList<>();
      Progress interrupting =
          (fraction, doing) -> {
            after.add(doing);
            if (doing.equals(at)) {
              Thread.currentThread().interrupt();
            }
          };
      assertThrows(
          InterruptedException.class, () -> found(split, TOLD, features, interrupting), at);
      assertEquals(1, after.stream().filter(at::equals).count(), after.toString());
    }
  }

  @Test
  void aLabelThatNamesEachRowIsNoClass() throws Exception {
    Split split = MadeTables.CLOUDS.split();
    for (List<List<String>> rows : List.of(split.reference, split.holdout)) {
      while (rows.size() < 1200) {
        rows.add(new ArrayList<>(rows.get(rows.size() - 100)));
        rows.getLast().set(3, "" + Math.sin(rows.size()));
        rows.getLast().set(4, "" + Math.sin(rows.size() + rows.hashCode() % 7));
      }
      for (int i = 0; i < rows.size(); i++) {
        rows.get(i).set(rows.get(i).size() - 1, "product " + i);
      }
    }

    assertEquals(
        List.of(
            "No column tells the label by itself: 1,200 labels are too many for a rule on one"
                + " column; at most 1,000 can be told"),
        notPassed(found(split, told(Optional.of("none"), Optional.of("none"), false))).stream()
            .filter(part -> part.startsWith("No column"))
            .toList());
  }

  /// Nine columns that are mostly nothing: rows of nothing but zeros have thousands of equals, and
  /// yet few rows of the holdout are equal to any.
  @Test
  void rowsThatHoldNearlyNothingDoNotHideCopies() throws Exception {
    var random = new Random(11);
    Split split = MadeTables.SPARSE.split();
    for (List<List<String>> rows : List.of(split.reference, split.holdout)) {
      int wanted = rows.equals(split.reference) ? 10_000 : 1_000;
      rows.clear();
      for (int i = 0; i < wanted; i++) {
        List<String> row = new ArrayList<>(List.of("" + random.nextInt(), "p", "2026-01-01"));
        for (int column = 0; column < 9; column++) {
          row.add(random.nextBoolean() ? "0" : "" + random.nextDouble());
        }
        row.add(random.nextBoolean() ? "in" : "out");
        rows.add(row);
      }
    }
    split.columns.subList(12, split.columns.size() - 1).clear();
    var none = told(Optional.of("none"), Optional.of("none"), false);
    assertEquals(List.of(), notPassed(found(split, none)));

    copy(split, 25);

    assertEquals(List.of("data.leakage"), codes(found(split, none)));
  }

  /// A column that tells every row from every other hides copies, and nobody says whether the model
  /// is given it.
  @Test
  void whereTheModelsColumnsAreNotKnownNoCopyIsRuledOut() throws Exception {
    Split split = MadeTables.MIXED.split();
    split.reference.forEach(row -> row.set(0, "record " + row.getFirst()));
    split.holdout.forEach(row -> row.set(0, "record " + row.getFirst()));
    copy(split, 20);

    Leakage leakage = found(split, TOLD, ModelColumns.UNKNOWN);

    assertEquals(0, leakage.found());
    assertEquals(
        List.of(
            "No row is also in the reference: none of them equals one of reference.csv in all that"
                + " both have; which columns the model is given is not known, and a copied row that"
                + " differs in another does not show. Write their names into the model's metadata,"
                + " key slipway.features, or say which input a column fills: slipway data --map"
                + " COLUMN=INPUT"),
        notPassed(leakage));
    assertEquals(List.of(), notPassed(found(split, TOLD, ModelColumns.NONE)));

    Leakage others =
        found(split, TOLD, new ModelColumns(Optional.of(List.of("elsewhere")), List.of()));
    assertTrue(
        others.open().orElseThrow().contains("share no column that the model is given"),
        others.toString());
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
    return found(split, terms, model, Progress.NONE);
  }

  private Leakage found(Split split, SplitTerms terms, ModelColumns model, Progress progress)
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
