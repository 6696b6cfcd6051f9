// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.base.ProblemException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Values of the plan that `slipway.yaml` sets by hand.
final class ByHandReaderTest {

  private static final String HEAD =
      """
      apiVersion: slipway.dev/v1
      name: wine
      model: {file: model.onnx}
      """;

  @Test
  void readsWhatIsSetByHand() throws ProblemException {
    String plan =
        """
        plan:
          overrides:
            replicas.min: {value: 4, note: 'Ana: the night batch'}
            drift.warn: {value: 0.25, note: noisy}
        """;

    assertEquals(
        Map.of(
            Settable.REPLICAS_MIN, new SetByHand(new BigDecimal("4"), "Ana: the night batch"),
            Settable.DRIFT_WARN, new SetByHand(new BigDecimal("0.25"), "noisy")),
        ProjectParser.parse(HEAD + plan, "slipway.yaml").byHand());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{replica.min: {value: 4, note: x}} | 'replica.min' is no value of the plan that is set by"
            + " hand; did you mean 'replicas.min'?",
        "{replicas.min: {value: 1, note: x}} | a whole number from 2 to 10,000 is expected here",
        "{replicas.min: {value: 2.5, note: x}} | a whole number from 2 to 10,000 is expected here",
        "{replicas.min: {value: 1e999999999, note: x}} | a whole number from 2 to 10,000 is"
            + " expected here",
        "{drift.warn: {value: 1e999999999, note: x}} | a number from 0.01 to 10 is expected here",
        "{drift.warn: {value: 0, note: x}} | a number from 0.01 to 10 is expected here",
        "{replicas.min: {value: 4}} | the key 'note' is missing",
        "{replicas.min: {value: four, note: x}} | a number is expected here",
        "{replicas.min: {value: 4, note: ' '}} | who wants it so, and why, in one line",
      })
  void tellsWhatIsWrongWithWhatIsSetByHand(String overrides, String message) {
    List<ProjectError> errors =
        ProjectParser.errorsIn(HEAD + "plan:\n  overrides: " + overrides + "\n");

    assertEquals(1, errors.size(), errors.toString());
    assertTrue(errors.getFirst().message().contains(message), errors.getFirst().message());
    assertEquals(5, errors.getFirst().line());
  }
}
