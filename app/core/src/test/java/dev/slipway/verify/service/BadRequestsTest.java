// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is wrong with a bad request is what its name says.
final class BadRequestsTest {

  private static final String TEXTS = "{\"datatype\":\"BYTES\",\"data\":[\"7\",\"a\"]}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1.5,2]         | [%s,2]",
        "[null,2]        | [%s,2]",
        "[-3]            | [%s]",
        "[[1.5,2],[3,4]] | [[%s,2],[3,4]]",
        "[[[7]]]         | [[[%s]]]"
      })
  void anotherValueStandsInThePlaceOfTheFirstNumber(String data, String expected) {
    Map<String, String> bodies = BadRequests.bodies(request(data));

    assertEquals(
        request(expected.formatted("\"" + BadRequests.CANARY + "\"")),
        bodies.get("a text among numbers"));
    assertEquals(request(expected.formatted("NaN")), bodies.get("NaN among numbers"));
    assertEquals(request(expected.formatted("1e400")), bodies.get("a number that overflows"));
  }

  @Test
  void amongTextsAloneNoNumberIsReplaced() {
    Map<String, String> bodies = BadRequests.bodies("{\"inputs\":[" + TEXTS + "]}");

    assertEquals(12, bodies.size(), bodies.keySet().toString());
  }

  private static String request(String data) {
    return "{\"inputs\":[" + TEXTS + ",{\"datatype\":\"FP32\",\"data\":" + data + "}]}";
  }
}
