// SPDX-License-Identifier: Apache-2.0
package dev.slipway.checklist;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// A mapping of a YAML file, read strictly: what is missing or of the wrong kind is a problem that
/// names its place.
///
/// @param place where in the file, such as `items.goal-kpi`
record YamlFields(String place, Map<?, ?> map) {

  static YamlFields parse(String yaml, String what) throws ProblemException {
    try {
      var settings = LoadSettings.builder().setLabel(what).setAllowDuplicateKeys(false).build();
      Object document = new Load(settings).loadFromString(yaml);
      if (document instanceof Map<?, ?> map) {
        return new YamlFields(what, map);
      }
      throw problem(what, "it is not a mapping");
    } catch (YamlEngineException e) {
      throw problem(what, String.valueOf(e.getMessage()));
    }
  }

  YamlFields at(String name) throws ProblemException {
    return mapping(place + "." + name, map.get(name));
  }

  /// The mappings of a list, each named by its `id` or its number in the list.
  List<YamlFields> each(String name) throws ProblemException {
    var elements = new ArrayList<YamlFields>();
    for (Object element : list(name)) {
      Object id = element instanceof Map<?, ?> m ? m.get("id") : null;
      Object label = id == null ? elements.size() + 1 : id;
      elements.add(mapping(place + "." + name + "." + label, element));
    }
    return elements;
  }

  String text(String name) throws ProblemException {
    return optional(name).orElseThrow(() -> problem(place, "`" + name + "` is missing"));
  }

  Optional<String> optional(String name) throws ProblemException {
    return scalar(map.get(name), name);
  }

  int number(String name) throws ProblemException {
    return wholeNumber(name).orElseThrow(() -> problem(place, "`" + name + "` is missing"));
  }

  Optional<Integer> wholeNumber(String name) throws ProblemException {
    Object value = map.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Integer number && number >= 0) {
      return Optional.of(number);
    }
    throw problem(place, "`" + name + "` is not a whole number: " + value);
  }

  List<String> texts(String name) throws ProblemException {
    var texts = new ArrayList<String>();
    for (Object element : list(name)) {
      texts.add(
          scalar(element, name).orElseThrow(() -> problem(place, "`" + name + "` has a gap")));
    }
    return texts;
  }

  /// Names with scalar values in the file's order; a null value is an empty one.
  Map<String, Optional<String>> scalars() throws ProblemException {
    var scalars = new LinkedHashMap<String, Optional<String>>();
    for (Map.Entry<?, ?> field : map.entrySet()) {
      String name = String.valueOf(field.getKey());
      scalars.put(name, scalar(field.getValue(), name));
    }
    return scalars;
  }

  void onlyKnows(String... names) throws ProblemException {
    List<String> known = List.of(names);
    for (Object name : map.keySet()) {
      if (!known.contains(String.valueOf(name))) {
        throw problem(place, "`" + name + "` is not known here; known are " + known);
      }
    }
  }

  /// One of some words.
  String oneOf(String name, Iterable<String> words) throws ProblemException {
    String word = text(name);
    var known = new ArrayList<String>();
    words.forEach(known::add);
    if (!known.contains(word)) {
      throw problem(place, "`" + name + ": " + word + "` is not one of " + known);
    }
    return word;
  }

  ProblemException problem(String why) {
    return problem(place, why);
  }

  private List<?> list(String name) throws ProblemException {
    Object value = map.get(name);
    if (value instanceof List<?> list) {
      return list;
    }
    throw problem(place, "`" + name + "` is not a list");
  }

  private Optional<String> scalar(@Nullable Object value, String name) throws ProblemException {
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Map || value instanceof Iterable) {
      throw problem(place, "`" + name + "` is not a single value");
    }
    return Optional.of(String.valueOf(value));
  }

  private static YamlFields mapping(String place, @Nullable Object value) throws ProblemException {
    if (value instanceof Map<?, ?> map) {
      return new YamlFields(place, map);
    }
    throw problem(place, "it is missing or not a mapping");
  }

  private static ProblemException problem(String place, String why) {
    return Problem.input(
            "checklist.malformed-catalogue",
            "The file cannot be used as it is: " + place,
            why,
            "Correct it there, or use the one that ships with Slipway")
        .asException();
  }
}
