// SPDX-License-Identifier: Apache-2.0
package dev.slipway.objective;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Takes values out of a project file and collects what is wrong with them.
final class ProjectFields {

  private final YamlTree tree;
  private final List<ProjectError> errors = new ArrayList<>();

  ProjectFields(YamlTree tree) {
    this.tree = tree;
  }

  List<ProjectError> errors() {
    return errors;
  }

  void wrong(String path, String code, String message) {
    errors.add(tree.error(path, code, message));
  }

  /// Reads one text as a value with a unit.
  @FunctionalInterface
  interface Reading<T> {
    T read(String text) throws Units.UnitException;
  }

  <T> Optional<T> value(String path, Reading<T> reading) {
    Optional<String> text = text(path);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(reading.read(text.get()));
    } catch (Units.UnitException e) {
      wrong(path, "bad-value", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  boolean has(String path) {
    return node(path).isObject();
  }

  Optional<String> text(String path) {
    JsonNode node = node(path);
    return node.isTextual() && !node.asText().isBlank()
        ? Optional.of(node.asText().strip())
        : Optional.empty();
  }

  /// A text that must look a certain way.
  String matching(String path, String pattern, String rule) {
    String text = text(path).orElse("");
    if (!text.isEmpty() && !text.matches(pattern)) {
      wrong(path, "bad-value", "'" + text + "' " + rule);
    }
    return text;
  }

  /// The name of a file below the project's folder.
  Optional<String> file(String path) {
    Optional<String> name = text(path);
    if (name.isPresent() && name.get().matches("(/|\\\\|~|[A-Za-z]:).*")) {
      wrong(
          path,
          "absolute-path",
          "'" + name.get() + "' is on this machine only; name files relative to slipway.yaml");
    }
    return name;
  }

  /// One of several values, as its id is written; the schema tells what is none.
  <E extends Enum<E>> Optional<E> choice(String path, E[] values) {
    String written = text(path).orElse("");
    for (E value : values) {
      if (Words.id(value).equals(written)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  double number(String path) {
    return node(path).asDouble();
  }

  Optional<Double> stated(String path) {
    return node(path).isNumber() ? Optional.of(number(path)) : Optional.empty();
  }

  boolean truth(String path) {
    return node(path).asBoolean(false);
  }

  List<String> texts(String path) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : node(path)) {
      texts.add(element.asText());
    }
    return texts;
  }

  SortedMap<String, String> textByKey(String path) {
    SortedMap<String, String> texts = new TreeMap<>();
    entries(path).forEach((key, node) -> texts.put(key, node.asText()));
    return texts;
  }

  Map<String, JsonNode> entries(String path) {
    SortedMap<String, JsonNode> entries = new TreeMap<>();
    node(path).properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    return entries;
  }

  /// Texts, numbers, truths, lists and maps as Java has them.
  static @Nullable Object plain(JsonNode node) {
    if (node.isObject()) {
      SortedMap<String, Object> map = new TreeMap<>();
      node.properties()
          .forEach(entry -> {
            Object value = plain(entry.getValue());
            if (value != null) {
              map.put(entry.getKey(), value);
            }
          });
      return map;
    }
    if (node.isArray()) {
      List<Object> list = new ArrayList<>();
      for (JsonNode element : node) {
        Object value = plain(element);
        if (value != null) {
          list.add(value);
        }
      }
      return list;
    }
    if (node.isBoolean()) {
      return node.asBoolean();
    }
    if (node.isNumber()) {
      if (node.canConvertToExactIntegral() && node.canConvertToLong()) {
        return node.asLong();
      }
      return node.asDouble();
    }
    return node.isNull() ? null : node.asText();
  }

  private JsonNode node(String path) {
    JsonNode node = tree.root();
    for (String key : path.split("\\.")) {
      node = node.path(key);
    }
    return node;
  }
}
