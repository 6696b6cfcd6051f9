// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request.token;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A place in a tokenizer file, which can be named when it is not as it must be.
///
/// @param file as the user knows it
/// @param path from the top of the file, such as `normalizer.normalizers[1]`
record Part(String file, String path, JsonNode node) {

  /// What is at a key; empty when nothing or null is.
  Optional<Part> child(String key) {
    JsonNode found = node.path(key);
    return found.isMissingNode() || found.isNull()
        ? Optional.empty()
        : Optional.of(new Part(file, at(key), found));
  }

  Part need(String key) throws ProblemException {
    return child(key).orElseThrow(() -> malformed(at(key) + " is missing"));
  }

  /// The kind of thing this is, as the file says it.
  String type() throws ProblemException {
    return text("type");
  }

  String text(String key) throws ProblemException {
    return need(key).text();
  }

  String text() throws ProblemException {
    if (!node.isTextual()) {
      throw malformed(path + " is not a text");
    }
    return node.textValue();
  }

  String text(String key, String otherwise) throws ProblemException {
    Optional<Part> found = child(key);
    return found.isPresent() ? found.get().text() : otherwise;
  }

  boolean flag(String key, boolean otherwise) throws ProblemException {
    Optional<Part> found = child(key);
    if (found.isPresent() && !found.get().node.isBoolean()) {
      throw malformed(at(key) + " is neither true nor false");
    }
    return found.map(part -> part.node.booleanValue()).orElse(otherwise);
  }

  int number(String key) throws ProblemException {
    return need(key).number();
  }

  int number(String key, int otherwise) throws ProblemException {
    Optional<Part> found = child(key);
    return found.isPresent() ? found.get().number() : otherwise;
  }

  int number() throws ProblemException {
    if (!node.isInt() || node.intValue() < 0) {
      throw malformed(path + " is not a whole number from 0");
    }
    return node.intValue();
  }

  double real() throws ProblemException {
    if (!node.isNumber()) {
      throw malformed(path + " is not a number");
    }
    return node.doubleValue();
  }

  /// The entries of a list.
  List<Part> list() throws ProblemException {
    if (!node.isArray()) {
      throw malformed(path + " is not a list");
    }
    List<Part> all = new ArrayList<>(node.size());
    for (JsonNode entry : node) {
      all.add(new Part(file, path + "[" + all.size() + "]", entry));
    }
    return all;
  }

  /// The entries of an object, in the file's order.
  List<Map.Entry<String, Part>> entries() throws ProblemException {
    if (!node.isObject()) {
      throw malformed(path + " is not an object");
    }
    List<Map.Entry<String, Part>> all = new ArrayList<>(node.size());
    node.properties()
        .forEach(entry ->
            all.add(
                Map.entry(entry.getKey(), new Part(file, at(entry.getKey()), entry.getValue()))));
    return all;
  }

  /// Only these keys say something here: any other might change the tokens.
  Part only(String... keys) throws ProblemException {
    if (!node.isObject()) {
      throw malformed(path + " is not an object");
    }
    Set<String> known = Set.of(keys);
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!known.contains(entry.getKey()) && !entry.getValue().isNull()) {
        throw unsupported(at(entry.getKey()));
      }
    }
    return this;
  }

  /// Its value is not one that is supported.
  ProblemException unsupported() {
    String value = node.isValueNode() ? " = " + shortened(node.asText()) : "";
    return unsupported(path + value);
  }

  private ProblemException unsupported(String what) {
    return Problem.input(
            "tokenizer.unsupported",
            file + " asks for something that Slipway does not do: " + what,
            "Without it, the model would get other tokens than it was trained with.",
            "Make the tokens where the tokenizer runs, and send their ids with --request.")
        .asException();
  }

  ProblemException malformed(String why) {
    return malformed(file, why);
  }

  static ProblemException malformed(String file, String why) {
    return Problem.input(
            "tokenizer.malformed",
            file + " is not a tokenizer file that Slipway can read",
            why + ".",
            "Take tokenizer.json or vocab.txt from where the model came from, unchanged.")
        .asException();
  }

  private String at(String key) {
    String name = shortened(key);
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String shortened(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", " ");
    return plain.length() > 80 ? plain.substring(0, 80) + "…" : plain;
  }
}
