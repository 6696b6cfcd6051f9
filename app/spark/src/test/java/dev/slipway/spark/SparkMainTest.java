// SPDX-License-Identifier: Apache-2.0
package dev.slipway.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How the job ends before it asks Spark.
final class SparkMainTest {

  @Test
  void aPasswordInANameIsInNoLineOfTheLog() {
    var log = new ByteArrayOutputStream();
    var main =
        new SparkMain(
            new PrintStream(log, true, StandardCharsets.UTF_8),
            InstantSource.fixed(Instant.EPOCH),
            () -> 0);

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
}
