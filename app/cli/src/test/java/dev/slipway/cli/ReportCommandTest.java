// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.base.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everything known of a project, without measuring anything.
final class ReportCommandTest {

  @TempDir private Path folder;

  @Test
  void aPageToSendShowsWhatWasMeasured() throws Exception {
    var slipway = new Slipway(folder.resolve("home"));
    Sample sample = Sample.copyInto(folder);
    slipway.run("evaluate", sample.folder());
    slipway.run("profile", sample.folder(), "--tier", "quick");
    Path file = folder.resolve("report.html");

    Slipway.Result text = slipway.run("report", sample.folder());
    Slipway.Result json = slipway.run("report", sample.folder(), "--json");
    Slipway.Result html = slipway.run("report", sample.folder(), "--html", file);

    assertEquals(0, text.code(), text.err());
    assertTrue(text.out().contains("No bundle is verified as it is now."), text.out());
    assertTrue(text.out().contains("Quality: accuracy on 114 holdout rows"), text.out());
    assertFalse(Json.tree(json.out()).get("met").asBoolean());
    assertEquals(0, html.code(), html.err());
    assertEquals("Written: " + file, html.out().strip());
    String page = Files.readString(file);
    assertTrue(page.contains("<svg viewBox=\"0 -10 1000 240\" role=\"img\""), page);
    assertTrue(page.contains("<td>Port of the inference protocol</td>"), page);
    assertFalse(page.contains(folder.toString()), "the page names no path of this machine");
    writesWhatEachRequestTook(slipway, sample);
  }

  private void writesWhatEachRequestTook(Slipway slipway, Sample sample) throws Exception {
    Path csv = folder.resolve("times.csv");
    Slipway.Result times = slipway.run("report", sample.folder(), "--samples", csv);
    List<String> lines = Files.readAllLines(csv);

    assertEquals("block,intended_ns,response_ns,service_ns", lines.getFirst());
    assertTrue(
        times.out().startsWith("Written: %s, %,d requests of run".formatted(csv, lines.size() - 1)),
        times.out() + times.err());
    assertEquals(
        Set.of("closed", "open", "served"),
        lines.stream().skip(1).map(line -> line.split(",")[0]).collect(Collectors.toSet()));
    Path parquet = folder.resolve("times.parquet");
    String run = times.out().strip().replaceFirst(".* ", "");
    Slipway.Result columnar =
        slipway.run("report", sample.folder(), "--samples", parquet, "--json");
    assertEquals(
        Json.tree(
            "{\"file\":\"%s\",\"run\":\"%s\",\"rows\":%d}"
                .formatted(parquet, run, lines.size() - 1)),
        Json.tree(columnar.out()));
    Path xls = folder.resolve("times.xls");
    refused("ends in .csv or .parquet", slipway.run("report", folder, "--samples", xls));
    Path mine = Files.writeString(folder.resolve("mine.csv"), "species,mass\n");
    refused(
        "Name another file, or remove this one.",
        slipway.run("report", sample.folder(), "--samples", mine));
    assertEquals("species,mass\n", Files.readString(mine));
    decidesOnKeptRuns(slipway, folder.resolve("home/runs").resolve(run));
    Slipway.Result more = slipway.run("plan", sample.folder(), "--traffic", "3000/min");
    assertTrue(more.out().contains("Nothing of this is kept"), more.out() + more.err());
    assertEquals(2, slipway.run("plan", sample.folder(), "--traffic", "0/s").code());
    namesWhereCandidatesAreOnANarrowTerminal(slipway, sample);
  }

