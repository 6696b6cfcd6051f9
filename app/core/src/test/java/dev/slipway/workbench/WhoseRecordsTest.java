// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import dev.slipway.evidence.MemoryLedger;
import dev.slipway.evidence.Waiver;
import dev.slipway.profile.Profile;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.Hashes;
import dev.slipway.workbench.project.Home;
import dev.slipway.workbench.project.OpenedProject;
import dev.slipway.workbench.project.Recorded;
import dev.slipway.workbench.project.Shelf;
import dev.slipway.workbench.project.Whose;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two folders may hold projects of one name, and one folder two versions after each other: nobody
/// sees what was found of the other.
final class WhoseRecordsTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-25T12:00:00Z"));

  @TempDir Path folder;
  private final MemoryLedger ledger = new MemoryLedger();
  private final Shelf shelf = new Shelf(ledger, CLOCK);
  private Workbench workbench;
  private Path first;
  private Path copy;

  @BeforeEach
  void twoCopies() throws Exception {
    workbench =
        Workbench.over(
            Bench.at(new Home(folder.resolve("home")), ledger, ledger, CLOCK), "a test", Map.of());
    first = SampleProject.copyInto(Files.createDirectories(folder.resolve("one")));
    copy = SampleProject.copyInto(Files.createDirectories(folder.resolve("two")));
  }

  @Test
  void aCopyDoesNotShowWhatWasFoundOfTheFirst() throws Exception {
    OpenedProject opened = workbench.open().open(first);
    SampleProject.profiled(shelf, opened, Optional.empty());
    OpenedProject other = workbench.open().open(copy);

    assertEquals(new Whose("penguin-species", Optional.empty()), opened.whose());
    assertTrue(profile(opened).isPresent());
    assertTrue(other.records().matches("penguin-species@[0-9a-f]{12}"), other.records());
    assertTrue(
        other
            .whose()
            .note()
            .orElseThrow()
            .contains("another project named penguin-species is in " + first),
        other.whose().toString());
    assertEquals(Optional.empty(), profile(other));
    // opened again, it is still the same
    assertEquals(other.records(), workbench.open().open(copy).records());
    assertEquals("penguin-species", workbench.open().open(first).records());
  }

  /// Kept before folders counted, by whatever folder.
  @Test
  void theFirstFolderTakesOverTheRecordsOfItsName() throws Exception {
    OpenedProject opened = workbench.open().open(first);
    SampleProject.profiled(shelf, opened, Optional.empty());
    Files.delete(first.resolve("slipway.yaml"));

    OpenedProject moved = workbench.open().open(copy);

    assertEquals(new Whose("penguin-species", Optional.empty()), moved.whose());
    assertTrue(profile(moved).isPresent());
  }

  @Test
  void aSecondCloneSharesWhereThatWasChosenAndCanStandApartAgain() throws Exception {
    OpenedProject opened = workbench.open().open(first);
    SampleProject.profiled(shelf, opened, Optional.empty());
    OpenedProject other = workbench.open().open(copy);

    Whose shared = workbench.records().share(other, opened);

    assertEquals(new Whose("penguin-species", Optional.of("shared with " + first)), shared);
    assertTrue(profile(workbench.open().open(copy)).isPresent());

    Whose own = workbench.records().own(workbench.open().open(copy));

    assertEquals(other.records(), own.records());
    assertEquals(Optional.empty(), profile(workbench.open().open(copy)));
  }

  @Test
  void aProjectOfAnotherNameSharesNothing() throws Exception {
    OpenedProject opened = workbench.open().open(first);
    rewrite(copy, "name: penguin-species", "name: gentoo-species");
    OpenedProject other = workbench.open().open(copy);

    assertEquals(
        "records.other-project",
        assertThrows(ProblemException.class, () -> workbench.records().share(other, opened))
            .problem()
            .code()
            .id());
  }

  /// A file of evidence knows the project's name, whatever its folder keeps it under.
  @Test
  void evidenceGoesFromFolderToFolder() throws Exception {
    OpenedProject opened = workbench.open().open(first);
    OpenedProject other = workbench.open().open(copy);
    workbench.checklist().review(opened);
    Waiver waiver = waived(opened);
    ledger.waive(waiver);
    Path file = folder.resolve("evidence.json");

    int exported = workbench.evidence().export(opened, file).records();

    assertEquals(exported, workbench.evidence().take(other, file));
    assertEquals(0, workbench.evidence().take(other, file));
    assertEquals(exported, ledger.entries(other.records()).size() + 1);
    assertEquals(List.of(waiver.of(other.records())), ledger.waivers(other.records()));
  }

  private static Waiver waived(OpenedProject opened) throws ProblemException {
    Instant now = CLOCK.instant();
    return new Waiver(
        opened.records(),
        opened.release(Hashes.of(opened.model())),
        "runtime.load",
        "no cluster yet",
        "an alert on latency",
        "Ada Ames",
        "Bo Brand",
        now,
        now.plusSeconds(86_400));
  }

  @Test
  void twoVersionsKeepTheirProfilesSideBySide() throws Exception {
    OpenedProject before = workbench.open().open(first);
    SampleProject.profiled(shelf, before, Optional.empty());
    rewrite(first, "version: 1.0.0", "version: 1.1.0");
    OpenedProject now = workbench.open().open(first);
    assertTrue(
        profile(now).orElseThrow().stale().orElseThrow().startsWith("it is of release 1.0.0"));
    SampleProject.profiled(shelf, now, Optional.empty());
    assertEquals(Optional.empty(), profile(now).orElseThrow().stale());

    rewrite(first, "version: 1.1.0", "version: 1.0.0");

    assertEquals(Optional.empty(), profile(workbench.open().open(first)).orElseThrow().stale());
  }

  private Optional<Recorded<Profile>> profile(OpenedProject opened) throws ProblemException {
    return workbench.voyage().load(opened).profile();
  }

  private static void rewrite(Path project, String from, String to) throws Exception {
    Path file = project.resolve("slipway.yaml");
    String text = Files.readString(file);
    assertTrue(text.contains(from), text);
    Files.writeString(file, text.replace(from, to));
  }
}
