// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BatchReaderTest {

  private static final String HEAD =
      """
      apiVersion: slipway.dev/v1
      name: wine
      model: {file: model.onnx}
      """;

  @Test
  void readsWhatIsScoredInBatch() throws ProblemException {
    String stated = "objectives:\n  batch: {rows: %s, every: %s, within: %s}\n";

    assertEquals(
        List.of(
            Optional.of(new Batch(50_000_000, Batch.Every.DAY, Duration.ofHours(2))),
            Optional.of(new Batch(20_000, Batch.Every.HOUR, Duration.ofMinutes(60))),
            Optional.of(new Batch(2_500_000_000L, Batch.Every.MONTH, Duration.ofDays(3)))),
        List.of(
            batch(stated.formatted("50 million", "day", "2 h")),
            batch(stated.formatted("20000", "hour", "60 min")),
            batch(stated.formatted("2.5 billion", "month", "3 days"))));
  }

  private static Optional<Batch> batch(String objectives) throws ProblemException {
    return ProjectParser.parse(HEAD + objectives, "slipway.yaml").objectives().batch();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "batch: {rows: 1 million, every: day} | the key 'within' is missing",
        "batch: {rows: 1 million, every: night, within: 2 h} | 'night' is none of hour, day",
        "batch: {rows: 1 million, every: hour, within: 2 h} | no longer than until the next one",
        "batch: {rows: some, every: day, within: 2 h} | is not a number of rows; write it as 50",
        "batch: {rows: 50 milion, every: day, within: 2 h} | 'milion' is no count; use thousand",
        "batch: {rows: 0, every: day, within: 2 h} | is no whole number of rows from 1 on",
        "batch: {rows: 1.5, every: day, within: 2 h} | is no whole number of rows from 1 on",
        "batch: {rows: -3, every: day, within: 2 h} | a number of rows is not negative",
        "batch: {rows: 2000000 billion, every: day, within: 2 h} | more than a million million",
        "batch: {rows: 1 million, every: day, within: 2} | has no unit; use s, min, h or days",
        "batch: {rows: 1 million, every: month, within: 40 days} | is longer than a month",
        "batch: {rows: 1 million, every: day, within: 0 h} | less than a second, in which no run"
      })
  void tellsWhatIsWrongAtItsLine(String line, String message) {
    List<ProjectError> errors = ProjectParser.errorsIn(HEAD + "objectives:\n  " + line + "\n");

    assertEquals(1, errors.size(), errors.toString());
    assertEquals(5, errors.getFirst().line());
    assertTrue(errors.getFirst().message().contains(message), errors.getFirst().message());
  }
}
