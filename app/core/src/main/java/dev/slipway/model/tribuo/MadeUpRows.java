// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Rows within what the model has seen in training, some of them with gaps; and, for trees, rows on
/// each border and one float beside it. The same model gets the same rows.
final class MadeUpRows {

  private static final int PLAIN = 400;
  private static final int WITH_GAPS = 100;
  private static final int ON_BORDERS = 1000;
  private static final long SEED = 20_261_125;

  /// Rows of a wide model are fewer, so that they fit into memory.
  private static final long MOST_VALUES = 20_000_000;

  private final Features features;
  private final SplittableRandom random = new SplittableRandom(SEED);

  MadeUpRows(Features features) {
    this.features = features;
  }

  List<float[]> rows(List<Conversion.Border> borders) {
    long most = Math.max(10, MOST_VALUES / Math.max(1, features.size()));
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(PLAIN, most); i++) {
      rows.add(row());
    }
    for (int i = 0; i < Math.min(WITH_GAPS, most) && features.size() > 1; i++) {
      rows.add(withGaps());
    }
    int step = Math.max(1, borders.size() / ON_BORDERS);
    for (int i = 0; i < borders.size() && rows.size() < most; i += step) {
      Conversion.Border border = borders.get(i);
      float at = (float) border.value();
      for (float value : new float[] {Math.nextDown(at), at, Math.nextUp(at)}) {
        float[] row = row();
        row[border.feature()] = value;
        rows.add(row);
      }
    }
    return rows;
  }

  private float[] row() {
    float[] row = new float[features.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = value(features.domains().get(i));
    }
    return row;
  }

  private float[] withGaps() {
    float[] row = row();
    int kept = random.nextInt(row.length);
    for (int i = 0; i < row.length; i++) {
      if (i != kept && random.nextInt(4) == 0) {
        row[i] = Float.NaN;
      }
    }
    return row;
  }

  private float value(Features.Domain domain) {
    if (!domain.values().isEmpty()) {
      return domain.values().get(random.nextInt(domain.values().size())).floatValue();
    }
    double width = domain.most() - domain.least();
    return width > 0 && Double.isFinite(width)
        ? (float) (domain.least() + width * random.nextDouble())
        : (float) domain.least();
  }
}