  private static void namesWhereCandidatesAreOnANarrowTerminal(Slipway slipway, Sample sample) {
    var out = new StringWriter();
    Terminal narrow =
        new Terminal(
                new PrintWriter(out, true),
                new PrintWriter(new StringWriter()),
                false,
                false,
                false)
            .wide(50);
    slipway
        .command(narrow)
        .run("plan", sample.folder().toString(), "--cloud", "aws", "--region", "eu-central-1");

    List<String> lines = out.toString().lines().toList();
    assertEquals(
        List.of(),
        lines.stream().filter(line -> line.length() > 50 && line.strip().contains(" ")).toList());
    int beside = lines.indexOf("Beside them, elsewhere: release.where in");
    assertEquals(
        1, lines.indexOf("Candidates in aws eu-central-1, cheapest first"), out.toString());
    assertEquals(
        List.of(true, false),
        Stream.of(lines.subList(2, beside), lines.subList(beside + 2, beside + 8))
            .map(part -> String.join(" ", part))
            .map(part -> part.contains("aws eu-central-1"))
            .toList(),
        out.toString());
    assertFalse(String.join(" ", lines.subList(2, beside)).contains("gcp"), out.toString());
  }

  private static void refused(String why, Slipway.Result result) {
    assertEquals(2, result.code(), result.out());
    assertTrue(result.err().contains(why), result.err());
  }

  private static void decidesOnKeptRuns(Slipway slipway, Path run) throws Exception {
    Path calm = keep(run, "calm", 1, "a processor");
    Path slower = keep(run, "slower", 3, "a processor");
    Path elsewhere = keep(run, "elsewhere", 3, "another");

    Slipway.Result more = slipway.run("compare", calm, slower, "--kept", "--fail-if-slower");
    assertEquals(1, more.code(), more.err());
    assertTrue(more.out().contains("(× 3.00)  more"), more.out());
    assertEquals(0, slipway.run("compare", calm, slower, "--kept").code());
    assertEquals(0, slipway.run("compare", slower, calm, "--kept", "--fail-if-slower").code());
    refused(
        "the processor: A a processor, B another",
        slipway.run("compare", calm, elsewhere, "--kept", "--fail-if-slower"));
    assertEquals(0, slipway.run("compare", calm, elsewhere, "--kept").code());
    Path few = few(keep(run, "few", 1, "a processor"));
    refused(
        "no percentile is known of both",
        slipway.run("compare", calm, few, "--kept", "--fail-if-slower"));
    assertEquals(0, slipway.run("compare", calm, few, "--kept").code());
    String measuring = "With --kept nothing is measured";
    refused(measuring, slipway.run("compare", calm, slower, "--kept", "--tier", "quick"));
    refused(measuring, slipway.run("compare", calm, slower, "--kept", "--project", run));
    refused(measuring, slipway.run("compare", calm + "@threads=2", slower, "--kept"));
  }

  /// The run as if nothing had disturbed it, on a machine of one's choice.
  ///
  /// @param slower how many times as long as it did each answer over a socket takes
  private static Path keep(Path run, String name, int slower, String cpu) throws Exception {
    ObjectNode profile = (ObjectNode) Json.tree(Files.readString(run.resolve("profile.json")));
    ((ObjectNode) profile.path("environment")).put("cpu", cpu);
    ObjectNode load = (ObjectNode) profile.path("here").path("load");
    load.putArray("invalid");
    for (JsonNode at : load.path("response").path("percentiles")) {
      for (String time : List.of("value", "low", "high")) {
        Duration taken = Duration.parse(at.path(time).asText());
        ((ObjectNode) at).put(time, taken.multipliedBy(slower).toString());
      }
    }
    Path folder = Files.createDirectories(run.resolveSibling(name));
    Files.writeString(folder.resolve("profile.json"), profile.toString());
    return folder;
  }

  /// A run of so few requests that they support no percentile.
  private static Path few(Path run) throws Exception {
    Path file = run.resolve("profile.json");
    JsonNode profile = Json.tree(Files.readString(file));
    ((ObjectNode) profile.path("here").path("load").path("response")).putArray("percentiles");
    Files.writeString(file, profile.toString());
    return run;
  }

  @Test
  void aPageThatCannotBeWrittenIsAProblem() throws Exception {
    Sample sample = Sample.copyInto(folder);
    Path nowhere = folder.resolve("none/report.html");

    Slipway.Result result =
        new Slipway(folder.resolve("home")).run("report", sample.folder(), "--html", nowhere);

    assertEquals(2, result.code());
    assertTrue(result.err().contains("The report cannot be written to " + nowhere), result.err());
  }
}
