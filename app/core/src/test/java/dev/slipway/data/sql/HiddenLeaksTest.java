// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import static dev.slipway.data.sql.Leaks.TOLD;
import static dev.slipway.data.sql.Leaks.codes;
import static dev.slipway.data.sql.Leaks.copy;
import static dev.slipway.data.sql.Leaks.giveAway;
import static dev.slipway.data.sql.Leaks.notPassed;
import static dev.slipway.data.sql.Leaks.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Progress;
import dev.slipway.data.Leakage;
import dev.slipway.data.ModelColumns;
import dev.slipway.data.SplitTerms;
import dev.slipway.data.sql.MadeTables.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Leaks that spelling, gaps, rare classes, size or unknown columns would hide.
final class HiddenLeaksTest {

  @TempDir Path folder;

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
    ModelColumns features = Leaks.given(split);
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
          InterruptedException.class,
          () -> Leaks.found(folder, split, TOLD, features, interrupting),
          at);
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

  private Leakage found(Split split, SplitTerms terms) throws Exception {
    return found(split, terms, Leaks.given(split));
  }

  private Leakage found(Split split, SplitTerms terms, ModelColumns model) throws Exception {
    return Leaks.found(folder, split, terms, model, Progress.NONE);
  }
}
