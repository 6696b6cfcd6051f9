// SPDX-License-Identifier: Apache-2.0
package dev.slipway.request;

import dev.slipway.model.Signature;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Dimension;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// An axis of an input that the model leaves open, and that says how large a request is. The axis
/// that counts rows is none: a request of one row is one row.
///
/// @param axis its place in the shape, from 0
/// @param symbol its name in the model; may be empty
public record FreeAxis(String input, int axis, String symbol) {

  private static final Pattern BATCH = Pattern.compile(".*batch.*");

  /// Rows where they come first; elsewhere points, or the length of a sound.
  private static final Pattern PERHAPS_ROWS = Pattern.compile("bs?|n|rows?|num_?samples");

  private static final Pattern LENGTH =
      Pattern.compile(".*(seq|len|time|frame|token|step|sound|audio|height|width).*|samples|h|w|t");

  /// In the order of the inputs.
  public static List<FreeAxis> of(Signature signature) {
    List<FreeAxis> free = new ArrayList<>();
    for (TensorSpec input : signature.inputs()) {
      int rows = rows(signature, input);
      for (int axis = 0; axis < input.shape().size(); axis++) {
        if (axis != rows && input.shape().get(axis) instanceof Dimension.Dynamic(String symbol)) {
          free.add(new FreeAxis(input.name(), axis, symbol));
        }
      }
    }
    return List.copyOf(free);
  }

  /// The one axis that counts rows; -1 for none.
  private static int rows(Signature signature, TensorSpec input) {
    for (int axis = 0; axis < input.shape().size(); axis++) {
      if (input.shape().get(axis) instanceof Dimension.Dynamic(String symbol)
          && BATCH.matcher(symbol.toLowerCase(Locale.ROOT)).matches()) {
        return axis;
      }
    }
    return !input.shape().isEmpty()
            && input.shape().getFirst() instanceof Dimension.Dynamic(String symbol)
            && firstCountsRows(signature, input, symbol.toLowerCase(Locale.ROOT))
        ? 0
        : -1;
  }

  private static boolean firstCountsRows(Signature signature, TensorSpec input, String name) {
    if (PERHAPS_ROWS.matcher(name).matches()) {
      return true;
    }
    if (LENGTH.matcher(name).matches()) {
      return false;
    }
    // A single axis: texts and the columns of a table come row by row, a sound does not.
    return input.shape().size() > 1
        || input.datatype() == DataType.BYTES
        || signature.inputs().size() > 1;
  }

  /// `image axis 2 (height)`, counted from 1 as people do.
  @Override
  public String toString() {
    return input + " axis " + (axis + 1) + (symbol.isEmpty() ? "" : " (" + symbol + ")");
  }
}
