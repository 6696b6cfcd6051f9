// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorMemory;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads one entry of `inputs`; its keys may come in any order.
final class InputReader {

  private static final int MAX_RANK = 32;

  private final JsonScanner json;
  private final RawTensors raw;
  private final TensorMemory memory;
  private final Map<String, TensorSpec> specs;

  private @Nullable String name;
  private @Nullable DataType datatype;
  private long @Nullable [] shape;
  private @Nullable Tensor tensor;
  private int dataAt = -1;
  private int binarySize = -1;

  InputReader(
      JsonScanner json, RawTensors raw, TensorMemory memory, Map<String, TensorSpec> specs) {
    this.json = json;
    this.raw = raw;
    this.memory = memory;
    this.specs = specs;
  }

  String name() {
    return name == null ? "" : name;
  }

  Tensor read() throws InferenceException {
    json.expect('{');
    boolean more = !json.accept('}');
    while (more) {
      member(json.key());
      more = json.another('}');
    }
    if (tensor != null) {
      return tensor;
    }
    if (binarySize >= 0 && dataAt >= 0) {
      throw InferenceException.invalid("input '" + name() + "' has both data and binary_data_size");
    }
    if (binarySize >= 0) {
      check();
      return raw.next(name(), type(), dimensions(), binarySize, memory);
    }
    if (dataAt < 0) {
      throw InferenceException.invalid("input '" + name() + "' has no data");
    }
    int after = json.position();
    json.moveTo(dataAt);
    Tensor late = data();
    json.moveTo(after);
    return late;
  }

  private void member(String key) throws InferenceException {
    switch (key) {
      case "name" -> name = json.string();
      case "datatype" -> datatype = datatype(json.string());
      case "shape" -> shape = shape();
      case "parameters" -> parameters();
      case "data" -> {
        if (dataAt >= 0) {
          throw json.error("input '" + name() + "' has data twice");
        }
        dataAt = json.position();
        if (name != null && datatype != null && shape != null) {
          tensor = data();
        } else {
          json.skip();
        }
      }
      default -> json.skip();
    }
  }

  private Tensor data() throws InferenceException {
    check();
    return JsonTensors.read(json, name(), type(), dimensions(), memory);
  }

  private DataType datatype(String text) throws InferenceException {
    return DataType.named(text)
        .orElseThrow(() -> json.error("'" + text + "' is not a datatype of the protocol"));
  }

  private long[] shape() throws InferenceException {
    long[] sizes = new long[MAX_RANK];
    int rank = 0;
    json.expect('[');
    boolean more = !json.accept(']');
    while (more) {
      if (rank == MAX_RANK) {
        throw json.error("a shape has more than " + MAX_RANK + " dimensions");
      }
      sizes[rank++] = json.integer(0, Long.MAX_VALUE);
      more = json.another(']');
    }
    return Arrays.copyOf(sizes, rank);
  }

  private void parameters() throws InferenceException {
    json.expect('{');
    boolean more = !json.accept('}');
    while (more) {
      switch (json.key()) {
        case "binary_data_size" -> binarySize = (int) json.integer(0, Integer.MAX_VALUE);
        case "shared_memory_region" -> throw InferenceException.notOffered("shared memory");
        default -> json.skip();
      }
      more = json.another('}');
    }
  }

  /// Before any memory is taken.
  private void check() throws InferenceException {
    TensorSpec spec = specs.get(name());
    if (spec == null) {
      throw InferenceException.invalid(
          "the model has no input '%s'; it has %s".formatted(name(), specs.keySet()));
    }
    String misfit = spec.whyUnfit(type(), dimensions()).orElse("");
    if (!misfit.isEmpty()) {
      throw InferenceException.invalid("input " + misfit);
    }
  }

  private DataType type() throws InferenceException {
    if (datatype == null) {
      throw InferenceException.invalid("input '" + name() + "' has no datatype");
    }
    return datatype;
  }

  private long[] dimensions() throws InferenceException {
    if (shape == null) {
      throw InferenceException.invalid("input '" + name() + "' has no shape");
    }
    return shape;
  }
}
