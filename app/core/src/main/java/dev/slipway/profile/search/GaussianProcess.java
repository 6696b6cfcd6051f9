// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseMatrix.CholeskyFactorization;
import org.tribuo.math.la.DenseVector;

/// Guesses a value where nothing was measured from what was measured elsewhere, and says how sure
/// it is: a Gaussian process. How alike points are is not given but chosen: what makes the readings
/// likeliest.
final class GaussianProcess {

  private static final List<Double> REACHES = List.of(0.15, 0.4, 1.0, 2.5, 6.0);
  private static final List<Double> TOGETHER = List.of(0.2, 0.7, 2.0, 8.0);
  private static final List<Double> NOISES = List.of(0.0003, 0.003, 0.02, 0.1, 0.4);
  private static final int SWEEPS = 2;
  private static final double TINY = 1e-9;

  /// What was read.
  static final class Known {
    private final double[] at;
    private final double value;
    private final double length;

    /// @param at where: each setting from 0 to 1
    /// @param value of the reading
    /// @param length of the reading, in brief looks: the longer, the less it errs
    Known(double[] at, double value, double length) {
      this.at = at.clone();
      this.value = value;
      this.length = length;
    }
  }

  /// A guess.
  ///
  /// @param sure its standard deviation
  record Guess(double value, double sure) {}

  private final List<Known> known;
  private final double[] values;
  private final double mean;
  private final double scale;
  private final Kernel kernel;
  private final CholeskyFactorization cholesky;
  private final double[] weights;

  private GaussianProcess(List<Known> known, Kernel kernel) {
    this.known = known;
    this.mean = known.stream().mapToDouble(one -> one.value).average().orElse(0);
    double variance =
        known.stream()
            .mapToDouble(one -> (one.value - mean) * (one.value - mean))
            .average()
            .orElse(0);
    this.scale = Math.max(TINY, Math.sqrt(variance));
    this.values = known.stream().mapToDouble(one -> (one.value - mean) / scale).toArray();
    this.kernel = kernel;
    this.cholesky =
        DenseMatrix.createDenseMatrix(covariance())
            .choleskyFactorization()
            .orElseThrow(() -> new IllegalStateException("no covariance of readings with noise"));
    this.weights = solved(values);
  }

  /// What readings tell.
  ///
  /// @param before where points are as alike; without one, how alike they are is chosen
  static GaussianProcess of(List<Known> known, @Nullable GaussianProcess before) {
    return before == null ? chosen(known) : new GaussianProcess(known, before.kernel);
  }

  private static GaussianProcess chosen(List<Known> known) {
    int settings = known.getFirst().at.length;
    var best =
        new GaussianProcess(known, new Kernel(Collections.nCopies(settings, 1.0), 0.7, 0.02));
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int setting = 0; setting < settings; setting++) {
        best = best.likeliest(reaching(best.kernel, setting));
      }
      Kernel now = best.kernel;
      best =
          best.likeliest(
              TOGETHER.stream().map(part -> new Kernel(now.reach(), part, now.noise())).toList());
      Kernel then = best.kernel;
      best =
          best.likeliest(
              NOISES.stream()
                  .map(part -> new Kernel(then.reach(), then.together(), part))
                  .toList());
    }
    return best;
  }

  private static List<Kernel> reaching(Kernel kernel, int setting) {
    return REACHES.stream()
        .map(reach -> {
          List<Double> changed = new ArrayList<>(kernel.reach());
          changed.set(setting, reach);
          return new Kernel(changed, kernel.together(), kernel.noise());
        })
        .toList();
  }

  private GaussianProcess likeliest(List<Kernel> kernels) {
    GaussianProcess best = this;
    for (Kernel other : kernels) {
      var candidate = new GaussianProcess(known, other);
      best = candidate.likelihood() > best.likelihood() ? candidate : best;
    }
    return best;
  }

  private double likelihood() {
    double fit = IntStream.range(0, values.length).mapToDouble(i -> values[i] * weights[i]).sum();
    DenseMatrix lower = cholesky.lMatrix();
    // the determinant itself would underflow
    double logDeterminant =
        IntStream.range(0, values.length).mapToDouble(i -> 2 * Math.log(lower.get(i, i))).sum();
    return -0.5 * (fit + logDeterminant);
  }

  private double[] solved(double[] right) {
    return cholesky.solve(DenseVector.createDenseVector(right)).toArray();
  }

  private double[][] covariance() {
    double[][] matrix = new double[known.size()][known.size()];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i][j] = kernel.alike(known.get(i).at, known.get(j).at);
        matrix[j][i] = matrix[i][j];
      }
      matrix[i][i] += kernel.noise() / known.get(i).length;
    }
    return matrix;
  }

  Guess guess(double[] point) {
    double[] alike = known.stream().mapToDouble(one -> kernel.alike(one.at, point)).toArray();
    double[] shares = solved(alike);
    double value = 0;
    double told = 0;
    for (int i = 0; i < alike.length; i++) {
      value += alike[i] * weights[i];
      told += alike[i] * shares[i];
    }
    return new Guess(mean + scale * value, scale * Math.sqrt(Math.max(TINY, 1 - told)));
  }

  /// How much a brief look differs from what is read, as a standard deviation.
  double noise() {
    return scale * Math.sqrt(kernel.noise());
  }
}
