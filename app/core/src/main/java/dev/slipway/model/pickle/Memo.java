// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import dev.slipway.model.MalformedException;
import dev.slipway.model.pickle.Value.Call;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a pickle keeps under numbers to come back to.
final class Memo {

  private static final int FIRST = 64;

  private final Meter meter;
  private @Nullable Value[] values = new Value[FIRST];
  private int size;

  /// Where the calls are kept that another value may take the place of.
  private final IdentityHashMap<Value, List<Integer>> replaceable = new IdentityHashMap<>();

  Memo(Meter meter) {
    this.meter = meter;
  }

  /// @param replaceable whether [#replace] may come for it
  void put(long key, Value value, boolean replaceable) throws MalformedException {
    if (key < 0 || key >= meter.bounds().values()) {
      throw new MalformedException("it keeps a value under number " + key, false);
    }
    if (key >= values.length) {
      int length = (int) Math.max(key + 1, Math.min(values.length * 2L, meter.bounds().values()));
      meter.hold((long) Meter.PLACE * (length - values.length));
      values = Arrays.copyOf(values, length);
    }
    if (values[(int) key] == null) {
      size++;
    }
    values[(int) key] = value;
    if (replaceable) {
      meter.places(1, Meter.VALUE);
      this.replaceable.computeIfAbsent(value, added -> new ArrayList<>()).add((int) key);
    }
  }

  /// Keeps it under the number of values kept so far.
  void add(Value value, boolean mayChange) throws MalformedException {
    put(size, value, mayChange);
  }

  Value get(long key) throws MalformedException {
    Value value = key < 0 || key >= values.length ? null : values[(int) key];
    if (value == null) {
      throw new MalformedException("it kept no value under number " + key, false);
    }
    return value;
  }

  /// Puts what a call became in the place of the call.
  void replace(Call call, Value made) {
    List<Integer> keys = replaceable.remove(call);
    if (keys != null) {
      for (int key : keys) {
        if (values[key] instanceof Call kept && kept == call) {
          values[key] = made;
        }
      }
    }
  }
}
