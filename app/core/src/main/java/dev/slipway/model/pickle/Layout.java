// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.pickle;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Where the elements of an array lie in its bytes, for each in the order row by row.
final class Layout {

  private final int count;

  /// None where they lie row by row.
  private final int @Nullable [] places;

  private Layout(int count, int @Nullable [] places) {
    this.count = count;
    this.places = places;
  }

  static Layout rows(int count) {
    return new Layout(count, null);
  }

  static Layout columns(List<Integer> shape, int count) {
    // The bytes are those of the array whose axes are turned round.
    return transposed(shape.reversed(), upTo(shape.size()).reversed(), count);
  }

  /// @param stored the shape that the bytes have, row by row
  /// @param axes for each axis of the array, which of the stored ones it is
  static Layout transposed(List<Integer> stored, List<Integer> axes, int count) {
    int[] strides = new int[stored.size()];
    int stride = 1;
    for (int axis = stored.size() - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= stored.get(axis);
    }
    int[] places = new int[count];
    int[] index = new int[axes.size()];
    int at = 0;
    for (int i = 0; i < count; i++) {
      places[i] = at;
      for (int axis = axes.size() - 1; axis >= 0; axis--) {
        int of = axes.get(axis);
        at += strides[of];
        if (++index[axis] < stored.get(of)) {
          break;
        }
        at -= strides[of] * stored.get(of);
        index[axis] = 0;
      }
    }
    return new Layout(count, places);
  }

  static List<Integer> upTo(int size) {
    return new ArrayList<>(IntStream.range(0, size).boxed().toList());
  }

  int count() {
    return count;
  }

  int at(int i) {
    return places == null ? i : places[i];
  }
}
