// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the command says of data that the model cannot be scored on.
final class DataCommandTest {

  @TempDir Path temp;

  @Test
  void aHoldoutWithoutWhatTheModelTakesIsAGateThatIsNotMet() throws Exception {
    Sample sample = Sample.copyInto(temp);
    Path holdout = sample.file("data/holdout.csv");
    Files.writeString(holdout, Files.readString(holdout).replaceFirst("body_mass_g", "Body mass"));

    Slipway.Result looked = new Slipway(temp.resolve("home")).run("data", sample.folder());

    assertEquals(1, looked.code(), looked.out() + looked.err());
    assertTrue(
        looked.out().contains("It lacks 'body_mass_g' (did you mean its 'Body mass'?)."),
        looked.out());
  }
}
