// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How the job ends before it asks Spark.
final class SparkMainTest {

  @Test
  void runsOfTheSameSecondHaveFoldersOfTheirOwn() {
    assertEquals(
        "s3a://b/out/2026-11-29T083000Z-0123abcd",
        SparkMain.folder(
            "s3a://b/out/{run}",
            Instant.parse("2026-11-29T08:30:00.123456Z"),
            UUID.fromString("0123abcd-0000-4000-8000-000000000000")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--config no-file --data a s3a://key:pass-word@bucket/in --out o",
        "--config no-file --data a --out o s3a://key:pass-word@bucket/in"
      })
  void aPasswordWhereNoNameIsExpectedIsInNoLineEither(String args) {
    var log = new ByteArrayOutputStream();
    SparkMain main = logging(log);

    assertEquals(2, main.run(List.of(args.split(" "))));
    assertFalse(log.toString(StandardCharsets.UTF_8).contains("pass-word"));
    assertTrue(log.toString(StandardCharsets.UTF_8).contains("s3a://…@bucket/in"));
  }

  @Test
  void aPasswordInANameIsInNoLineOfTheLog() {
    var log = new ByteArrayOutputStream();
    SparkMain main = logging(log);

    int code =
        main.run(
            List.of(
                "--config", "no-file", "--data", "s3a://key:pass-word@bucket/in", "--out", "o"));

    assertEquals(2, code);
    assertFalse(log.toString(StandardCharsets.UTF_8).contains("pass-word"));
    assertEquals(
        "A name of --data or --out holds a user or a password",
        log.toString(StandardCharsets.UTF_8).lines().findFirst().orElse(""));
  }

  private static SparkMain logging(ByteArrayOutputStream log) {
    return new SparkMain(
        new PrintStream(log, true, StandardCharsets.UTF_8),
        InstantSource.fixed(Instant.EPOCH),
        () -> 0);
  }
}
