// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.request.Unpacked;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Finds the line of a file that is not a JSON object. DuckDB counts lines differently from
/// editors.
final class JsonLines {

  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private JsonLines() {}

  /// @throws ProblemException that names the first such line
  static void refuseBroken(Path path, String source) throws ProblemException, IOException {
    try (var text =
        new BufferedReader(
            new InputStreamReader(Unpacked.open(path), StandardCharsets.UTF_8.newDecoder()))) {
      int number = 1;
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        if (!line.isBlank()) {
          refuseBroken(line, "Line " + number + " of " + source);
        }
        number++;
      }
    } catch (CharacterCodingException notUtf8) {
      // The engine has its own words for it.
      return;
    }
  }

  private static void refuseBroken(String line, String where) throws ProblemException {
    try {
      JsonNode node = READER.readValue(line);
      if (!node.isObject()) {
        throw refusal(where, "It begins with " + node.getNodeType() + ", not with {.");
      }
    } catch (JsonProcessingException e) {
      throw refusal(where, e.getOriginalMessage());
    }
  }

  private static ProblemException refusal(String where, String why) {
    return Problem.input(
            "data.malformed",
            where + " is not a JSON object",
            why,
            "Correct that line, or write the file again: one object a line, or one array of them.")
        .asException();
  }
}
