// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.drift;

import dev.slipway.serving.drift.DriftBaseline.Feature;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Counts values bin by bin, in memory that does not grow, and keeps none of them.
public final class DriftCounters {

  /// A bin's name, its count, and its share of the training data (not a number for `missing`).
  public record Count(String feature, String bin, long observed, double expected) {}

  private static final String MISSING = "missing";

  private final List<Counter> counters = new ArrayList<>();

  public DriftCounters(DriftBaseline baseline) {
    baseline.features().forEach(feature -> counters.add(new Counter(feature)));
  }

  /// Counts the tensors of one answered request.
  public void observe(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
    for (Counter counter : counters) {
      Tensor tensor = inputs.get(counter.feature.tensor());
      if (tensor == null) {
        tensor = outputs.get(counter.feature.tensor());
      }
      if (tensor != null && tensor.rank() > 0) {
        counter.observe(tensor);
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
    private final double[] bounds;
    private final Map<String, Integer> categories = new HashMap<>();

    Counter(Feature feature) {
      this.feature = feature;
      this.names = feature.bins().names();
      names.forEach(name -> bins.add(new LongAdder()));
      switch (feature.bins()) {
        case Bins.Numbers(List<Double> upperBounds) ->
            bounds = upperBounds.stream().mapToDouble(Double::doubleValue).toArray();
        case Bins.Categories(List<String> values) -> {
          bounds = new double[0];
          values.forEach(value -> categories.put(value, categories.size()));
        }
      }
    }

    void observe(Tensor tensor) {
      int rows = (int) tensor.dimension(0);
      int width = rows == 0 ? 0 : tensor.size() / rows;
      for (int row = 0; row < rows && feature.column() < width; row++) {
        count(tensor, row * width + feature.column());
      }
    }

    private void count(Tensor tensor, int element) {
      if (tensor.datatype() == DataType.BYTES) {
        byte[] text = tensor.elements().get(element);
        if (text.length == 0) {
          missing.increment();
        } else {
          category(new String(text, StandardCharsets.UTF_8));
        }
        return;
      }
      double value = tensor.doubleAt(element);
      if (Double.isNaN(value)) {
        missing.increment();
      } else if (feature.bins() instanceof Bins.Categories) {
        category(value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value));
      } else {
        bins.get(firstNotBelow(value)).increment();
      }
    }

    private void category(String value) {
      bins.get(categories.getOrDefault(value, categories.size())).increment();
    }

    /// The first bound that is not below the value, or one past the last.
    private int firstNotBelow(double value) {
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
      counts.add(new Count(feature.name(), MISSING, missing.sum(), Double.NaN));
      return counts;
    }
  }
}
