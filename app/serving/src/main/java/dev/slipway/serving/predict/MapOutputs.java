// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.predict;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.SequenceInfo;
import dev.slipway.serving.predict.InferenceException.Kind;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Serves sequences of maps, one map a row, as scikit-learn's classifiers give their probabilities.
///
/// The rule: such an output `p` becomes two tensors of one row a map and one column a key, with
/// keys ascending. `p` (FP32) holds the values, `p_keys` (BYTES or INT64) the keys, so that a
/// value's class stands at the same place. Each row must have the same keys.
final class MapOutputs {

  private static final String KEYS = "_keys";

  private MapOutputs() {}

  static boolean covers(SequenceInfo info) {
    return info.isSequenceOfMaps()
        && info.mapInfo.valueType == OnnxJavaType.FLOAT
        && (info.mapInfo.keyType == OnnxJavaType.STRING
            || info.mapInfo.keyType == OnnxJavaType.INT64);
  }

  static List<TensorSpec> specs(String name, SequenceInfo info) {
    List<Dimension> shape = List.of(new Dimension.Dynamic(""), new Dimension.Dynamic(""));
    return List.of(
        new TensorSpec(name, DataType.FP32, shape),
        new TensorSpec(name + KEYS, keyType(info), shape));
  }

  private static DataType keyType(SequenceInfo info) {
    return info.mapInfo.keyType == OnnxJavaType.STRING ? DataType.BYTES : DataType.INT64;
  }

  static Map<String, Tensor> tensors(String name, OnnxSequence sequence)
      throws OrtException, InferenceException {
    List<SortedMap<Object, Object>> rows = new ArrayList<>();
    for (OnnxValue value : sequence.getValue()) {
      try (value) {
        if (value instanceof OnnxMap map) {
          rows.add(new TreeMap<>(map.getValue()));
        }
      }
    }
    List<Object> keys = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (SortedMap<Object, Object> row : rows) {
      if (!row.keySet().equals(rows.getFirst().keySet())) {
        throw new InferenceException(
            Kind.UNSUPPORTED, "the rows of output '%s' have different keys".formatted(name));
      }
      keys.addAll(row.keySet());
      values.addAll(row.values());
    }
    long[] shape = {rows.size(), rows.isEmpty() ? 0 : rows.getFirst().size()};
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(name, floats(shape, values));
    tensors.put(name + KEYS, keys(keyType(sequence.getInfo()), shape, keys));
    return tensors;
  }

  private static Tensor floats(long[] shape, List<Object> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = ((Number) values.get(i)).floatValue();
    }
    return Tensor.floats(shape, floats);
  }

  private static Tensor keys(DataType datatype, long[] shape, List<Object> keys) {
    if (datatype == DataType.BYTES) {
      return Tensor.strings(shape, keys.stream().map(Object::toString).toArray(String[]::new));
    }
    return Tensor.longs(
        shape, keys.stream().mapToLong(key -> ((Number) key).longValue()).toArray());
  }
}
