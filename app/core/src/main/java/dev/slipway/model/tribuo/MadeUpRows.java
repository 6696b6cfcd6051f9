// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import dev.slipway.model.FeatureDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Rows within what the model has seen in training, some of them with gaps; and, for trees, rows on
/// each border and the number beside it, double and float. The same model gets the same rows.
final class MadeUpRows {

  private static final int PLAIN = 400;
  private static final int WITH_GAPS = 100;
  private static final int ON_BORDERS = 500;
  private static final long SEED = 20_261_125;

  /// Rows of a wide model are fewer, so that they fit into memory.
  private static final long MOST_VALUES = 20_000_000;

  private final Features features;
  private final SplittableRandom random = new SplittableRandom(SEED);

  MadeUpRows(Features features) {
    this.features = features;
  }

  List<double[]> rows(List<Conversion.Border> borders) {
    long most = Math.max(10, MOST_VALUES / Math.max(1, features.size()));
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(PLAIN, most); i++) {
      rows.add(row());
    }
    for (int i = 0; i < Math.min(WITH_GAPS, most) && features.size() > 1; i++) {
      rows.add(withGaps());
    }
    int step = Math.max(1, borders.size() / ON_BORDERS);
    for (int i = 0; i < borders.size() && rows.size() < most; i += step) {
      Conversion.Border border = borders.get(i);
      double at = border.value();
      float near = (float) at;
      double[] values = {
        Math.nextDown(at), at, Math.nextUp(at), Math.nextDown(near), near, Math.nextUp(near)
      };
      for (double value : values) {
        double[] row = row();
        row[border.feature()] = value;
        rows.add(row);
      }
    }
    return rows;
  }

  private double[] row() {
    double[] row = new double[features.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = value(features.domains().get(i));
    }
    return row;
  }

  private double[] withGaps() {
    double[] row = row();
    int kept = random.nextInt(row.length);
    for (int i = 0; i < row.length; i++) {
      if (i != kept && random.nextInt(4) == 0) {
        row[i] = Double.NaN;
      }
    }
    return row;
  }

  private double value(FeatureDomain domain) {
    if (!domain.values().isEmpty()) {
      // Or zero: of one that is there or not, only the one is seen
      int chosen = random.nextInt(domain.values().size() + 1);
      return chosen < domain.values().size() ? domain.values().get(chosen) : 0;
    }
    double width = domain.most() - domain.least();
    return width > 0 && Double.isFinite(width)
        ? domain.least() + width * random.nextDouble()
        : domain.least();
  }
}
