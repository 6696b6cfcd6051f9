// SPDX-License-Identifier: Apache-2.0
package dev.slipway.serving.preparation.token;

import dev.slipway.serving.preparation.PreparationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// A place in a tokenizer file, which can be named when it is not as it must be.
///
/// @param file as the user knows it
/// @param path from the top of the file, such as `normalizer.normalizers[1]`
/// @param value a map, a list, a text, a whole number, a real one, a truth, or [#NOTHING]
record Part(String file, String path, Object value) {

  /// What JSON calls `null`.
  static final Object NOTHING = new Object();

  /// What is at a key; empty when nothing or null is.
  Optional<Part> child(String key) {
    Object found = value instanceof Map<?, ?> map ? map.get(key) : null;
    return found == null || found == NOTHING
        ? Optional.empty()
        : Optional.of(new Part(file, at(key), found));
  }

  Part need(String key) throws PreparationException {
    return child(key).orElseThrow(() -> malformed(at(key) + " is missing"));
  }

  /// The kind of thing this is, as the file says it.
  String type() throws PreparationException {
    return text("type");
  }

  String text(String key) throws PreparationException {
    return need(key).text();
  }

  String text() throws PreparationException {
    if (value instanceof String text) {
      return text;
    }
    throw malformed(path + " is not a text");
  }

  String text(String key, String otherwise) throws PreparationException {
    Optional<Part> found = child(key);
    return found.isPresent() ? found.get().text() : otherwise;
  }

  boolean flag(String key, boolean otherwise) throws PreparationException {
    Optional<Part> found = child(key);
    if (found.isEmpty()) {
      return otherwise;
    }
    if (found.get().value instanceof Boolean truth) {
      return truth;
    }
    throw malformed(at(key) + " is neither true nor false");
  }

  int number(String key) throws PreparationException {
    return need(key).number();
  }

  int number(String key, int otherwise) throws PreparationException {
    Optional<Part> found = child(key);
    return found.isPresent() ? found.get().number() : otherwise;
  }

  int number() throws PreparationException {
    if (value instanceof Integer whole && whole >= 0) {
      return whole;
    }
    throw malformed(path + " is not a whole number from 0");
  }

  double real() throws PreparationException {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw malformed(path + " is not a number");
  }

  /// The entries of a list.
  List<Part> list() throws PreparationException {
    if (!(value instanceof List<?> entries)) {
      throw malformed(path + " is not a list");
    }
    List<Part> all = new ArrayList<>(entries.size());
    for (Object entry : entries) {
      all.add(new Part(file, path + "[" + all.size() + "]", Objects.requireNonNull(entry)));
    }
    return all;
  }

  /// The entries of an object, in the file's order.
  List<Map.Entry<String, Part>> entries() throws PreparationException {
    Map<?, ?> map = object();
    List<Map.Entry<String, Part>> all = new ArrayList<>(map.size());
    map.forEach((name, entry) -> {
      String key = String.valueOf(name);
      all.add(Map.entry(key, new Part(file, at(key), Objects.requireNonNull(entry))));
    });
    return all;
  }

  /// How many entries a list or an object has.
  int size() {
    return value instanceof List<?> list
        ? list.size()
        : value instanceof Map<?, ?> m ? m.size() : 0;
  }

  private Map<?, ?> object() throws PreparationException {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw malformed(path + " is not an object");
  }

  /// Only these keys say something here: any other might change the tokens.
  Part only(String... keys) throws PreparationException {
    Set<String> known = Set.of(keys);
    for (Map.Entry<?, ?> entry : object().entrySet()) {
      String key = String.valueOf(entry.getKey());
      if (!known.contains(key) && entry.getValue() != NOTHING) {
        throw unsupported(at(key));
      }
    }
    return this;
  }

  /// Its value is not one that is supported.
  PreparationException unsupported() {
    boolean isSingle = !(value instanceof Map) && !(value instanceof List);
    return unsupported(path + (isSingle ? " = " + shortened(value.toString()) : ""));
  }

  private PreparationException unsupported(String what) {
    return new PreparationException(
        "tokenizer.unsupported",
        file + " asks for something that Slipway does not do: " + what,
        "Without it, the model would get other tokens than it was trained with.",
        "Make the tokens where the tokenizer runs, and send their ids with --request.");
  }

  PreparationException malformed(String why) {
    return malformed(file, why);
  }

  static PreparationException malformed(String file, String why) {
    return new PreparationException(
        "tokenizer.malformed",
        file + " is not a tokenizer file that Slipway can read",
        why + ".",
        "Take tokenizer.json or vocab.txt from where the model came from, unchanged.");
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
