// SPDX-License-Identifier: Apache-2.0
package dev.slipway.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.evidence.Ledger.Entry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file itself: made, upgraded, copied, and refused where it cannot be used.
final class TrackerFileTest {

  private static final String NEXT = "ALTER TABLE run ADD COLUMN note TEXT NOT NULL DEFAULT '';";

  @TempDir private Path folder;

  @Test
  void makesTheFileAndItsFolder() throws ProblemException {
    Path file = folder.resolve("new/deep/slipway.db");

    Tracker.open(file).close();

    assertTrue(Files.exists(file));
  }

  @Test
  void upgradesAnOlderFileAndKeepsACopyOfIt() throws Exception {
    keepOne();

    try (Tracker tracker = Tracker.open(file(), next())) {
      assertEquals(List.of(Records.evidence("wine", "a.key", "1")), records(tracker));
    }
    Path copy = folder.resolve("slipway.db.v1.bak");
    assertEquals(1, version(copy));
    assertEquals(2, version(file()));
    try (Tracker tracker = Tracker.open(copy)) {
      assertEquals(List.of(Records.evidence("wine", "a.key", "1")), records(tracker));
    }
  }

  @Test
  void aFailedUpgradeLeavesTheFileAsItWas() throws Exception {
    keepOne();
    List<String> scripts = new ArrayList<>(next().scripts());
    scripts.add("CREATE TABLE later (x TEXT) STRICT; CREATE TABLE run (x TEXT) STRICT;");

    assertThrows(ProblemException.class, () -> Tracker.open(file(), new Migrations(scripts)));

    assertEquals(1, version(file()));
    try (Tracker tracker = Tracker.open(file())) {
      assertEquals(List.of(Records.evidence("wine", "a.key", "1")), records(tracker));
    }
  }

  @Test
  void refusesAFileOfANewerSlipway() throws Exception {
    Tracker.open(file(), next()).close();
    byte[] before = Files.readAllBytes(file());

    Problem problem = refusal(file());

    assertEquals(
        Problem.input(
            "tracker.newer-file",
            file() + " was written by a newer Slipway",
            "It has schema 2; this Slipway knows up to 1",
            "Start the newer Slipway, or choose another folder with --home or SLIPWAY_HOME"),
        problem);
    assertEquals(List.of(), differences(before, Files.readAllBytes(file())));
  }

