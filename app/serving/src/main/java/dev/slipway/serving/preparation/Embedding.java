// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation;

import dev.slipway.serving.preparation.token.TextInputs.Encoded;
import dev.slipway.serving.tensor.DataType;
import dev.slipway.serving.tensor.Tensor;
import dev.slipway.serving.tensor.TensorSpec;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Which output of a model is an embedding of a text, and how it is made one vector.
///
/// @param normalise whether its length becomes 1
public record Embedding(String output, Pooling pooling, boolean normalise) {

  private static final Set<DataType> REAL =
      EnumSet.of(DataType.FP16, DataType.BF16, DataType.FP32, DataType.FP64);

  /// A length that is no less, so that nothing is divided by zero.
  private static final double LEAST = 1e-12;

  /// How vectors of tokens become one of the text.
  public enum Pooling {
    /// The output is one vector a text already.
    NONE(2),
    /// The mean of the text's tokens, without what fills up.
    MEAN(3),
    /// The first token's.
    CLS(3);

    private final int axes;

    Pooling(int axes) {
      this.axes = axes;
    }

    /// As files write it: in small letters.
    public static Optional<Pooling> named(String text) {
      return Arrays.stream(values()).filter(each -> each.text().equals(text)).findFirst();
    }

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// @throws PreparationException when the model has no such output
  public Embedding check(List<TensorSpec> outputs) throws PreparationException {
    TensorSpec found =
        outputs.stream()
            .filter(spec -> spec.name().equals(output))
            .findFirst()
            .orElseThrow(() -> Columns.misfit("the model has no output '" + output + "'"));
    if (!REAL.contains(found.datatype()) || found.shape().size() != pooling.axes) {
      throw Columns.misfit(
          "'%s' is %s of %d axes; an embedding with pooling %s is made of real numbers of %d"
              .formatted(output, found.datatype(), found.shape().size(), pooling, pooling.axes));
    }
    return this;
  }

  /// The vector of one text.
  ///
  /// @param answer the output: (texts, width), or (texts, tokens, width) where it is pooled
  /// @param text as it was asked about
  /// @throws PreparationException where the model answers in another shape
  public float[] of(Tensor answer, int row, Encoded text) throws PreparationException {
    boolean fits =
        answer.rank() == pooling.axes
            && answer.dimension(0) > row
            && (pooling == Pooling.NONE || answer.dimension(1) == text.length());
    if (!fits || text.begin() == text.end()) {
      throw Columns.misfit("'" + output + "' is answered in another shape than the model declares");
    }
    int width = (int) answer.dimension(pooling.axes - 1);
    double[] vector =
        switch (pooling) {
          case NONE -> slice(answer, row, width);
          case CLS -> slice(answer, row * text.length() + text.begin(), width);
          case MEAN -> mean(answer, row, width, text);
        };
    double length = 1;
    if (normalise) {
      double sum = 0;
      for (double value : vector) {
        sum += value * value;
      }
      length = Math.max(Math.sqrt(sum), LEAST);
    }
    float[] whole = new float[width];
    for (int i = 0; i < width; i++) {
      whole[i] = (float) (vector[i] / length);
    }
    return whole;
  }

  private static double[] slice(Tensor answer, int at, int width) {
    double[] vector = new double[width];
    for (int i = 0; i < width; i++) {
      vector[i] = answer.doubleAt(at * width + i);
    }
    return vector;
  }

  private static double[] mean(Tensor answer, int row, int width, Encoded text) {
    double[] sum = new double[width];
    for (int token = text.begin(); token < text.end(); token++) {
      int at = (row * text.length() + token) * width;
      for (int i = 0; i < width; i++) {
        sum[i] += answer.doubleAt(at + i);
      }
    }
    for (int i = 0; i < width; i++) {
      sum[i] /= text.end() - text.begin();
    }
    return sum;
  }
}
