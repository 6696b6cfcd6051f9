// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Our records as JSON, the same bytes for the same record everywhere: keys sorted, times and
/// durations as text, two spaces of indent, a line feed at the end. A record of a sealed interface
/// carries its kind in `type`.
public final class Json {

  /// Tells which record of a sealed interface it is.
  static final String KIND = "type";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .addModule(JsonTypes.module(KIND))
          .addMixIn(Sha256.class, Sha256Text.class)
          .addMixIn(Bytes.class, BytesNumber.class)
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final ObjectWriter PRETTY =
      MAPPER.writer(
          new DefaultPrettyPrinter()
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private Json() {}

  /// What lets a mapper of one's own write a record of a sealed interface with its kind, and a path
  /// with forward slashes.
  ///
  /// @param property that holds the kind
  public static Module kinds(String property) {
    return JsonTypes.module(property);
  }

  /// For files and for people.
  public static String text(Object value) {
    return write(PRETTY, value) + "\n";
  }

  /// On one line, without a line feed at the end.
  public static String line(Object value) {
    return write(MAPPER.writer(), value);
  }

  public static <T> T read(String json, Class<T> type) throws ProblemException {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw malformed(e);
    }
  }

  /// A record that holds one of another type, which is read with it: a tree between them would be
  /// all of it once more.
  @SuppressWarnings("unchecked") // it is what was asked for
  public static <R, T> R read(String json, Class<? super R> outer, Class<T> held)
      throws ProblemException {
    try {
      Optional<Object> plain = plain(json, outer, held);
      if (plain.isPresent()) {
        return (R) plain.get();
      }
      return MAPPER.readValue(json, MAPPER.getTypeFactory().constructParametricType(outer, held));
    } catch (JsonProcessingException e) {
      throw malformed(e);
    }
  }

  /// What Jackson need not be asked for.
  static Optional<Object> plain(String json, Class<?> type, @Nullable Class<?> held) {
    try (JsonParser parser = MAPPER.getFactory().createParser(json)) {
      return PlainRecords.read(parser, type, held);
    } catch (IOException jacksonTells) {
      return Optional.empty();
    }
  }

  /// A record from outside, of which nothing may be missing but what is optional.
  public static <T> T readWhole(String json, Class<T> type) throws ProblemException {
    try {
      return MAPPER
          .readerFor(type)
          .with(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .readValue(json);
    } catch (JsonProcessingException e) {
      throw malformed(e);
    }
  }

  /// The bare tree, for what has no record.
  public static JsonNode tree(String json) throws ProblemException {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw malformed(e);
    }
  }

  private static String write(ObjectWriter writer, Object value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
    }
  }

  private static ProblemException malformed(JsonProcessingException e) {
    String where =
        e.getLocation() == null
            ? ""
            : "line %d, column %d: "
                .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    return new ProblemException(
        Problem.input(
            "json.malformed",
            "The JSON cannot be read",
            where + said(e),
            "Correct the JSON at that place, or write the file again with the tool that made it."),
        e);
  }

  /// The parser's words, without how programmers would make it take what is no JSON.
  private static String said(JsonProcessingException e) {
    return e.getOriginalMessage()
        .replaceAll("Non-standard token '(\\w+)': enable .*", "JSON has no $1");
  }

  private interface Sha256Text {
    @JsonValue
    String hex();

    @JsonCreator
    static Sha256 of(String hex) {
      return new Sha256(hex);
    }
  }

  private interface BytesNumber {
    @JsonValue
    long count();

    @JsonCreator
    static Bytes of(long count) {
      return new Bytes(count);
    }
  }
}
