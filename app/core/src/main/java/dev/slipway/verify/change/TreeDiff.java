// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The places in which two trees differ. Items of a list are known by their names, so that one that
/// came in front of others is one change; the order of items counts only where programs go by it.
final class TreeDiff {

  static final String ORDER = "[order]";

  /// The field that says in which order the others of an object stand, where programs go by it.
  static final String SEQUENCE = "[sequence]";

  /// What items are known by, the first that is there.
  private static final List<String> NAMES =
      List.of(
          "alert",
          "record",
          "name",
          "Name",
          "title",
          "id",
          "Id",
          "key",
          "Key",
          "containerPort",
          "job_name",
          "host",
          "username",
          "property",
          "bom-ref",
          "feature",
          "percentile",
          "mountPath",
          "templateName",
          "alertname",
          "conditionType",
          "kind",
          "type",
          "metric",
          "receiver",
          "path",
          "uses",
          "template",
          "Description",
          "topologyKey");

  /// Lists that programs go through from the first to the last.
  private static final Set<String> IN_ORDER =
      Set.of(
          "steps",
          "script",
          "before_script",
          "after_script",
          "command",
          "Command",
          "args",
          "entrypoint",
          "routes",
          "rules",
          "stages",
          "initContainers",
          "lines",
          "patches",
          "resources",
          "env",
          "relabel_configs",
          "metric_relabel_configs",
          "relabelings",
          "metricRelabelings",
          "relabelConfigs",
          "metricRelabelConfigs",
          "EntryPoint",
          "test");

  private static final JsonNode NOTHING = MissingNode.getInstance();

  private final List<Place> places = new ArrayList<>();

  private TreeDiff() {}

  static List<Place> of(String file, JsonNode before, JsonNode after) {
    var diff = new TreeDiff();
    diff.compare(Place.of(file, before, after));
    return diff.places;
  }

  /// The parts of something that is only on one side; empty for a value.
  static List<Place> parts(Place whole) {
    List<Place> parts = new ArrayList<>();
    named(whole.present(), NOTHING)
        .forEach((name, part) ->
            parts.add(
                whole.isGone()
                    ? whole.child(name, part, NOTHING)
                    : whole.child(name, NOTHING, part)));
    return parts;
  }

  private void compare(Place place) {
    JsonNode before = place.before();
    JsonNode after = place.after();
    if (before.equals(after)) {
      return;
    }
    boolean alike =
        (before.isObject() && after.isObject()) || (before.isArray() && after.isArray());
    if (!alike) {
      places.add(place);
      return;
    }
    Map<String, JsonNode> old = named(before, after);
    Map<String, JsonNode> now = named(after, before);
    Set<String> names = new LinkedHashSet<>(old.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      compare(place.child(name, old.getOrDefault(name, NOTHING), now.getOrDefault(name, NOTHING)));
    }
    if (after.isArray() && isOrdered(place) && isReordered(old, now)) {
      places.add(place.child(ORDER, before, after));
    }
    JsonNode first = before.path(SEQUENCE);
    JsonNode second = after.path(SEQUENCE);
    if (isReordered(named(first, second), named(second, first))) {
      places.add(place.child(ORDER, first, second));
    }
  }

  private static boolean isOrdered(Place place) {
    return !place.path().isEmpty() && IN_ORDER.contains(place.path().getLast());
  }

  private static boolean isReordered(Map<String, JsonNode> old, Map<String, JsonNode> now) {
    List<String> before = new ArrayList<>(old.keySet());
    List<String> after = new ArrayList<>(now.keySet());
    before.retainAll(now.keySet());
    after.retainAll(old.keySet());
    return !before.equals(after);
  }

  /// The fields of an object, or the items of a list.
  ///
  /// @param other the same of the other side
  private static Map<String, JsonNode> named(JsonNode tree, JsonNode other) {
    Map<String, JsonNode> named = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : tree.properties()) {
      if (!field.getKey().equals(SEQUENCE)) {
        named.put(field.getKey(), field.getValue());
      }
    }
    if (tree.isArray()) {
      Set<JsonNode> there = new HashSet<>();
      other.forEach(there::add);
      Map<String, Integer> seen = new HashMap<>();
      for (JsonNode item : tree) {
        // What has no name and is not there as it is stands beside the next such one.
        String name = name(item).orElseGet(() -> there.contains(item) ? item.toString() : "");
        int count = seen.merge(name, 1, Integer::sum);
        String number = count == 1 && !name.isEmpty() ? "" : "#" + count;
        String space = name.isEmpty() || number.isEmpty() ? "" : " ";
        named.put("[" + name + space + number + "]", item);
      }
    }
    return named;
  }

  private static Optional<String> name(JsonNode item) {
    if (item.isValueNode()) {
      return Optional.of(item.asText());
    }
    for (String name : NAMES) {
      if (item.path(name).isValueNode()) {
        String text = item.path(name).asText();
        String feature = item.at("/labels/feature").asText("");
        return Optional.of(
            name.equals("uses")
                ? text.replaceFirst("@.*", "")
                : feature.isEmpty() ? text : text + " of " + feature);
      }
    }
    return Optional.empty();
  }
}
