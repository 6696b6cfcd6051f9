// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import dev.slipway.inspect.Inspection;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Sizes that are usual where a model leaves them open, by what its inputs look like: pictures,
/// tokens of texts, sounds, rows of a table. They are a beginning for a person, and nothing is
/// measured with them unasked.
public final class SuggestedShapes {

  private static final List<Long> TOKENS = List.of(16L, 32L, 64L, 128L);
  private static final long PICTURE = 224;
  private static final long SECOND_OF_SOUND = 16_000;
  private static final long STEPS = 100;
  private static final Set<Long> CHANNELS = Set.of(1L, 3L, 4L);

  private SuggestedShapes() {}

  /// For each input that leaves a size open.
  public static StatedShapes of(Inspection inspection) {
    Set<String> open =
        FreeAxis.of(inspection.signature()).stream()
            .map(FreeAxis::input)
            .collect(Collectors.toSet());
    SortedMap<String, List<List<Long>>> shapes = new TreeMap<>();
    for (TensorSpec input : inspection.signature().inputs()) {
      if (open.contains(input.name())) {
        shapes.put(input.name(), shape(input, inspection));
      }
    }
    return new StatedShapes(shapes);
  }

  private static List<List<Long>> shape(TensorSpec input, Inspection inspection) {
    List<Integer> sizes =
        FreeAxis.of(inspection.signature()).stream()
            .filter(axis -> axis.input().equals(input.name()))
            .map(FreeAxis::axis)
            .toList();
    List<List<Long>> shape = new ArrayList<>();
    for (int axis = 0; axis < input.shape().size(); axis++) {
      if (input.shape().get(axis) instanceof Dimension.Fixed(long size)) {
        shape.add(List.of(size));
      } else {
        shape.add(sizes.contains(axis) ? usual(input, axis, inspection) : List.of(1L));
      }
    }
    return shape;
  }

  private static List<Long> usual(TensorSpec input, int axis, Inspection inspection) {
    int axes = input.shape().size();
    int features = inspection.featureMap().features().size();
    if (ModelTexts.suit(inspection.signature())) {
      return TOKENS;
    }
    if (axes == 4) {
      boolean last =
          input.shape().getLast() instanceof Dimension.Fixed(long size) && CHANNELS.contains(size);
      return List.of(axis == (last ? 3 : 1) ? 3 : PICTURE);
    }
    if (axes == 2 && axis == 1 && features > 0) {
      return List.of((long) features);
    }
    return List.of(axes <= 2 ? SECOND_OF_SOUND : STEPS);
  }
}
