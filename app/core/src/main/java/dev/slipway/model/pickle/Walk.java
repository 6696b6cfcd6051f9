// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Value.Call;
import dev.slipway.model.pickle.Value.Entries;
import dev.slipway.model.pickle.Value.Items;
import dev.slipway.model.pickle.Value.NdArray;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Goes through the values of a file, each container once however often the file refers to it, and
/// without a call within a call.
public final class Walk {

  private Walk() {}

  /// @param visitor gets the value itself first, then whatever is in it
  public static void over(Value root, Consumer<Value> visitor) {
    Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Iterator<Value>> open = new ArrayDeque<>();
    open.push(Stream.of(root).iterator());
    while (!open.isEmpty()) {
      if (!open.element().hasNext()) {
        open.pop();
        continue;
      }
      Value value = open.element().next();
      if (!isContainer(value)) {
        visitor.accept(value);
      } else if (seen.add(value)) {
        visitor.accept(value);
        open.push(children(value));
      }
    }
  }

  /// Whether it holds other values.
  static boolean isContainer(Value value) {
    return switch (value) {
      case Items items -> true;
      case Entries entries -> true;
      case Call call -> true;
      case NdArray array -> !(array.cells() instanceof Value.Numbers);
      default -> false;
    };
  }

  /// The values that a value holds itself.
  static Iterator<Value> children(Value value) {
    return switch (value) {
      case Items items -> items.values().iterator();
      case Entries entries -> pairs(entries).iterator();
      case Call call ->
          Stream.<Stream<? extends Value>>of(
                  Stream.of(call.callee()),
                  call.arguments().stream(),
                  call.keywords().stream(),
                  call.state().stream(),
                  call.appended().stream(),
                  pairs(call.put()))
              .<Value>flatMap(parts -> parts)
              .iterator();
      case NdArray(_, _, Value.Objects(var values)) -> values.iterator();
      case NdArray(_, _, Value.Records(var fields)) ->
          fields.values().stream().<Value>map(field -> field).iterator();
      default -> Collections.emptyIterator();
    };
  }

  private static Stream<Value> pairs(Entries entries) {
    return entries.entries().stream().flatMap(entry -> Stream.of(entry.key(), entry.value()));
  }

  /// One container whose contents are being looked at.
  private static final class Level {
    private final Value value;
    private final Iterator<Value> rest;
    private int height;

    Level(Value value) {
      this.value = value;
      this.rest = children(value);
    }
  }

  /// Refuses values that are nested deeper than a program's calls may be.
  static void checkDepth(Value root, Meter meter) throws MalformedException {
    // 0 while its contents are being looked at: what refers to it then closes a circle.
    IdentityHashMap<Value, Integer> heights = new IdentityHashMap<>();
    Deque<Level> open = new ArrayDeque<>();
    open.push(new Level(root));
    while (!open.isEmpty()) {
      meter.work(1);
      Level level = open.element();
      if (!level.rest.hasNext()) {
        open.pop();
        heights.put(level.value, level.height);
        meter.depth(level.height);
        if (!open.isEmpty()) {
          open.element().height = Math.max(open.element().height, level.height + 1);
        }
        continue;
      }
      Value child = level.rest.next();
      Integer known = heights.get(child);
      if (known != null) {
        level.height = Math.max(level.height, known + 1);
      } else if (isContainer(child)) {
        heights.put(child, 0);
        open.push(new Level(child));
        meter.depth(open.size());
      }
    }
  }
}
