// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.drift;

import dev.slipway.serving.drift.DriftBaseline.Feature;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// Counts values bin by bin, in memory that does not grow, and keeps none of them.
public final class DriftCounters {

  /// A bin's name, its count, and its share of the training data (not a number where nobody
  /// counted).
  public record Count(String feature, String bin, long observed, double expected) {}

  private static final String MISSING = "missing";
  private static final double[] NO_BOUNDS = {};

  private final List<Counter> counters = new ArrayList<>();

  public DriftCounters(DriftBaseline baseline) {
    baseline.features().forEach(feature -> counters.add(new Counter(feature)));
  }

  /// Counts the tensors of one answered request.
  public void observe(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
    observe(inputs, outputs, LongAdder::increment);
  }

  /// Finds what tensors are counted by, for a request that is not answered yet.
  ///
  /// @param found is given a counter for each value, to be increased once
  public void observe(
      Map<String, Tensor> inputs, Map<String, Tensor> outputs, Consumer<LongAdder> found) {
    for (Counter counter : counters) {
      Tensor tensor = inputs.get(counter.feature.tensor());
      if (tensor == null) {
        tensor = outputs.get(counter.feature.tensor());
      }
      if (tensor != null && tensor.rank() > 0) {
        counter.observe(tensor, found);
      }
    }
  }

  public List<Count> counts() {
    return counters.stream().flatMap(counter -> counter.counts().stream()).toList();
  }

  private static final class Counter {
    private final Feature feature;
    private final List<String> names;
    private final List<LongAdder> bins = new ArrayList<>();
    private final LongAdder missing = new LongAdder();
    private final Map<DataType, double[]> bounds = new EnumMap<>(DataType.class);
    private final Map<String, Integer> categories = new HashMap<>();

    Counter(Feature feature) {
      this.feature = feature;
      this.names = feature.bins().names();
      names.forEach(name -> bins.add(new LongAdder()));
      switch (feature.bins()) {
        case Bins.Numbers(List<Double> upperBounds) -> {
          for (DataType datatype : DataType.values()) {
            bounds.put(
                datatype,
                upperBounds.stream().mapToDouble(bound -> rounded(bound, datatype)).toArray());
          }
        }
        case Bins.Categories(List<String> values) ->
            values.forEach(value -> categories.put(value, categories.size()));
      }
    }

    /// A bound as the type holds it: a value of 0.1 comes as the FP32 next to 0.1, which is above
    /// the double 0.1, and belongs into the bin that 0.1 closes all the same.
    private static double rounded(double bound, DataType datatype) {
      return switch (datatype) {
        case FP32 -> (float) bound;
        case FP16 -> Float.float16ToFloat(Float.floatToFloat16((float) bound));
        case BF16 -> brain((float) bound);
        default -> bound;
      };
    }

    private static float brain(float bound) {
      int bits = Float.floatToRawIntBits(bound);
      return Float.intBitsToFloat((bits + 0x7FFF + ((bits >>> 16) & 1)) & 0xFFFF0000);
    }

    void observe(Tensor tensor, Consumer<LongAdder> found) {
      int rows = (int) tensor.dimension(0);
      int width = rows == 0 ? 0 : tensor.size() / rows;
      for (int row = 0; row < rows && feature.column() < width; row++) {
        found.accept(counter(tensor, row * width + feature.column()));
      }
    }

    private LongAdder counter(Tensor tensor, int element) {
      if (tensor.datatype() == DataType.BYTES) {
        byte[] text = tensor.elements().get(element);
        return text.length == 0 ? missing : category(new String(text, StandardCharsets.UTF_8));
      }
      double value = tensor.doubleAt(element);
      if (Double.isNaN(value)) {
        return missing;
      }
      return feature.bins() instanceof Bins.Categories
          ? category(spelled(value, tensor.datatype()))
          : bins.get(firstNotBelow(value, tensor.datatype()));
    }

    private static String spelled(double value, DataType datatype) {
      if (value == Math.rint(value)) {
        return Long.toString((long) value);
      }
      return datatype == DataType.FP64 ? Double.toString(value) : Float.toString((float) value);
    }

    private LongAdder category(String value) {
      return bins.get(categories.getOrDefault(value, categories.size()));
    }

    /// The first bound that is not below the value, or one past the last.
    private int firstNotBelow(double value, DataType datatype) {
      double[] bounds = this.bounds.getOrDefault(datatype, NO_BOUNDS);
      int low = 0;
      int high = bounds.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (bounds[middle] < value) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    List<Count> counts() {
      List<Count> counts = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        counts.add(
            new Count(feature.name(), names.get(i), bins.get(i).sum(), feature.expected().get(i)));
      }
      counts.add(new Count(feature.name(), MISSING, missing.sum(), feature.missing()));
      return counts;
    }
  }
}
