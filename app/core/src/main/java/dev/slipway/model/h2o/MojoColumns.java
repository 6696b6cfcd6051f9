// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.h2o;

import dev.slipway.model.MalformedException;
import dev.slipway.model.trees.NotConvertible;
import dev.slipway.model.trees.TreeEnsemble.Input;
import dev.slipway.model.trees.TreeEnsemble.Precision;
import dev.slipway.model.trees.TreeOnnx;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The columns that a model takes. Numbers alone are one matrix of all columns; where some are
/// texts, each column that the model asks about is an input of its own.
final class MojoColumns {

  private final List<Integer> taken = new ArrayList<>();
  private final List<String> left = new ArrayList<>();
  private final Input input;

  /// @param asked columns that the model asks about
  MojoColumns(MojoInfo info, Set<Integer> asked) throws MalformedException, NotConvertible {
    List<String> features = info.features();
    boolean byColumn = asked.stream().anyMatch(column -> !info.texts(column).isEmpty());
    List<String> names = new ArrayList<>();
    List<List<String>> texts = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      boolean text = !info.texts(i).isEmpty();
      if (asked.contains(i) || (!byColumn && !text)) {
        taken.add(i);
        names.add(features.get(i));
        texts.add(info.texts(i));
      } else {
        left.add(features.get(i));
      }
    }
    if (names.isEmpty()) {
      throw new MalformedException("it asks about no column", false);
    }
    if (byColumn && names.stream().anyMatch(TreeOnnx.OUTPUTS::contains)) {
      throw new NotConvertible(
          "a column named as an output of the ONNX model: " + String.join(", ", TreeOnnx.OUTPUTS),
          "Rename the column in the training data, and train again.");
    }
    this.input = Input.of(names, texts, Precision.DOUBLE);
  }

  Input input() {
    return input;
  }

  /// Where a column of the archive is among those taken.
  int place(int column) {
    return taken.indexOf(column);
  }

  List<String> notes() {
    return left.isEmpty()
        ? List.of()
        : List.of("It asks nothing about: " + String.join(", ", left) + ".");
  }
}
