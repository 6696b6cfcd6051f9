// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.preparation.image;

/// The inverse cosine transform of a block of 8 x 8, after Loeffler, Ligtenberg and Moschytz: with
/// 12 multiplications a line, in whole numbers of 13 bits behind the point, of which 2 are kept
/// between columns and rows. That is what libjpeg calls its accurate one, and the rounding is the
/// same, since models are trained on its values.
final class InverseDct {

  private static final int SIDE = JpegComponent.SIDE;
  private static final int BITS = 13;
  private static final int BETWEEN = 2;

  // Sums of cosines, of which the algorithm is made
  private static final int C_0_298 = fixed(0.298631336);
  private static final int C_0_390 = fixed(0.390180644);
  private static final int C_0_541 = fixed(0.541196100);
  private static final int C_0_765 = fixed(0.765366865);
  private static final int C_0_899 = fixed(0.899976223);
  private static final int C_1_175 = fixed(1.175875602);
  private static final int C_1_501 = fixed(1.501321110);
  private static final int C_1_847 = fixed(1.847759065);
  private static final int C_1_961 = fixed(1.961570560);
  private static final int C_2_053 = fixed(2.053119869);
  private static final int C_2_562 = fixed(2.562915447);
  private static final int C_3_072 = fixed(3.072711026);

  /// Samples lie around zero until now.
  private static final int MIDDLE = 128;

  private static int fixed(double number) {
    return (int) Math.round(number * (1 << BITS));
  }

  /// @param block coefficients row by row, already multiplied; lost afterwards
  /// @param samples gets 8 in each of 8 rows
  /// @param at of the first
  /// @param stride from one row to the next
  void transform(int[] block, byte[] samples, int at, int stride) {
    for (int column = 0; column < SIDE; column++) {
      if (isFlat(block, column)) {
        int all = block[column] << BETWEEN;
        for (int row = 0; row < SIDE; row++) {
          block[row * SIDE + column] = all;
        }
      } else {
        line(block, column, SIDE, BITS - BETWEEN);
      }
    }
    for (int row = 0; row < SIDE; row++) {
      line(block, row * SIDE, 1, BITS + BETWEEN + 3);
      int to = at + row * stride;
      for (int i = 0; i < SIDE; i++) {
        samples[to + i] = sample(block[row * SIDE + i]);
      }
    }
  }

  private static boolean isFlat(int[] block, int column) {
    return (block[column + SIDE]
            | block[column + 2 * SIDE]
            | block[column + 3 * SIDE]
            | block[column + 4 * SIDE]
            | block[column + 5 * SIDE]
            | block[column + 6 * SIDE]
            | block[column + 7 * SIDE])
        == 0;
  }

  /// What lies far outside is cut to the nearest, as in libjpeg-turbo's vectors, while sums fit 32
  /// bits; libjpeg's table wraps it around. Only damaged files have it.
  private static byte sample(int value) {
    return (byte) Math.clamp(value + MIDDLE, 0, 255);
  }

  /// Eight values in place.
  ///
  /// @param step from one to the next
  /// @param shift bits that are rounded away
  private static void line(int[] v, int at, int step, int shift) {
    int v0 = v[at];
    int v2 = v[at + 2 * step];
    int v4 = v[at + 4 * step];
    int v6 = v[at + 6 * step];
    int turned = (v2 + v6) * C_0_541;
    int even3 = turned + v2 * C_0_765;
    int even2 = turned - v6 * C_1_847;
    int even0 = (v0 + v4) << BITS;
    int even1 = (v0 - v4) << BITS;
    int rounding = 1 << (shift - 1);
    int outer = even0 + even3 + rounding;
    int outerLow = even0 - even3 + rounding;
    int inner = even1 + even2 + rounding;
    int innerLow = even1 - even2 + rounding;

    int v1 = v[at + step];
    int v3 = v[at + 3 * step];
    int v5 = v[at + 5 * step];
    int v7 = v[at + 7 * step];
    int common = (v7 + v3 + v5 + v1) * C_1_175;
    int side73 = common - (v7 + v3) * C_1_961;
    int side51 = common - (v5 + v1) * C_0_390;
    int side71 = (v7 + v1) * C_0_899;
    int side53 = (v5 + v3) * C_2_562;
    int odd7 = v7 * C_0_298 - side71 + side73;
    int odd5 = v5 * C_2_053 - side53 + side51;
    int odd3 = v3 * C_3_072 - side53 + side73;
    int odd1 = v1 * C_1_501 - side71 + side51;

    v[at] = (outer + odd1) >> shift;
    v[at + step] = (inner + odd3) >> shift;
    v[at + 2 * step] = (innerLow + odd5) >> shift;
    v[at + 3 * step] = (outerLow + odd7) >> shift;
    v[at + 4 * step] = (outerLow - odd7) >> shift;
    v[at + 5 * step] = (innerLow - odd5) >> shift;
    v[at + 6 * step] = (inner - odd3) >> shift;
    v[at + 7 * step] = (outer - odd1) >> shift;
  }
}
