// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.data.DriftReference.Feature;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Spreads a model's answers over bins, as the serving runtime will.
public final class OutputBins {

  private static final int MOST_WIDE = 50;
  private static final int MOST_CATEGORIES = 20;

  private OutputBins() {}

  /// @param answers to single rows, every output by name
  /// @param window rows of a window that alarms are calibrated for
  public static List<Feature> of(List<Map<String, Tensor>> answers, int window) {
    Map<String, List<Tensor>> byName = new LinkedHashMap<>();
    answers.forEach(answer ->
        answer.forEach(
            (name, tensor) -> byName.computeIfAbsent(name, n -> new ArrayList<>()).add(tensor)));
    List<Feature> features = new ArrayList<>();
    byName.forEach((name, tensors) -> {
      int width = tensors.getFirst().size();
      boolean even = tensors.stream().allMatch(t -> t.size() == width && t.rank() > 0);
      for (int i = 0; even && width <= MOST_WIDE && i < width; i++) {
        features.add(feature(name, i, width, tensors, window));
      }
    });
    return features;
  }

  private static Feature feature(
      String name, int index, int width, List<Tensor> tensors, int window) {
    String called = width == 1 ? name : name + "." + index;
    DataType type = tensors.getFirst().datatype();
    return type.isFloatingPoint()
        ? numbers(called, name, index, tensors, window)
        : categories(called, name, index, tensors, window);
  }

  private static Feature numbers(
      String called, String tensor, int index, List<Tensor> tensors, int window) {
    double[] values =
        tensors.stream()
            .mapToDouble(t -> t.doubleAt(index))
            .filter(v -> !Double.isNaN(v))
            .toArray();
    Arrays.sort(values);
    List<Double> marks = new ArrayList<>();
    int bins = DriftCalibration.bins(values.length);
    for (int i = 1; i < bins && values.length > 0; i++) {
      marks.add(values[(int) ((long) i * (values.length - 1) / bins)]);
    }
    double least = Arrays.stream(values).filter(Double::isFinite).findFirst().orElse(Double.NaN);
    List<Double> bounds =
        bounds(
            marks.stream().filter(Double::isFinite).toList(), least, tensors.getFirst().datatype());
    long[] counts = new long[bounds.size() + 1];
    for (double value : values) {
      int bin = 0;
      while (bin < bounds.size() && value > bounds.get(bin)) {
        bin++;
      }
      counts[bin]++;
    }
    List<Long> list = Arrays.stream(counts).boxed().toList();
    return new Feature(
        called,
        tensor,
        index,
        bounds,
        List.of(),
        list,
        tensors.size() - values.length,
        DriftCalibration.of(list, window));
  }

  /// Upper bounds from marks of the reference, each once. Where the first bin holds but the
  /// smallest value, what is smaller yet gets a bin of its own: else a constant that falls would
  /// stay in its bin.
  ///
  /// @param least the smallest finite value; NaN where there is none
  public static List<Double> bounds(List<Double> marks, double least, DataType type) {
    List<Double> bounds = new ArrayList<>(marks.stream().distinct().sorted().toList());
    if (!bounds.isEmpty() && bounds.getFirst() == least) {
      double below = type == DataType.FP32 ? Math.nextDown((float) least) : Math.nextDown(least);
      if (Double.isFinite(below)) {
        bounds.addFirst(below);
      }
    }
    return bounds;
  }

  private static Feature categories(
      String called, String tensor, int index, List<Tensor> tensors, int window) {
    Map<String, Long> counted = new HashMap<>();
    tensors.forEach(t -> counted.merge(text(t, index), 1L, Long::sum));
    List<Map.Entry<String, Long>> most =
        counted.entrySet().stream()
            .filter(entry -> entry.getValue() >= DriftCalibration.LEAST_ROWS)
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST_CATEGORIES)
            .toList();
    List<Long> counts = new ArrayList<>(most.stream().map(Map.Entry::getValue).toList());
    counts.add(tensors.size() - counts.stream().mapToLong(Long::longValue).sum());
    return new Feature(
        called,
        tensor,
        index,
        List.of(),
        most.stream().map(Map.Entry::getKey).toList(),
        counts,
        0,
        DriftCalibration.of(counts, window));
  }

  private static String text(Tensor tensor, int index) {
    return tensor.datatype() == DataType.BYTES
        ? tensor.asStrings().get(index)
        : Long.toString((long) tensor.doubleAt(index));
  }
}
