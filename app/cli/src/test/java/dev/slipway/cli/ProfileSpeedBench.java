// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long after the command, a JVM's start among it, a quick profile shows its numbers and a
/// standard one its verdicts.
@Tag("bench")
final class ProfileSpeedBench {

  private static final double QUICK_SECONDS = 15;
  private static final double STANDARD_SECONDS = 120;

  @TempDir Path folder;

  @Test
  void showsNumbersWithinFifteenSecondsAndVerdictsWithinTwoMinutes() throws Exception {
    Sample sample = Sample.copyInto(folder);

    double quick = seconds(sample, "quick");
    double standard = seconds(sample, "standard");

    System.out.printf("quick %.1f s, standard %.1f s%n", quick, standard);
    assertTrue(quick <= QUICK_SECONDS, quick + " s");
    assertTrue(standard <= STANDARD_SECONDS, standard + " s");
  }

  private double seconds(Sample sample, String tier) throws Exception {
    Path out = folder.resolve(tier + ".json");
    Path arguments = folder.resolve(tier + ".args");
    Files.writeString(
        arguments,
        "-cp \""
            + System.getProperty("java.class.path")
            + "\"\n--enable-native-access=ALL-UNNAMED\n");
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "@" + arguments,
                CliMain.class.getName(),
                "profile",
                sample.folder().toString(),
                "--tier",
                tier,
                "--json",
                "--home",
                folder.resolve("home").toString())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int code = process.waitFor();
    double took = (System.nanoTime() - began) / 1e9;
    assertTrue(List.of(0, 1).contains(code), "exit code " + code);
    JsonNode profile = new ObjectMapper().readTree(Files.readString(out, StandardCharsets.UTF_8));
    System.out.printf(
        "%s: %.1f s; invalid: %s; verdicts: %s%n",
        tier, took, profile.path("open").path("invalid"), profile.path("verdicts"));
    assertEquals(2, profile.path("verdicts").size(), profile.path("verdicts").toString());
    return took;
  }
}
