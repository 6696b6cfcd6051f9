// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/slipway-yaml.md` is the schema that the loader validates against, for people;
/// `-Dschema=write` writes it anew. So a key that goes is seen in a diff.
final class ProjectFilePageTest {

  private static final Path DOCS =
      Path.of(System.getProperty("slipway.root", "../..")).resolve("docs");
  private static final Path PAGE = DOCS.resolve("slipway-yaml.md");

  @Test
  void thePageOfTheProjectFileIsItsSchema() throws IOException {
    String page = page(new JsonMapper().readTree(DOCS.resolve("slipway.schema.json").toFile()));
    if ("write".equals(System.getProperty("schema"))) {
      Files.writeString(PAGE, page);
    }

    assertEquals(page, Files.readString(PAGE));
  }

  private static String page(JsonNode schema) {
    return """
    # slipway.yaml

    Made from [the schema](slipway.schema.json), which the loader validates against and which editors read. The file is versioned with the
    model, and read by the window, the command line and pipelines alike. `slipway init` writes a commented one; `slipway set` changes values
    and keeps comments and order. A key that is not known is an error that names the nearest known one, with line and column.

    `NAME` stands for a name of your own: an input, a column, a target. **Required** keys are required where what they stand in is there.

    ## The file

    """
        + table(own(schema))
        + schema.properties().stream()
            .filter(entry -> entry.getKey().equals("properties"))
            .flatMap(entry -> entry.getValue().properties().stream())
            .filter(key -> isObject(key.getValue()))
            .map(key -> section(key.getKey(), key.getValue()))
            .collect(Collectors.joining());
  }

  private static String section(String key, JsonNode schema) {
    String words = words(schema);
    return "\n## `"
        + key
        + "`\n\n"
        + (words.isEmpty() ? "" : words + "\n\n")
        + table(below(key, schema));
  }

  private static String table(Stream<String> rows) {
    return rows.collect(Collectors.joining("\n", "| key | takes | |\n| --- | --- | --- |\n", "\n"));
  }

  /// The keys of the file itself that hold a value.
  private static Stream<String> own(JsonNode schema) {
    return schema.path("properties").properties().stream()
        .filter(key -> !isObject(key.getValue()))
        .map(key -> row(key.getKey(), key.getValue(), isRequired(schema, key.getKey())));
  }

  private static Stream<String> below(String path, JsonNode schema) {
    JsonNode others = schema.path("additionalProperties");
    return Stream.of(
            schema.path("properties").properties().stream()
                .flatMap(key ->
                    rows(
                        path + "." + key.getKey(),
                        key.getValue(),
                        isRequired(schema, key.getKey()))),
            schema.path("patternProperties").properties().stream()
                .map(key -> row(path + ".p95", key.getValue(), false)),
            others.isObject() ? rows(path + ".NAME", others, false) : Stream.<String>empty())
        .flatMap(each -> each);
  }

  private static Stream<String> rows(String path, JsonNode schema, boolean required) {
    if (!isObject(schema)) {
      return Stream.of(row(path, schema, required));
    }
    Stream<String> itself =
        words(schema).isEmpty() ? Stream.empty() : Stream.of(row(path, schema, required));
    return Stream.concat(itself, below(path, schema));
  }

  private static boolean isObject(JsonNode schema) {
    return schema.path("type").asText().equals("object");
  }

  private static boolean isRequired(JsonNode parent, String key) {
    return parent.path("required").valueStream().anyMatch(name -> name.asText().equals(key));
  }

  private static String row(String path, JsonNode schema, boolean required) {
    String told =
        Stream.of(
                required ? "**Required.**" : "",
                words(schema),
                schema.has("default") ? "Default: `" + schema.get("default").asText() + "`." : "")
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" "));
    return "| `" + path + "` | " + takes(schema) + " | " + told + " |";
  }

  private static String takes(JsonNode schema) {
    if (schema.has("const")) {
      return "`" + schema.get("const").asText() + "`";
    }
    if (schema.has("enum")) {
      return schema
          .get("enum")
          .valueStream()
          .map(value -> "`" + value.asText() + "`")
          .collect(Collectors.joining(", "));
    }
    return switch (schema.path("type").asText()) {
      case "array" -> "a list";
      case "number" -> "a number";
      case "boolean" -> "`true`, `false`";
      case "object" -> "keys";
      default -> "a text";
    };
  }

  private static String words(JsonNode schema) {
    return schema.path("description").asText().replace("|", "\\|");
  }
}
