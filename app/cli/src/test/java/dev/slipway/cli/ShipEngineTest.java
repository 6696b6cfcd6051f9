// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first voyage as the README's first command makes it, with a real container engine, and with
/// latencies that any machine keeps. `.ci/run` makes it in each build, with an engine where the
/// machine has one.
@Tag("engine")
@Tag("nightly")
final class ShipEngineTest {

  @TempDir Path folder;

  @Test
  void takesTheSampleFromItsModelFileToAVerifiedBundle() throws Exception {
    Sample sample = Sample.copyInto(folder).generous();
    Slipway slipway = new Slipway(folder.resolve("home"));

    var result = slipway.run("ship", sample.folder(), "--tier", "quick", "--json");

    assertEquals(0, result.code(), result.out() + result.err());
    JsonNode report = Json.tree(result.out());
    assertFalse(report.path("refuted").asBoolean(true), result.out());
    assertEquals("container", report.at("/verification/value/how").asText());
    assertEquals(
        "passed",
        report.at("/verification/value/measurements/serving.smoke_status/value").asText());
    assertTrue(Files.exists(sample.file("bundle/bundle.json")));
    assertFalse(result.err().contains("\tat "), result.err());
  }
}
