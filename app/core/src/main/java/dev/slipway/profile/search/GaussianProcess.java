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

/// A Gaussian process: predicts the value of a point that was not measured from the points that
/// were, with a standard deviation. The length scales and the noise are those that make the
/// readings most likely.
final class GaussianProcess {

  private static final List<Double> REACHES = List.of(0.15, 0.4, 1.0, 2.5, 6.0);
  private static final List<Double> TOGETHER = List.of(0.2, 0.7, 2.0, 8.0);
  private static final List<Double> NOISES = List.of(0.0003, 0.003, 0.02, 0.1, 0.4);
  private static final int SWEEPS = 2;
  private static final double TINY = 1e-9;

  /// A measured value.
  static final class Observation {
    private final double[] at;
    private final double value;
    private final double length;

    /// @param at where: each setting from 0 to 1
    /// @param value of the reading
    /// @param length of the reading, in brief looks: the longer, the less it errs
    Observation(double[] at, double value, double length) {
      this.at = at.clone();
      this.value = value;
      this.length = length;
    }
  }

  /// A predicted value.
  ///
  /// @param deviation its standard deviation
  record Prediction(double value, double deviation) {}

  private final List<Observation> observations;
  private final double[] values;
  private final double mean;
  private final double scale;
  private final Kernel kernel;
  private final CholeskyFactorization cholesky;
  private final double[] weights;

  private GaussianProcess(List<Observation> observations, Kernel kernel) {
    this.observations = observations;
    this.mean = observations.stream().mapToDouble(one -> one.value).average().orElse(0);
    double variance =
        observations.stream()
            .mapToDouble(one -> (one.value - mean) * (one.value - mean))
            .average()
            .orElse(0);
    this.scale = Math.max(TINY, Math.sqrt(variance));
    this.values = observations.stream().mapToDouble(one -> (one.value - mean) / scale).toArray();
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
  static GaussianProcess of(List<Observation> observations, @Nullable GaussianProcess before) {
    return before == null ? chosen(observations) : new GaussianProcess(observations, before.kernel);
  }

  private static GaussianProcess chosen(List<Observation> observations) {
    int settings = observations.getFirst().at.length;
    var best =
        new GaussianProcess(
            observations, new Kernel(Collections.nCopies(settings, 1.0), 0.7, 0.02));
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
      var candidate = new GaussianProcess(observations, other);
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
    double[][] matrix = new double[observations.size()][observations.size()];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i][j] = kernel.alike(observations.get(i).at, observations.get(j).at);
        matrix[j][i] = matrix[i][j];
      }
      matrix[i][i] += kernel.noise() / observations.get(i).length;
    }
    return matrix;
  }

  Prediction predict(double[] point) {
    double[] alike =
        observations.stream().mapToDouble(one -> kernel.alike(one.at, point)).toArray();
    double[] shares = solved(alike);
    double value = 0;
    double told = 0;
    for (int i = 0; i < alike.length; i++) {
      value += alike[i] * weights[i];
      told += alike[i] * shares[i];
    }
    return new Prediction(mean + scale * value, scale * Math.sqrt(Math.max(TINY, 1 - told)));
  }

  /// How much a brief look differs from what is read, as a standard deviation.
  double noise() {
    return scale * Math.sqrt(kernel.noise());
  }
}
