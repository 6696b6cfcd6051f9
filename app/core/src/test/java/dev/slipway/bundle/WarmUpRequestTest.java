// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.bundle.render.ByteContent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Which golden request a service warms up with, and in what form.
final class WarmUpRequestTest {

  @Test
  void itIsTheOneOfMiddleLengthHoweverItsDataIsNested() throws Exception {
    WarmUpRequest chosen = chosen(nested(512), nested(5), nested(64));

    assertEquals(Map.of("x", List.of(1L, 64L)), chosen.shapes());
  }

  /// The service refuses to start where it cannot read the request.
  @Test
  void whatTheProtocolCannotCarryIsNotChosenAndAMissingNumberIsNull() throws Exception {
    WarmUpRequest chosen =
        chosen(
            data("[1, 1]", "[2.5]"),
            data("[1, 2]", "[5.5, \"Infinity\"]"),
            data("[1, 3]", "[5.5, \"NaN\", 1]"),
            data("[1, 4]", "[[1, 2, 3, 4]]"));

    assertEquals(
        "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[5.5,null,1.0]}]}\n",
        new String(chosen.content().bytes(), StandardCharsets.UTF_8));
    assertEquals(Optional.empty(), WarmUpRequest.of(golden(data("[1, 1]", "[\"-Infinity\"]"))));
  }

  private static WarmUpRequest chosen(String... requests) throws Exception {
    return WarmUpRequest.of(golden(requests)).orElseThrow();
  }

  private static String nested(int values) {
    return data(
        "[1, %d]".formatted(values),
        IntStream.range(0, values)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(",", "[[", "]]")));
  }

  private static String data(String shape, String data) {
    return "{\"inputs\": [{\"name\": \"x\", \"datatype\": \"FP32\", \"shape\": %s, \"data\": %s}]}"
        .formatted(shape, data);
  }

  private static Optional<dev.slipway.bundle.render.GeneratedFile.Content> golden(
      String... requests) {
    String answer =
        "{\"outputs\": [{\"name\": \"y\", \"datatype\": \"FP32\", \"shape\": [1], \"data\": [1]}]}";
    return Optional.of(
        ByteContent.of(
            Stream.of(requests)
                .map(request ->
                    "{\"id\": \"%d\", \"request\": %s, \"response\": %s}"
                        .formatted(request.length(), request, answer))
                .collect(Collectors.joining(",", "{\"cases\": [", "]}"))));
  }
}
