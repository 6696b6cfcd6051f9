// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import static dev.slipway.data.sql.Leaks.TOLD;
import static dev.slipway.data.sql.Leaks.codes;
import static dev.slipway.data.sql.Leaks.copy;
import static dev.slipway.data.sql.Leaks.giveAway;
import static dev.slipway.data.sql.Leaks.notPassed;
import static dev.slipway.data.sql.Leaks.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Progress;
import dev.slipway.data.Leakage;
import dev.slipway.data.ModelColumns;
import dev.slipway.data.SplitTerms;
import dev.slipway.data.sql.MadeTables.Split;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a holdout must not share with the reference: planted, it is never passed; where nothing is
/// planted, it is.
final class LeakageTest {

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

  private static void rewrite(Split split, UnaryOperator<String> day) {
    split.reference.forEach(row -> row.set(2, day.apply(row.get(2))));
    split.holdout.forEach(row -> row.set(2, day.apply(row.get(2))));
  }

  private Leakage found(Split split, SplitTerms terms) throws Exception {
    return found(split, terms, Leaks.given(split));
  }

  private Leakage found(Split split, SplitTerms terms, ModelColumns model) throws Exception {
    return Leaks.found(folder, split, terms, model, Progress.NONE);
  }
}
