// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.pickle.Value.Call;
import dev.slipway.model.pickle.Value.Entries;
import dev.slipway.model.pickle.Value.Entry;
import dev.slipway.model.pickle.Value.Items;
import dev.slipway.model.pickle.Value.NdArray;
import dev.slipway.model.pickle.Value.Text;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the estimators within a file, the outermost first: those that tell their library's
/// version, and those that stand as steps in another.
final class Components {

  /// What scikit-learn's estimators keep of the version that saved them.
  private static final String VERSION = "_sklearn_version";

  private static final int MOST = 1000;
  private static final int LONGEST_PATH = 200;
  private static final int LONGEST_VERSION = 50;

  /// More than a file may have values: beyond it one value is gone through again and again.
  private static final long MOST_STEPS = 20_000_000;

  /// How to come to a value: a link to where its holder is, and the last part of the way.
  private record Place(@Nullable Place holder, String part) {
    String path() {
      var parts = new ArrayDeque<String>();
      for (Place at = this; at != null; at = at.holder) {
        parts.push(at.part);
      }
      String path = String.join("", parts);
      return clipped(path.startsWith(".") ? path.substring(1) : path);
    }
  }

  private record Visit(Place place, Value value, boolean step) {}

  private record Key(String path, String type, Optional<String> version) {}

  private final Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Visit> open = new ArrayDeque<>();
  private final Map<Key, Integer> found = new LinkedHashMap<>();
  private long steps;

  private Components() {}

  static List<Component> of(Value root) {
    var components = new Components();
    components.open.push(new Visit(new Place(null, ""), root, true));
    while (!components.open.isEmpty() && components.steps < MOST_STEPS) {
      Visit visit = components.open.pop();
      if (Walk.isContainer(visit.value) && components.seen.add(visit.value)) {
        components.visit(visit);
      }
    }
    return components.found.entrySet().stream()
        .map(entry ->
            new Component(
                entry.getKey().path, entry.getKey().type, entry.getKey().version, entry.getValue()))
        .toList();
  }

  private void visit(Visit visit) {
    List<Visit> inside = new ArrayList<>();
    switch (visit.value) {
      case Call call -> object(visit, call, inside);
      case Items items -> items(visit.place, items, inside);
      case Entries entries -> {
        for (Entry entry : entries.entries()) {
          String part =
              entry.key() instanceof Text(String key) ? "[\"" + clipped(key) + "\"]" : "[…]";
          add(visit.place, part, entry.value(), inside);
        }
      }
      case NdArray array when array.cells() instanceof Value.Objects(List<Value> values) ->
          values.forEach(value -> add(visit.place, "[*]", value, inside));
      default -> {
        return;
      }
    }
    // The last one pushed is looked at first
    inside.reversed().forEach(open::push);
  }

  private void object(Visit visit, Call call, List<Visit> inside) {
    Optional<Instance> known = Instances.of("", call);
    if (known.isEmpty()) {
      return;
    }
    Instance object = known.get();
    List<Entry> attributes = object.attributes().entries();
    // Objects may share one state
    steps += attributes.size();
    Optional<String> version = object.find(VERSION).map(Components::version);
    if ((version.isPresent() || (visit.step && !attributes.isEmpty())) && found.size() < MOST) {
      String type = object.type().qualified();
      found.merge(new Key(visit.place.path(), type, version), 1, Integer::sum);
      steps += LONGEST_PATH;
    }
    Set<String> names = new HashSet<>();
    for (Entry entry : attributes) {
      if (entry.key() instanceof Text(String name) && entry.value() != Value.Nothing.NONE) {
        names.add(name);
      }
    }
    for (Entry entry : attributes) {
      if (entry.key() instanceof Text(String name) && !isPattern(names, name)) {
        add(visit.place, "." + clipped(name), entry.value(), inside);
      }
    }
    call.put().entries().forEach(entry -> add(visit.place, "[…]", entry.value(), inside));
    call.arguments().forEach(argument -> add(visit.place, "(…)", argument, inside));
  }

  private static String version(Value value) {
    return value instanceof Text(String text) && text.length() <= LONGEST_VERSION ? text : "?";
  }

  /// Leaves out what holds nothing: a vocabulary has many numbers.
  private static void add(Place holder, String part, Value value, List<Visit> inside) {
    if (Walk.isContainer(value)) {
      inside.add(new Visit(new Place(holder, part), value, false));
    }
  }

  private static String clipped(String text) {
    return text.length() > LONGEST_PATH ? text.substring(0, LONGEST_PATH) + "…" : text;
  }

  /// Whether an attribute is what training began with, and another holds what came of it.
  private static boolean isPattern(Set<String> names, String name) {
    return names.contains(name + "_")
        || names.contains(name + "s_")
        || (name.equals("estimator") && names.contains("best_estimator_"));
  }

  /// A step is a tuple of its name and the estimator.
  private static void items(Place place, Items items, List<Visit> inside) {
    List<Value> values = items.values();
    boolean step =
        values.size() > 1
            && values.get(0) instanceof Text
            && values.get(1) instanceof Call
            && items.kind() == Items.Kind.TUPLE;
    for (int i = 0; i < values.size(); i++) {
      Value value = values.get(i);
      if (Walk.isContainer(value)) {
        String part =
            step && values.get(0) instanceof Text(String name) ? "." + clipped(name) : "[*]";
        boolean holdsStep = value instanceof Items;
        inside.add(
            new Visit(new Place(place, holdsStep ? "[" + i + "]" : part), value, step && i == 1));
      }
    }
  }
}
