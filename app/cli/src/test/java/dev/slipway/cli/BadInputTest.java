// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever the user gives wrongly is answered by a problem (what, why, what to do) and exit code
/// 2.
final class BadInputTest {

  @TempDir Path folder;
  private Sample sample;
  private Slipway slipway;

  @BeforeEach
  void copyTheSample() throws IOException {
    sample = Sample.copyInto(folder);
    slipway = new Slipway(folder.resolve("home"));
  }

  @Test
  void refusesAProjectThatIsNotThere() {
    refused("project.missing", "nowhere", slipway.run("ship", folder.resolve("nowhere")));
  }

  @Test
  void refusesAMissingModel() throws IOException {
    Files.delete(sample.file("model.onnx"));

    refused("model.missing", "model.onnx", slipway.run("inspect", sample.folder()));
  }

  @Test
  void refusesToCompareWithWhatIsNotThere() {
    refused("project.missing", "nowhere", slipway.run("compare", sample.folder(), "nowhere"));
  }

  @Test
  void refusesToRepeatARunThatIsNotThere() {
    refused("profile.no-run", "nowhere", slipway.run("replay", "nowhere"));
  }

  @Test
  void refusesToRunAModelInAWayThatIsNone() {
    Slipway.Result result =
        slipway.run("compare", sample.folder(), sample.folder() + "@threads=none");

    assertEquals(2, result.code());
    assertTrue(result.err().contains("write threads=N"), result.err());
  }

  @Test
  void refusesToSearchWithoutThreads() {
    Slipway.Result result = slipway.run("search", sample.folder(), "--threads", "1,0");

    assertEquals(2, result.code());
    assertTrue(result.err().contains("'0' is not a count"), result.err());
  }

  @Test
  void refusesATruncatedModel() throws IOException {
    byte[] whole = Files.readAllBytes(sample.file("model.onnx"));
    Files.write(sample.file("model.onnx"), Arrays.copyOf(whole, whole.length / 2));

    refused("model.", "model.onnx", slipway.run("inspect", sample.file("model.onnx")));
  }

  @Test
  void refusesATextFileNamedOnnx() throws IOException {
    Files.writeString(
        sample.file("model.onnx"), "Dear colleagues,\nplease find the model attached.\n");

    refused("model.", "model.onnx", slipway.run("ship", sample.folder()));
  }

  @Test
  void namesTheNearestKeyForAnUnknownOne() throws IOException {
    sample.edit("budget:", "bugdet:");

    refused("project.", "budget", slipway.run("plan", sample.folder()));
  }

  @Test
  void refusesANegativeBudget() throws IOException {
    sample.edit("budget: \\S+", "budget: -400");

    refused("project.", "budget", slipway.run("plan", sample.folder()));
  }

  /// One is kept, and nothing of the other.
  @Test
  void refusesToSetAValueOfAPlanThatIsNotKept() throws IOException {
    String before = Files.readString(sample.file("slipway.yaml"));

    for (List<String> what :
        List.of(
            List.of("--set", "replicas.min=4", "--note", "Ana", "--traffic", "60/s"),
            List.of("--reset", "replicas.min", "--cloud", "gcp"))) {
      List<Object> words = new ArrayList<>(List.of("plan", sample.folder()));
      words.addAll(what);
      refused("usage.by-hand", "--traffic", slipway.run(words.toArray()));
    }
    assertEquals(before, Files.readString(sample.file("slipway.yaml")));
  }

  @Test
  void saysTheUnitThatAValueOfThePlanTakes() {
    Slipway.Result result =
        slipway.run(
            "plan",
            sample.folder(),
            "--set",
            "resources.memory-limit=512MB",
            "--note",
            "Ana: the heap");

    assertEquals(
        """
        resources.memory-limit cannot be 512MB
          why   It takes a number of MiB, and no unit.
          do    Give the number alone, such as 512 for 512 MiB.
          code  plan.bad-value
        """,
        result.err());
  }

  @Test
  void aRefusedSettingNamesNoLineOfAFileThatWasNotWritten() throws IOException {
    String before = Files.readString(sample.file("slipway.yaml"));

    Slipway.Result result = slipway.run("set", sample.folder(), "owner=ana");

    assertEquals(
        """
        slipway.yaml cannot be changed so
          why   owner: there is no key 'owner'; did you mean 'owners'?
          do    Nothing was changed. Correct what is to be set.
          code  project.unknown-key
        """,
        result.err());
    assertEquals(before, Files.readString(sample.file("slipway.yaml")));
  }

