// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a user reads of how well a model answers, alone and beside the one in production.
final class EvaluateCommandTest {

  @TempDir Path folder;
  private Slipway slipway;
  private Sample sample;

  @BeforeEach
  void open() throws IOException {
    slipway = new Slipway(folder.resolve("home"));
    sample = Sample.copyInto(folder);
  }

  /// The sample's model with two species taken for each other.
  private Path confused() throws IOException {
    String model = Files.readString(sample.file("model.onnx"), StandardCharsets.ISO_8859_1);
    String swapped = model.replace("Adelie", "??????").replace("Gentoo", "Adelie");
    return Files.writeString(
        folder.resolve("confused.onnx"),
        swapped.replace("??????", "Gentoo"),
        StandardCharsets.ISO_8859_1);
  }

  @Test
  void saysHowWellTheModelAnswersAndWhetherThatIsEnough() {
    Slipway.Result found = slipway.run("evaluate", sample.folder());

    assertEquals(0, found.code(), found.err());
    assertLine(found, "accuracy 0.9912 95 % interval 0.9520 to 0.9984, higher is better");
    assertSaid(
        found,
        "quality.accuracy floor 0.92 met accuracy 0.9912 on 114 rows, 95 % interval 0.9520 to"
            + " 0.9984; the floor is 0.92");
    assertLine(found, "baseline 0.4386 always the most frequent class; the model is 0.5526 better");
    assertLine(found, "roc-auc 0.9997");
    assertLine(found, "Chinstrap 1 22 · 95.7 %");
    assertLine(found, "0.9 to 1.0 110 99.8 % 100 % ███████████████████████████████████████│");
    assertLine(found, "island Biscoe 1.000 57 rows, 95 % interval 0.9369 to 1.000: met");
    assertSaid(found, "inconclusive, about 82 more rows of this group needed");
    assertSaid(found, "; score of the class that was predicted");
  }

  @Test
  void aFloorThatTheModelMissesIsNotMet() throws IOException {
    sample.edit("floor: 0.92", "floor: 0.999");

    Slipway.Result found = slipway.run("evaluate", sample.folder());

    assertSaid(found, "quality.accuracy floor 0.999 not met accuracy 0.9912 on 114 rows");
  }

  /// A perfect score on a handful of rows: no page takes it for a proof.
  @Test
  void everyPageGivesTheSameVerdict() throws IOException {
    sample.edit("metric: accuracy", "metric: macro-f1");
    Path holdout = sample.file("data/holdout.csv");
    Files.write(holdout, Files.readAllLines(holdout).subList(0, 13));
    Path html = folder.resolve("report.html");

    Slipway.Result page = slipway.run("evaluate", sample.folder());
    Slipway.Result json = slipway.run("evaluate", sample.folder(), "--json");
    Slipway.Result report = slipway.run("report", sample.folder());
    slipway.run("report", sample.folder(), "--html", html);
    Slipway.Result checklist = slipway.run("checklist", sample.folder());

    String verdict = "quality.macro-f1 floor 0.92 inconclusive macro-f1 1.000 on 12 rows";
    assertSaid(page, verdict);
    assertSaid(page, "about 98 more rows needed");
    assertTrue(json.out().contains("\"type\" : \"inconclusive\""), json.out());
    assertSaid(report, verdict);
    assertTrue(
        Files.readString(html)
            .contains("<td>quality.macro-f1 floor 0.92</td><td class=\"open\">inconclusive</td>"));
    assertLine(
        checklist,
        "inconclusive blocker The holdout score meets the floor with sampling error counted"
            + " (pipe-floor)");
  }

  /// Whatever the spaces, and wherever its lines end.
  private static void assertSaid(Slipway.Result result, String text) {
    assertTrue(
        result.out().replaceAll("\\s+", " ").contains(text),
        () -> "no '" + text + "' in\n" + result.out());
  }

  @Test
  void aModelThatAnswersAsTheChampionDoesIsNotWorse() throws IOException {
    Path same = Files.copy(sample.file("model.onnx"), folder.resolve("champion.onnx"));

    Slipway.Result found = slipway.run("evaluate", sample.folder(), "--champion", same);

    assertEquals(0, found.code(), found.err());
    assertSaid(found, "the model's accuracy 0.9912");
    assertSaid(
        found,
        "better by 0.000 95 % interval 0.000 to 0.000, allowed regression 0 verdict not worse the"
            + " champion is the same file");
    assertEquals("PASS", championItem());
  }

  @Test
  void aModelThatIsWorseThanTheChampionIsStopped() throws IOException {
    Path champion = Files.copy(sample.file("model.onnx"), folder.resolve("champion.onnx"));
    Files.copy(confused(), sample.file("model.onnx"), StandardCopyOption.REPLACE_EXISTING);

    Slipway.Result found = slipway.run("evaluate", sample.folder(), "--champion", champion);
    assertEquals("FAIL", championItem());
    Slipway.Result allowed =
        slipway.run(
            "evaluate", sample.folder(), "--champion", champion, "--allowed-regression", 0.95);

    assertEquals(1, found.code(), found.err());
    assertSaid(found, "verdict worse accuracy");
    assertSaid(found, "; it may be nothing worse");
    assertEquals(0, allowed.code(), allowed.err());
    assertSaid(allowed, "verdict not worse accuracy");
    assertSaid(allowed, "; it may be 0.95 worse");
  }

  @Test
  void aModelThatIsBetterThanTheChampionSaysByHowMuch() throws IOException {
    Slipway.Result found =
        slipway.run("evaluate", sample.folder(), "--champion", confused(), "--json");

    assertEquals(0, found.code(), found.err());
    assertTrue(found.out().contains("\"outcome\" : \"BETTER\""), found.out());
    assertTrue(found.out().contains("\"type\" : \"met\""), found.out());
  }

  @Test
  void aProjectWithoutAChampionIsNotAskedForOne() {
    slipway.run("evaluate", sample.folder());

    assertEquals("NOT_APPLICABLE", championItem());
  }

  @Test
  void anAllowedRegressionBelowZeroIsRefused() throws IOException {
    Slipway.Result found =
        slipway.run(
            "evaluate", sample.folder(), "--champion", confused(), "--allowed-regression", "-0.1");

    assertEquals(2, found.code());
    assertTrue(found.err().contains("evaluation.bad-regression"), found.err());
    assertFalse(found.err().contains("\tat "), found.err());
  }

  /// What the checklist holds of the item that asks for the comparison.
  private String championItem() {
    String checklist = slipway.run("checklist", sample.folder(), "--json").out();
    String item = checklist.substring(checklist.indexOf("\"id\" : \"pipe-champion\""));
    return item.replaceFirst("(?s).*?\"state\" : \"([A-Z_]+)\".*", "$1");
  }

  /// Whatever the spaces between the columns.
  private static void assertLine(Slipway.Result result, String line) {
    assertTrue(
        result.out().lines().anyMatch(l -> l.strip().replaceAll(" +", " ").equals(line)),
        () -> "no line '" + line + "' in\n" + result.out());
  }
}
