// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a user adds to Slipway without rebuilding it: prices and kinds of artefact.
final class PricesAndTargetsTest {

  private static final String HEADING =
      "cloud,region,instance_type,category,vcpu,memory_gib,arch,cpu_model,cpu_generation,"
          + "threads_per_core,gpu_count,gpu_model,gpu_memory_gib_total,price_usd_hour_on_demand,"
          + "price_usd_hour_spot,spot_saving_pct_advisor,spot_interruption_band,as_of,spot_as_of,"
          + "source,spot_source,note\n";

  @TempDir Path folder;
  private Slipway slipway;

  @BeforeEach
  void open() {
    slipway = new Slipway(folder.resolve("home"));
  }

  private Path prices(String... rows) throws IOException {
    return Files.writeString(folder.resolve("instances.csv"), HEADING + String.join("", rows));
  }

  private static String row(String type, String price) {
    return "own,rack-1,%s,general,8,32,x86_64,,,2,,,,%s,,,,2026-10-01,,invoice,,\n"
        .formatted(type, price);
  }

  @Test
  void saysWhichPricesThereAreAndHowOldTheyAre() {
    Slipway.Result result = slipway.run("prices");

    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("aws     us-east-1"), result.out());
    assertTrue(result.out().contains("your own               none"), result.out());
  }

  @Test
  void takesTheUsersOwnMachines() throws IOException {
    Slipway.Result taken = slipway.run("prices", "import", prices(row("big-black", "0.21")));
    Slipway.Result listed = slipway.run("prices", "--cloud", "own");

    assertEquals(0, taken.code(), taken.err());
    assertTrue(taken.out().contains("1 row taken, 0 refused"), taken.out());
    assertTrue(listed.out().contains("big-black"), listed.out());
    assertTrue(listed.out().contains("0.21   2026-10-01, yours"), listed.out());
  }

  @Test
  void replacesARowOfTheSameMachineAndRefusesAJump() throws IOException {
    slipway.run("prices", "import", prices(row("one", "0.20"), row("two", "0.20")));

    Slipway.Result jump = slipway.run("prices", "import", prices(row("one", "0.10")));
    Slipway.Result confirmed =
        slipway.run("prices", "import", prices(row("one", "0.10")), "--confirm-jumps");

    assertEquals(1, jump.code());
    assertTrue(jump.out().contains("0 rows taken, 1 refused"), jump.out());
    assertEquals(0, confirmed.code(), confirmed.out());
    assertEquals(
        HEADING + row("one", "0.10") + row("two", "0.20"),
        Files.readString(folder.resolve("home/prices/instances.csv")));
  }

  @Test
  void showsWhatAnImportChangesAndTakesItBack() throws IOException {
    Path kept = folder.resolve("home/prices/instances.csv");
    Path file = prices(row("one", "0.20"));

    Slipway.Result shown = slipway.run("prices", "import", file, "--dry-run");
    boolean written = Files.exists(kept);
    slipway.run("prices", "import", file);
    Slipway.Result second = slipway.run("prices", "import", prices(row("one", "0.22")));
    Slipway.Result undone = slipway.run("prices", "undo", "instances.csv");
    String after = Files.readString(kept);
    Slipway.Result again = slipway.run("prices", "undo", "instances.csv");

    assertTrue(shown.out().contains("own / rack-1 / one: new"), shown.out());
    assertFalse(written);
    assertTrue(
        second.out().contains("price_usd_hour_on_demand 0.22 instead of 0.20"), second.out());
    assertEquals(0, undone.code(), undone.err());
    assertEquals(HEADING + row("one", "0.20"), after);
    assertEquals(2, again.code());
    assertTrue(again.err().contains("prices.nothing-to-undo"), again.err());
  }

  @Test
  void printsATemplateThatCanBeImported() throws IOException {
    Slipway.Result template = slipway.run("prices", "template", "services.csv");
    Path file = Files.writeString(folder.resolve("services.csv"), template.out());

    Slipway.Result taken = slipway.run("prices", "import", file);

    assertEquals(0, taken.code(), taken.out() + taken.err());
    assertTrue(taken.out().contains("1 row taken, 0 refused"), taken.out());
  }

  @Test
  void refusesAFileWhoseTableIsNotKnown() throws IOException {
    Path other = Files.writeString(folder.resolve("mine.csv"), HEADING);

    Slipway.Result result = slipway.run("prices", "import", other);

    assertEquals(2, result.code());
    assertTrue(result.err().contains("prices.unknown-table"), result.err());
    assertFalse(Files.exists(folder.resolve("home/prices")));
  }

  @Test
  void beginsATargetThatCanBeListedShownAndExportedAsItIs() throws Exception {
    Sample sample = Sample.copyInto(folder);

    Slipway.Result begun = slipway.run("targets", "new", "shift-notes");
    Slipway.Result listed = slipway.run("targets");
    Slipway.Result shown = slipway.run("targets", "show", "shift-notes");
    Slipway.Result again = slipway.run("targets", "new", "shift-notes");
    RecordedProfile.into(slipway);
    Path out = folder.resolve("bundle");
    Slipway.Result exported =
        slipway.run("export", sample.folder(), "--target", "shift-notes", "--out", out);

    assertEquals(0, begun.code(), begun.err());
    assertTrue(listed.out().contains("shift-notes   Shift notes"), listed.out());
    assertTrue(shown.out().contains("greeting: Hello"), shown.out());
    assertEquals(2, again.code());
    assertTrue(again.err().contains("targets.exists"), again.err());
    assertEquals(0, exported.code(), exported.err());
    String notes = Files.readString(out.resolve("docs/shift-notes.md"));
    assertTrue(notes.startsWith("# Hello, operators of penguin-species\n"), notes);
    assertTrue(notes.contains("| memory limit | "), notes);
    Slipway.Result why = slipway.run("explain", out.resolve("docs/shift-notes.md"));
    assertTrue(why.out().contains("resources.memory-limit"), why.out() + why.err());
    Path other = Files.writeString(out.resolve("mine.txt"), "7");
    assertTrue(slipway.run("explain", other + ":1").err().contains("not-exported"));
    assertTrue(slipway.run("explain", out + "/bundle.json:5").out().contains("project.version"));
    Slipway.Result bill = slipway.run("explain", "cost", "--project", sample.folder());
    assertTrue(bill.out().contains("cost.month"), bill.out() + bill.err());
    assertTrue(bill.out().contains("the sum of "), bill.out());
    assertTrue(bill.out().contains("cost.lines."), bill.out());
  }

  @Test
  void shipsTheDriftBaselineAndRefusesOneOfOtherData() throws Exception {
    Sample sample = Sample.copyInto(folder);
    Path out = folder.resolve("bundle");
    RecordedProfile.into(slipway);
    Slipway.Result kept = slipway.run("data", sample.folder(), "--baseline");

    Slipway.Result exported =
        slipway.run("export", sample.folder(), "--target", "docker", "--out", out);
    Files.writeString(
        sample.file("drift-baseline.json"),
        Files.readString(sample.file("drift-baseline.json"))
            .replaceFirst("\"sha256\" ?: \"[0-9a-f]{4}", "\"sha256\": \"0000"));
    Slipway.Result stale =
        slipway.run("export", sample.folder(), "--target", "docker", "--out", out);

    assertEquals(0, kept.code(), kept.err());
    assertEquals(0, exported.code(), exported.err());
    assertTrue(Files.size(out.resolve("docker/app/model/drift-baseline.json")) > 500);
    assertTrue(
        Files.readString(out.resolve("docker/app/conf/serving.properties"))
            .contains("\ndrift.baseline=/app/model/drift-baseline.json\n"));
    assertEquals(2, stale.code());
    assertTrue(stale.err().contains("drift.stale-baseline"), stale.err());
  }

  @Test
  void readsATeamsFolderOfTargets() {
    Path team = folder.resolve("team");

    Slipway.Result begun = slipway.run("targets", "new", "hand-over", "--into", team);
    Slipway.Result without = slipway.run("targets");
    Slipway.Result with = slipway.run("targets", "--templates", team);

    assertTrue(begun.out().contains("--templates " + team), begun.out());
    assertFalse(without.out().contains("hand-over"), without.out());
    assertTrue(with.out().contains("hand-over"), with.out());
  }
}
