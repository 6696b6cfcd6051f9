// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
    slipway.run("report", sample.folder(), "--samples", parquet);
    assertEquals("PAR1", new String(Files.readAllBytes(parquet), 0, 4, StandardCharsets.US_ASCII));
    Slipway.Result other =
        slipway.run("report", sample.folder(), "--samples", folder.resolve("times.xls"));
    assertEquals(2, other.code());
    assertTrue(other.err().contains("ends in .csv or .parquet"), other.err());
    String run = times.out().strip().replaceFirst(".* ", "");
    Slipway.Result kept = slipway.run("compare", run, run, "--kept", "--fail-if-slower");
    assertEquals(0, kept.code(), kept.err());
    assertTrue(kept.out().contains("(× 1.00)  not told apart"), kept.out());
    Slipway.Result more = slipway.run("plan", sample.folder(), "--traffic", "3000/min");
    assertTrue(more.out().contains("Nothing of this is kept"), more.out() + more.err());
    assertEquals(2, slipway.run("plan", sample.folder(), "--traffic", "0/s").code());
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
