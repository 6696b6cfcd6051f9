// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.slipway.base.Json;

/// Profiles as JSON: durations and times in ISO 8601, a `kind` where a record is one of several.
public final class ProfileJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(Json.kinds("kind"))
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private ProfileJson() {}

  /// Indented, for a file.
  public static String write(Profile profile) {
    return text(MAPPER.writerWithDefaultPrettyPrinter(), profile) + "\n";
  }

  /// @throws IllegalArgumentException when the text is no profile
  public static Profile read(String text) {
    return parse(text, Profile.class);
  }

  /// On one line.
  public static String line(Object record) {
    return text(MAPPER.writer(), record);
  }

  public static JsonNode tree(Object record) {
    return MAPPER.valueToTree(record);
  }

  public static <T> T part(JsonNode tree, Class<T> type) {
    return parse(tree.toString(), type);
  }

  public static <T> T parse(String text, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
    }
  }

  private static String text(com.fasterxml.jackson.databind.ObjectWriter writer, Object record) {
    try {
      return writer.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record cannot be written as JSON: " + record, e);
    }
  }
}
