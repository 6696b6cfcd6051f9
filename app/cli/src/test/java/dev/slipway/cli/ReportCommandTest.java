// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Json;
import java.nio.file.Files;
import java.nio.file.Path;
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