  @Test
  void refusesAnotherProgramsDatabase() throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
      Database.run(connection, "CREATE TABLE bookmarks (url TEXT)");
    }
    byte[] before = Files.readAllBytes(file());

    Problem problem = refusal(file());

    assertEquals("tracker.foreign-file", problem.code().id());
    assertEquals("It is an SQLite file of another program", problem.why());
    assertEquals(List.of(), differences(before, Files.readAllBytes(file())));
  }

  @Test
  void refusesAFileThatIsNoDatabaseAndOffersTheBackup() throws Exception {
    keepOne();
    try (Tracker tracker = Tracker.open(file())) {
      tracker.backUp();
    }
    Files.writeString(file(), "not a database ".repeat(500));

    Problem problem = refusal(file());

    assertEquals("tracker.foreign-file", problem.code().id());
    assertTrue(problem.remedy().contains("slipway.db.bak"), problem.remedy());
  }

  @Test
  void tellsOfADamagedFileAndTheBackupBringsEverythingBack() throws Exception {
    keepOne();
    Path copy;
    try (Tracker tracker = Tracker.open(file())) {
      copy = tracker.backUp();
    }
    try (var bytes = new RandomAccessFile(file().toFile(), "rw")) {
      bytes.seek(4096);
      bytes.write(new byte[(int) bytes.length() - 4096]);
    }

    ProblemException refused =
        assertThrows(
            ProblemException.class,
            () -> {
              try (Tracker tracker = Tracker.open(file())) {
                tracker.ledger().entries("wine");
              }
            });

    assertEquals("tracker.damaged", refused.problem().code().id());
    assertTrue(refused.problem().remedy().contains("slipway.db.bak"), refused.problem().remedy());
    Files.delete(file());
    Files.move(copy, file());
    try (Tracker tracker = Tracker.open(file())) {
      assertEquals(List.of(Records.evidence("wine", "a.key", "1")), records(tracker));
    }
  }

  @Test
  void keepsNothingInAFileThatWasDeletedWhileItWasOpen() throws Exception {
    try (Tracker tracker = Tracker.open(file())) {
      tracker.ledger().append(List.of(Records.evidence("wine", "a.key", "1")));
      assertEquals(Optional.empty(), tracker.trouble());
      Path elsewhere = folder.resolve("elsewhere");
      Files.move(file(), elsewhere);

      Problem kept =
          assertThrows(
                  ProblemException.class,
                  () -> tracker.ledger().append(List.of(Records.evidence("wine", "b.key", "2"))))
              .problem();
      Problem told = tracker.trouble().orElseThrow();
      Files.writeString(file(), "another file");
      Problem replaced = tracker.trouble().orElseThrow();
      Files.move(elsewhere, file(), StandardCopyOption.REPLACE_EXISTING);

      assertEquals("tracker.gone", kept.code().id());
      assertEquals(kept, told);
      assertEquals(kept, replaced);
      assertEquals(Optional.empty(), tracker.trouble(), "it is back");
      assertEquals(List.of(Records.evidence("wine", "a.key", "1")), records(tracker));
    }
  }

  @Test
  void tellsOfAFileThatWasOverwrittenWhileItWasOpen() throws Exception {
    keepOne();
    try (Tracker tracker = Tracker.open(file())) {
      assertEquals(Optional.empty(), tracker.trouble());
      Files.write(file(), new byte[(int) Files.size(file())], StandardOpenOption.WRITE);

      assertEquals("tracker.foreign-file", tracker.trouble().orElseThrow().code().id());
    }
  }

  @Test
  void saysWhereThePlaceCannotBeUsed() throws IOException {
    Path notAFolder = Files.writeString(folder.resolve("taken"), "a file");

    Problem inAFile = refusal(notAFolder.resolve("slipway.db"));
    Problem aFolder = refusal(Files.createDirectory(folder.resolve("folder.db")));

    assertEquals("tracker.unreachable", inAFile.code().id());
    assertEquals(Problem.Category.ENVIRONMENT, inAFile.code().category());
    assertEquals("tracker.unreachable", aFolder.code().id());
  }

  @Test
  void aBackupReplacesTheOneBeforeAndLeavesNothingElse() throws Exception {
    keepOne();
    try (Tracker tracker = Tracker.open(file())) {
      Path first = tracker.backUp();
      tracker.ledger().append(List.of(Records.evidence("wine", "a.key", "2")));
      Path second = tracker.backUp();

      assertEquals(first, second);
      try (Tracker copy = Tracker.open(second)) {
        assertEquals(records(tracker), records(copy));
        assertEquals(tracker.integrityCheck(), copy.integrityCheck());
      }
    }
    assertEquals(List.of("slipway.db", "slipway.db.bak"), files());
  }

  @Test
  void aBackupToAnImpossiblePlaceIsAProblemAndHarmsNothing() throws Exception {
    keepOne();
    try (Tracker tracker = Tracker.open(file())) {
      ProblemException refused = assertThrows(ProblemException.class, () -> tracker.backUp(folder));

      assertEquals("tracker.no-backup", refused.problem().code().id());
      assertEquals(1, records(tracker).size());
    }
  }

  @Test
  void manyMayOpenANewFileAtOnce() throws Exception {
    try (var pool = Executors.newFixedThreadPool(8)) {
      var work = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < 24; i++) {
        String value = String.valueOf(i);
        work.add(() -> {
          try (Tracker tracker = Tracker.open(file())) {
            tracker.ledger().append(List.of(Records.evidence("wine", "a.key", value)));
            return 1;
          }
        });
      }
      for (var done : pool.invokeAll(work)) {
        assertEquals(1, done.get());
      }
    }
    try (Tracker tracker = Tracker.open(file())) {
      assertEquals(24, records(tracker).size());
      assertFalse(tracker.ledger().entries("wine").stream().anyMatch(e -> !e.intact()));
    }
    assertEquals(List.of("slipway.db"), files());
  }

  private void keepOne() throws ProblemException {
    try (Tracker tracker = Tracker.open(file())) {
      tracker.ledger().append(List.of(Records.evidence("wine", "a.key", "1")));
    }
  }

  private Migrations next() {
    List<String> scripts = new ArrayList<>(Migrations.shipped().scripts());
    scripts.add(NEXT);
    return new Migrations(scripts);
  }

  private static List<?> records(Tracker tracker) throws ProblemException {
    return tracker.ledger().entries("wine").stream().map(Entry::evidence).toList();
  }

  private static Problem refusal(Path file) {
    return assertThrows(ProblemException.class, () -> Tracker.open(file).close()).problem();
  }

  private static int version(Path file) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      return Database.number(connection, "PRAGMA user_version");
    }
  }

  private static List<Integer> differences(byte[] before, byte[] after) {
    var at = new ArrayList<Integer>();
    for (int i = 0; i < Math.max(before.length, after.length); i++) {
      if (i >= before.length || i >= after.length || before[i] != after[i]) {
        at.add(i);
      }
    }
    return at;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> String.valueOf(f.getFileName())).sorted().toList();
    }
  }

  private Path file() {
    return folder.resolve("slipway.db");
  }
}
