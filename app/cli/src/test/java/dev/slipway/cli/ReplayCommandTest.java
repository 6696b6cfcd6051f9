// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every measurement names the line that makes it again.
final class ReplayCommandTest {

  private static final Pattern AGAIN = Pattern.compile("again: slipway replay (\\S+)");

  @TempDir Path folder;

  @Test
  @Tag("nightly")
  void measuresAStoredRunAgain() throws Exception {
    Sample sample = Sample.copyInto(folder);
    var slipway = new Slipway(folder.resolve("home"));
    Path evidence = folder.resolve("evidence.json");

    Slipway.Result profiled =
        slipway.run("profile", sample.folder(), "--arrival", "burst:500ms/1s", "--write", evidence);
    Matcher run = AGAIN.matcher(profiled.out());
    assertTrue(run.find(), profiled.out() + profiled.err());
    Slipway.Result replayed = slipway.run("replay", run.group(1));

    assertEquals(0, replayed.code(), replayed.err());
    assertTrue(replayed.out().contains(run.group(1) + "-replay-"), replayed.out());
    assertTrue(replayed.out().contains("nothing that is recorded"), replayed.out());
    assertEquals(
        Set.of("slipway profile " + sample.folder() + " --arrival burst:500ms/1s"),
        Json.tree(Files.readString(evidence))
            .path("records")
            .valueStream()
            .map(record -> record.at("/record/command").asText())
            .collect(Collectors.toSet()));
  }

  @Test
  void thePatternOfArrivalsIsWrittenAsItIsRead() {
    var option = new ArrivalOption();

    for (String written :
        List.of("constant", "burst:2s/8s", "burst:250ms/0s", "trace:" + folder.resolve("a.csv"))) {
      assertEquals(List.of("--arrival", written), option.convert(written).options());
    }
    assertEquals(List.of(), option.convert("poisson").options());
  }
}
