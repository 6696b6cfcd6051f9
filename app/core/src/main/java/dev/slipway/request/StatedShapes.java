// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How large inputs are, as a project states it.
///
/// @param byInput for each axis its size, or several sizes that requests have in turn
public record StatedShapes(SortedMap<String, List<List<Long>>> byInput) {

  public static final StatedShapes NONE = new StatedShapes(new TreeMap<>());

  /// The most values that an input may have, and so the largest size of an axis.
  public static final long MOST_VALUES = 1 << 28;

  private static final Pattern WRITTEN = Pattern.compile("\\d{1,9}(,\\d{1,9})*");

  public StatedShapes {
    byInput = Collections.unmodifiableSortedMap(new TreeMap<>(byInput));
  }

  public boolean isEmpty() {
    return byInput.isEmpty();
  }

  /// A shape as a command line writes it: `1x3x640x640`, `1x16,32,128`; empty where it is none.
  public static Optional<List<List<Long>>> shape(String written) {
    List<List<Long>> axes = new ArrayList<>();
    for (String axis : written.strip().split("x", -1)) {
      if (!WRITTEN.matcher(axis).matches()) {
        return Optional.empty();
      }
      List<Long> sizes = List.of(axis.split(",")).stream().map(Long::valueOf).toList();
      if (sizes.stream().anyMatch(size -> size < 1 || size > MOST_VALUES)) {
        return Optional.empty();
      }
      axes.add(sizes);
    }
    return Optional.of(List.copyOf(axes));
  }

  /// A shape as `slipway.yaml` writes it: `[1, [16, 32, 128]]`.
  public static String yaml(List<List<Long>> shape) {
    return shape.stream()
        .map(sizes -> sizes.size() == 1 ? sizes.getFirst().toString() : sizes.toString())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /// All of them, the same for the same shapes: `{image: {shape: [1, 3, 640, 640]}}`.
  @Override
  public String toString() {
    return byInput.entrySet().stream()
        .map((Map.Entry<String, List<List<Long>>> each) ->
            each.getKey() + ": {shape: " + yaml(each.getValue()) + "}")
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
