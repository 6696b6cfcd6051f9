// SPDX-License-Identifier: Apache-2.0
package dev.slipway.inspect.compare;

import dev.slipway.base.Sha256;
import dev.slipway.inspect.NodeDetails;
import dev.slipway.inspect.NodeDetails.Setting;
import dev.slipway.inspect.NodeDetails.Value;
import dev.slipway.inspect.compare.GraphComparison.Aspect;
import dev.slipway.inspect.compare.GraphComparison.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What differs between two nodes that belong together.
final class NodeChanges {

  private NodeChanges() {}

  static List<Change> between(GraphSide before, int i, GraphSide after, int j) {
    List<Change> changes = new ArrayList<>();
    String was = before.graph().nodes().get(i).operator();
    String is = after.graph().nodes().get(j).operator();
    if (!was.equals(is)) {
      changes.add(new Change(Aspect.OPERATOR, "", was, is));
    }
    NodeDetails first = before.details().get(i);
    NodeDetails second = after.details().get(j);
    settings(first, second, changes);
    if (was.equals(is)) {
      values(first.inputs(), second.inputs(), before.weights(), after.weights(), changes);
    }
    values(first.outputs(), second.outputs(), Map.of(), Map.of(), changes);
    return changes;
  }

  private static void settings(NodeDetails before, NodeDetails after, List<Change> changes) {
    Map<String, Setting> was = byName(before);
    Map<String, Setting> is = byName(after);
    var names = new TreeSet<>(was.keySet());
    names.addAll(is.keySet());
    for (String name : names) {
      Optional<Setting> old = Optional.ofNullable(was.get(name));
      Optional<Setting> now = Optional.ofNullable(is.get(name));
      if (!old.map(Setting::hash).equals(now.map(Setting::hash))) {
        changes.add(
            new Change(
                Aspect.ATTRIBUTE,
                name,
                old.map(Setting::text).orElse(""),
                now.map(Setting::text).orElse("")));
      }
    }
  }

  private static Map<String, Setting> byName(NodeDetails details) {
    return details.settings().stream()
        .collect(Collectors.toMap(Setting::name, Function.identity(), (a, b) -> a));
  }

  /// Values are held against each other by their places, since names change from export to export.
  private static void values(
      List<Value> before,
      List<Value> after,
      Map<String, Sha256> was,
      Map<String, Sha256> is,
      List<Change> changes) {
    for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
      Optional<Value> old = i < before.size() ? Optional.of(before.get(i)) : Optional.empty();
      Optional<Value> now = i < after.size() ? Optional.of(after.get(i)) : Optional.empty();
      String name = now.or(() -> old).map(Value::name).orElse("");
      String oldType = old.map(Value::type).orElse("nothing");
      String newType = now.map(Value::type).orElse("nothing");
      if (!oldType.equals(newType)) {
        // what one file leaves unsaid is no difference
        boolean alike = old.map(Value::stated).equals(now.map(Value::stated));
        if (!oldType.isEmpty() && !newType.isEmpty() && (alike || old.isEmpty() || now.isEmpty())) {
          changes.add(new Change(Aspect.TYPE, name, oldType, newType));
        }
        continue;
      }
      Optional<Sha256> oldHash = old.flatMap(value -> Optional.ofNullable(was.get(value.name())));
      Optional<Sha256> newHash = now.flatMap(value -> Optional.ofNullable(is.get(value.name())));
      if (oldHash.isPresent() && newHash.isPresent() && !oldHash.equals(newHash)) {
        changes.add(new Change(Aspect.WEIGHTS, name, oldHash.get().brief(), newHash.get().brief()));
      }
    }
  }
}
