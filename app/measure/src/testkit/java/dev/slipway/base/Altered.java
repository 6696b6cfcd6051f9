// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// A record like another in all but what a test is about.
public final class Altered {

  private Altered() {}

  /// @param changes names of components, each followed by its new value
  public static <R extends Record> R of(R like, Object... changes) {
    Map<String, Object> changed = new HashMap<>();
    for (int i = 0; i < changes.length; i += 2) {
      changed.put(changes[i].toString(), changes[i + 1]);
    }
    @SuppressWarnings("unchecked")
    Class<R> type = (Class<R>) like.getClass();
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        String name = components[i].getName();
        Method accessor = components[i].getAccessor();
        accessor.setAccessible(true);
        values[i] = changed.containsKey(name) ? changed.remove(name) : accessor.invoke(like);
      }
      if (!changed.isEmpty()) {
        throw new IllegalArgumentException(type + " has no " + changed.keySet());
      }
      Constructor<R> constructor =
          type.getDeclaredConstructor(
              Stream.of(components).map(RecordComponent::getType).toArray(Class[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
