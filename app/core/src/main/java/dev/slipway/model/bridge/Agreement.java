// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.bridge;

import dev.slipway.model.Parity;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compares an original's answers with those of its ONNX model, output by output.
///
/// Numbers may differ by a tolerance relative to the original's number, or to a tenth of the
/// largest that it gave in this output where that is more: a sum that cancels out to nearly nothing
/// is not asked for digits that its terms did not have. Texts, truth values and whole numbers are
/// classes, and equal or not.
public final class Agreement {

  private static final double OF_THE_LARGEST = 0.1;

  private final int rows;
  private final List<Boolean> otherClass;
  private double largest;
  private double relative;

  private Agreement(int rows) {
    this.rows = rows;
    this.otherClass = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      otherClass.add(false);
    }
  }

  /// The outputs of a model under the names that the original's answers have: by name, else by
  /// place where there are as many of them.
  public static Optional<Map<String, Tensor>> matched(
      Map<String, Tensor> original, Map<String, Tensor> onnx) {
    if (onnx.keySet().containsAll(original.keySet())) {
      return Optional.of(onnx);
    }
    if (onnx.size() != original.size()) {
      return Optional.empty();
    }
    Map<String, Tensor> named = new LinkedHashMap<>();
    Iterator<Tensor> next = onnx.values().iterator();
    original.keySet().forEach(name -> named.put(name, next.next()));
    return Optional.of(named);
  }

  /// Outputs of the ONNX model alone, of which nobody knows what the original would say; empty
  /// where there are none.
  public static Optional<String> unasked(Map<String, Tensor> original, Map<String, Tensor> onnx) {
    List<String> names =
        onnx.keySet().containsAll(original.keySet())
            ? onnx.keySet().stream().filter(name -> !original.containsKey(name)).toList()
            : List.of();
    return names.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", names));
  }

  /// @param onnx has an output of each name that the original has
  /// @param source of the rows, for a person
  public static Parity of(
      Map<String, Tensor> original, Map<String, Tensor> onnx, int rows, String source) {
    var agreement = new Agreement(rows);
    original.forEach((name, answer) -> {
      Tensor other = onnx.get(name);
      if (other == null) {
        throw new IllegalArgumentException("no output " + name);
      }
      agreement.add(answer, other);
    });
    int others = (int) agreement.otherClass.stream().filter(differs -> differs).count();
    return new Parity(rows, source, agreement.largest, agreement.relative, others, 0);
  }

  /// Whether it is as near as a framework's answers come.
  public static boolean holds(Parity parity, Framework framework) {
    return parity.rows() > 0
        && parity.otherClasses() == 0
        && parity.relative() <= framework.tolerance();
  }

  private void add(Tensor original, Tensor onnx) {
    if (original.size() != onnx.size() || rows == 0 || original.size() % rows != 0) {
      relative = Double.POSITIVE_INFINITY;
      largest = Double.POSITIVE_INFINITY;
    } else if (original.datatype().isFloatingPoint() && onnx.datatype() != DataType.BYTES) {
      addNumbers(original.toDoubles(), onnx);
    } else {
      addClasses(original, onnx);
    }
  }

  private void addNumbers(double[] original, Tensor onnx) {
    double most = 0;
    for (double value : original) {
      most = Double.isFinite(value) ? Math.max(most, Math.abs(value)) : most;
    }
    for (int i = 0; i < original.length; i++) {
      double other = onnx.doubleAt(i);
      if (Double.compare(original[i], other) == 0) {
        continue;
      }
      double off = Math.abs(original[i] - other);
      double scale = Math.max(Math.abs(original[i]), OF_THE_LARGEST * most);
      boolean finite = Double.isFinite(off) && Double.isFinite(original[i]);
      largest = finite ? Math.max(largest, off) : Double.POSITIVE_INFINITY;
      relative =
          finite && (off == 0 || scale > 0)
              ? Math.max(relative, off == 0 ? 0 : off / scale)
              : Double.POSITIVE_INFINITY;
    }
  }

  private void addClasses(Tensor original, Tensor onnx) {
    int width = original.size() / rows;
    for (int i = 0; i < original.size(); i++) {
      if (!text(original, i).equals(text(onnx, i))) {
        otherClass.set(i / width, true);
      }
    }
  }

  private static String text(Tensor tensor, int i) {
    if (tensor.datatype() == DataType.BYTES) {
      return new String(tensor.elements().get(i), StandardCharsets.UTF_8);
    }
    double value = tensor.doubleAt(i);
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
