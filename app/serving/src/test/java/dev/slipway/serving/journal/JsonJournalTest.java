// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JsonJournalTest {

  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-11-25T12:00:00Z"));

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private JsonJournal journal() {
    // As a container has it, where no locale is set.
    return new JsonJournal(new PrintStream(bytes, false, StandardCharsets.US_ASCII), NOON).start();
  }

  private static String line(String level, String event, String fields) {
    return "{\"time\":\"2026-11-25T12:00:00.000000Z\",\"level\":\"%s\",\"event\":\"%s\",%s}\n"
        .formatted(level, event, fields);
  }

  @Test
  void isUtf8WhateverTheLocale() {
    try (JsonJournal journal = journal()) {
      journal.warning("refused", Map.of("error", "input 'größe' is \"missing\"\n"));
    }
    assertEquals(
        line("WARN", "refused", "\"error\":\"input 'größe' is \\\"missing\\\"\\n\""),
        bytes.toString(StandardCharsets.UTF_8));
  }

  @Test
  void hasWrittenAllInOrderOnceItIsClosed() {
    try (JsonJournal journal = journal()) {
      for (int i = 0; i < 2_000; i++) {
        journal.info("request", Map.of("number", i));
      }
    }
    assertEquals(
        IntStream.range(0, 2_000)
            .mapToObj(i -> line("INFO", "request", "\"number\":" + i))
            .collect(Collectors.joining()),
        bytes.toString(StandardCharsets.UTF_8));
  }
}
