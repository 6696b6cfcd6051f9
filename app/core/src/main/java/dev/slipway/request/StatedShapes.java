// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /// Shapes as a person types them; what is blank states nothing.
  ///
  /// @param typed by input
  /// @throws ProblemException where one is no shape
  public static StatedShapes typed(Map<String, String> typed) throws ProblemException {
    SortedMap<String, List<List<Long>>> shapes = new TreeMap<>();
    for (Map.Entry<String, String> each : typed.entrySet()) {
      String written = each.getValue().strip();
      if (!written.isEmpty()) {
        shapes.put(each.getKey(), shape(written).orElseThrow(() -> noShape(written)));
      }
    }
    return new StatedShapes(shapes);
  }

  private static ProblemException noShape(String written) {
    return Problem.input(
            "inputs.no-shape",
            "'" + written + "' is no shape",
            ("Sizes are whole numbers from 1 to %,d with x between the axes, and commas between"
                    + " several sizes of one axis.")
                .formatted(MOST_VALUES),
            "Write it like 1x3x640x640 or 1x16,32,128.")
        .asException();
  }

  /// An input's shape as a person types it; blank where nothing is stated.
  public String typed(String input) {
    return byInput.getOrDefault(input, List.of()).stream()
        .map(axis -> axis.stream().map(String::valueOf).collect(Collectors.joining(",")))
        .collect(Collectors.joining("x"));
  }

  /// A shape as `slipway.yaml` writes it: `[1, [16, 32, 128]]`.
  public static String yaml(List<List<Long>> shape) {
    return shape.stream()
        .map(sizes -> sizes.size() == 1 ? sizes.getFirst().toString() : sizes.toString())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /// What `slipway.yaml` says of an input: `{shape: [1, [16, 32, 128]]}`.
  public static String mapping(List<List<Long>> shape) {
    return "{shape: " + yaml(shape) + "}";
  }

  /// These, but for some inputs, of which others are stated or nothing.
  ///
  /// @param inputs of which these say no more
  public StatedShapes with(Set<String> inputs, StatedShapes others) {
    SortedMap<String, List<List<Long>>> shapes = new TreeMap<>(byInput);
    shapes.keySet().removeAll(inputs);
    shapes.putAll(others.byInput());
    return new StatedShapes(shapes);
  }

  /// All of them, the same for the same shapes: `{image: {shape: [1, 3, 640, 640]}}`.
  @Override
  public String toString() {
    return byInput.entrySet().stream()
        .map((Map.Entry<String, List<List<Long>>> each) ->
            each.getKey() + ": " + mapping(each.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
