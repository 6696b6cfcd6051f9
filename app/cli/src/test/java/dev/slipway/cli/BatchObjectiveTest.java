// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import dev.slipway.base.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said of scoring in batch before it is measured, after, and when something changed since.
final class BatchObjectiveTest {

  private static final String ITEM = "res-batch";

  @TempDir Path folder;
  private Slipway slipway;
  private Sample sample;

  @BeforeEach
  void open() throws IOException {
    slipway = new Slipway(folder.resolve("home"));
    sample = Sample.copyInto(folder);
  }

  private void state(String within) {
    assertEquals(
        0,
        slipway
            .run(
                "set",
                sample.folder(),
                "objectives.batch.rows=50 thousand",
                "objectives.batch.every=day",
                "objectives.batch.within=" + within)
            .code());
  }

  /// Three files, so that there are three pieces.
  private Slipway.Result score(String out) throws IOException {
    Path data = Files.createDirectories(folder.resolve("in"));
    for (String name : new String[] {"a.csv", "b.csv", "c.csv"}) {
      Files.copy(
          sample.file("data/holdout.csv"), data.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    return slipway.run(
        "score", sample.folder(), "--data", data, "--out", folder.resolve(out), "--json");
  }

  private JsonNode objective() throws ProblemException {
    for (JsonNode each :
        Json.tree(slipway.run("report", sample.folder(), "--json").out()).path("objectives")) {
      if (each.path("name").asText().equals("batch")) {
        return each;
      }
    }
    throw new AssertionError("the report tells nothing of it");
  }

  private String item() throws ProblemException {
    JsonNode lines =
        Json.tree(slipway.run("checklist", sample.folder(), "--json").out()).path("lines");
    for (JsonNode line : lines) {
      if (line.at("/item/id").asText().equals(ITEM)) {
        return line.path("state").asText();
      }
    }
    throw new AssertionError("the checklist has no " + ITEM);
  }

  @Test
  void isNotMeasuredThenMetThenJudgedByWhatIsAskedNow() throws Exception {
    assertEquals("NOT_APPLICABLE", item());

    state("6 h");
    assertTrue(
        objective().at("/verdict/because").asText().startsWith("not measured"),
        objective().toString());
    assertEquals("NOT_RUN", item());

    JsonNode scored = Json.tree(score("out").out());
    assertTrue(scored.at("/batch/verdict/because").asText().contains("6 h are allowed"));
    assertEquals(scored.path("batch"), objective());
    assertEquals("PASS", item());

    state("1 s");
    assertTrue(
        objective().at("/verdict/because").asText().contains("1 s are allowed"),
        objective().toString());
    assertEquals("INCONCLUSIVE", item());
  }

  /// Items that do not apply without a service.
  private List<String> ofAService() throws ProblemException {
    List<String> items = new ArrayList<>();
    for (JsonNode line :
        Json.tree(slipway.run("checklist", sample.folder(), "--json").out()).path("lines")) {
      if (line.path("because").asText().startsWith("applies only where: a service answers")) {
        assertEquals("NOT_APPLICABLE", line.path("state").asText());
        items.add(line.at("/item/id").asText());
      }
    }
    return items;
  }

  @Test
  void itemsOfAServiceDoNotApplyWhereNothingButBatchIsAskedFor() throws Exception {
    state("6 h");
    Path yaml = sample.file("slipway.yaml");
    String text =
        Files.readString(yaml).replaceFirst("targets: .*", "targets: [batch, prometheus, runbook]");
    Files.writeString(yaml, text);
    assertEquals(List.of(), ofAService(), "a latency is stated");

    String alone = text.replaceAll("\n  (latency|traffic|availability): .*", "");
    Files.writeString(yaml, alone);
    assertEquals(
        List.of(
            "goal-service-objectives",
            "arch-api-contract",
            "arch-shutdown",
            "pipe-load-smoke",
            "pipe-canary",
            "data-access",
            "res-p99",
            "res-throughput",
            "res-soak",
            "obs-golden-signals",
            "obs-version-labels",
            "obs-dashboard",
            "obs-skew-log"),
        ofAService());

    Files.writeString(yaml, alone.replace("[batch, ", "[batch, compose, "));
    assertEquals(List.of(), ofAService(), "Compose runs the service");
  }

  @Test
  void aRunOfAnotherDataSectionNoLongerHolds() throws Exception {
    state("6 h");
    score("out");

    Path yaml = sample.file("slipway.yaml");
    String text = Files.readString(yaml);
    Files.writeString(yaml, text.replaceFirst("time: none", "time: year"));

    assertTrue(
        objective()
            .at("/verdict/because")
            .asText()
            .startsWith("no longer holds: the data section has changed since"),
        objective().toString());
    assertEquals("STALE", item());
  }
}