  @Test
  void saysHowAValueThatHoldsACommaIsTyped() {
    Slipway.Result result = slipway.run("predict", sample.folder(), "--row", "island=Ticino, Süd");

    assertEquals(2, result.code());
    assertTrue(result.err().startsWith("Value for option '--row' (COLUMN=VALUE)"), result.err());
    assertTrue(
        result
            .err()
            .contains(
                "A comma ends a value. One that holds a comma stands in double quotes, and all of"
                    + " it in single ones: --row 'region=\"Ticino, Süd\",rooms=3'"),
        result.err());
  }

  @Test
  void aRemedyIsOfTheProjectThatTheCommandWasAbout() throws IOException {
    Path called = Files.move(sample.folder(), folder.resolve("Modell für März"));
    Files.writeString(called.resolve("data/rules.yaml"), "none: 1\n");
    Path yaml = called.resolve("slipway.yaml");
    Files.writeString(
        yaml,
        Files.readString(yaml)
            .replaceFirst("\n  label: ", "\n  rules: data/rules.yaml\n  label: "));

    Slipway.Result result = slipway.run("data", called);

    assertTrue(result.err().contains("slipway data \"" + called + "\" --suggest"), result.err());
  }

  @Test
  void refusesAnImpossibleDuration() throws IOException {
    sample.edit("p99: \\d+ ms", "p99: 25 parsecs");

    refused("project.", "parsecs", slipway.run("profile", sample.folder()));
  }

  @Test
  void refusesAHoldoutWithoutTheLabelColumn() throws IOException {
    String holdout = Files.readString(sample.file("data/holdout.csv"));
    Files.writeString(sample.file("data/holdout.csv"), holdout.replaceFirst("species", "kind"));

    refused("data.", "species", slipway.run("evaluate", sample.folder()));
  }

  @Test
  void refusesAnOutputFolderThatCannotBeWritten() throws Exception {
    Path file = Files.writeString(folder.resolve("taken"), "a file, not a folder");
    RecordedProfile.into(slipway);

    refused(
        "bundle.",
        "taken",
        slipway.run("export", sample.folder(), "--out", file.resolve("bundle")));
  }

  @Test
  void refusesAPortInUse() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      refused(
          "serving.",
          String.valueOf(taken.getLocalPort()),
          slipway.run(
              "serve", sample.folder(), "--port", taken.getLocalPort(), "--management-port", 0));
    }
  }

  @Test
  void refusesAnUnknownOption() {
    var result = slipway.run("ship", sample.folder(), "--fast");

    assertEquals(
        """
        Unknown option: '--fast'
          do    See: slipway ship --help
          code  usage.wrong
        """,
        result.err());
    assertEquals(2, result.code());
  }

  @Test
  void namesTheCommandThatDoesAnOptionsWorkNow() {
    var measured = slipway.run("profile", ".", "--url=http://localhost:8080", "--cpus", "1");
    var replayed = slipway.run("profile", "--replay", "RUN");

    assertEquals(
        """
        slipway profile has no option --url
          why   Another command does this now
          do    Write: slipway measure URL --project PROJECT
          code  usage.moved
        """,
        measured.err());
    assertEquals(2, measured.code());
    assertTrue(replayed.err().contains("  do    Write: slipway replay RUN"), replayed.err());
    assertEquals(2, replayed.code());
    for (String moved : List.of("--cpus 2", "--metrics http://localhost:8082/metrics")) {
      String option = moved.split(" ", 2)[0];
      var result = slipway.run("profile", ".", option, moved.split(" ", 2)[1]);

      assertTrue(result.err().startsWith("slipway profile has no option " + option), result.err());
      assertTrue(
          result.err().contains("Write: slipway measure URL --project PROJECT " + option + " "),
          result.err());
      assertEquals(2, result.code());
    }
  }

  @Test
  void guessesWhatAMistypedCommandMeant() {
    var result = slipway.run("exprt", sample.folder());

    assertEquals(2, result.code());
    assertTrue(result.err().contains("slipway export"), result.err());
    assertTrue(result.err().contains("  do    See: slipway --help"), result.err());
  }

  @Test
  void aProgramReadsWhatIsWrongWithItsCommandLine() throws Exception {
    var result = slipway.run("ship", sample.folder(), "--fast", "--json");

    assertEquals("usage.wrong", Json.tree(result.err()).at("/code/id").asText(), result.err());
  }

  @Test
  void showsWhatThereIsToWhoeverAsksForNothing() {
    var result = slipway.run();

    assertEquals(2, result.code());
    assertTrue(result.err().contains("Commands:"), result.err());
  }

  private static void refused(String code, String named, Slipway.Result result) {
    assertAll(
        () -> assertEquals(2, result.code(), result.err()),
        () -> assertTrue(result.err().contains("  code  " + code), result.err()),
        () -> assertTrue(result.err().contains(named), result.err()),
        () -> assertTrue(result.err().contains("  do    "), result.err()),
        () -> assertFalse(result.err().contains("\tat "), result.err()),
        () -> assertEquals("", result.out()));
  }
}
