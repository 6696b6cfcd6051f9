// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rules that are written for a project to begin with.
final class DataSuggestCommandTest {

  @TempDir Path temp;

  @Test
  void rulesThatTheProjectNamesAndNobodyHasWrittenAreWrittenThere() throws Exception {
    Sample sample = Sample.copyInto(temp);
    Path yaml = sample.file("slipway.yaml");
    String named =
        Files.readString(yaml).replaceFirst("\n  label: ", "\n  rules: data/rules.yaml\n  label: ");
    Files.writeString(yaml, named);
    var slipway = new Slipway(temp.resolve("home"));
    assertEquals(2, slipway.run("data", sample.folder()).code());

    Slipway.Result suggested = slipway.run("data", sample.folder(), "--suggest");

    assertEquals(0, suggested.code(), suggested.out() + suggested.err());
    Path rules = sample.file("data/rules.yaml");
    assertTrue(suggested.err().contains("wrote " + rules), suggested.err());
    assertTrue(Files.readString(rules).contains("island"), Files.readString(rules));
    assertTrue(suggested.out().contains("Rules, data/train.csv"), suggested.out());
    assertTrue(
        suggested.out().contains("  body_mass_g              whole number "), suggested.out());
    assertEquals(named, Files.readString(yaml));
  }
}
