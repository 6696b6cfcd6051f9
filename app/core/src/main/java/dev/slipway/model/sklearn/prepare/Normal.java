// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.graph.GraphWriter;

/// The normal distribution: which share lies below a number, and the other way round.
///
/// Quantiles by Wichura's algorithm AS 241 (Applied Statistics 37, 1988, p. 477), good to 16
/// digits; shares by the series of the middle and Laplace's continued fraction of the tails
/// (Abramowitz and Stegun 26.2.11 and 26.2.14).
final class Normal {

  private static final double[] A = {
    3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3,
    1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
    3.3430575583588128105e+4, 2.5090809287301226727e+3
  };
  private static final double[] B = {
    1,
    4.2313330701600911252e+1,
    6.8718700749205790830e+2,
    5.3941960214247511077e+3,
    2.1213794301586595867e+4,
    3.9307895800092710610e+4,
    2.8729085735721942674e+4,
    5.2264952788528545610e+3
  };
  private static final double[] C = {
    1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
    3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
    2.27238449892691845833e-2, 7.74545014278341407640e-4
  };
  private static final double[] D = {
    1,
    2.05319162663775882187e0,
    1.67638483018380384940e0,
    6.89767334985100004550e-1,
    1.48103976427480074590e-1,
    1.51986665636164571966e-2,
    5.47593808499534494600e-4,
    1.05075007164441684324e-9
  };
  private static final double[] E = {
    6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
    2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
    2.71155556874348757815e-5, 2.01033439929228813265e-7
  };
  private static final double[] F = {
    1,
    5.99832206555887937690e-1,
    1.36929880922735805310e-1,
    1.48753612908506148525e-2,
    7.86869131145613259100e-4,
    1.84631831751005468180e-5,
    1.42151175831644588870e-7,
    2.04426310338993978564e-15
  };

  private Normal() {}

  /// The number that a share lies below; infinite for 0 and 1.
  static double quantile(double share) {
    double q = share - 0.5;
    if (Math.abs(q) <= 0.425) {
      double r = 0.180625 - q * q;
      return q * polynomial(A, r) / polynomial(B, r);
    }
    double tail = Math.min(share, 1 - share);
    if (tail <= 0) {
      return Math.copySign(Double.POSITIVE_INFINITY, q);
    }
    double r = Math.sqrt(-Math.log(tail));
    double size =
        r <= 5
            ? polynomial(C, r - 1.6) / polynomial(D, r - 1.6)
            : polynomial(E, r - 5) / polynomial(F, r - 5);
    return Math.copySign(size, q);
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      sum = sum * x + coefficients[i];
    }
    return sum;
  }

  /// Quantiles of a graph's shares, no farther out than given.
  static String write(GraphWriter graph, String share, double farthest) {
    String q = graph.node("Sub", share, graph.scalar(0.5));
    String r = graph.node("Sub", graph.scalar(0.180625), graph.node("Mul", q, q));
    String central =
        graph.node("Div", graph.node("Mul", q, polynomial(graph, A, r)), polynomial(graph, B, r));
    String other = graph.node("Sub", graph.scalar(1), share);
    String tail =
        graph.node("Max", graph.node("Min", share, other), graph.scalar(Double.MIN_NORMAL));
    String depth = graph.node("Sqrt", graph.node("Neg", graph.node("Log", tail)));
    String near = ratio(graph, C, D, graph.node("Sub", depth, graph.scalar(1.6)));
    String far = ratio(graph, E, F, graph.node("Sub", depth, graph.scalar(5)));
    String isNear = graph.node("LessOrEqual", depth, graph.scalar(5));
    String size = graph.node("Where", isNear, near, far);
    String below = graph.node("Less", q, graph.scalar(0));
    String outer = graph.node("Where", below, graph.node("Neg", size), size);
    String inside = graph.node("LessOrEqual", graph.node("Abs", q), graph.scalar(0.425));
    String quantile = graph.node("Where", inside, central, outer);
    return Formulas.clip(graph, quantile, graph.scalar(-farthest), graph.scalar(farthest));
  }

  /// Which share lies below a number.
  static double share(double x) {
    double size = Math.abs(x);
    double half = size < 3 ? middle(size) : 0.5 - tail(size);
    return x < 0 ? 0.5 - half : 0.5 + half;
  }

  /// Between 0 and x: the density times a sum of odd powers over odd factorials.
  private static double middle(double x) {
    double term = x;
    double sum = x;
    for (int i = 1; i < TERMS; i++) {
      term *= x * x / (2 * i + 1);
      sum += term;
    }
    return sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /// Enough for numbers up to 3 in all digits.
  private static final int TERMS = 60;

  /// Laplace's continued fraction.
  private static double tail(double x) {
    double fraction = x;
    for (int i = TERMS; i > 0; i--) {
      fraction = x + i / fraction;
    }
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) / fraction;
  }

  /// Shares below a graph's numbers.
  static String writeShare(GraphWriter graph, String x) {
    String size = graph.node("Min", graph.node("Abs", x), graph.scalar(40));
    String square = graph.node("Mul", size, size);
    String density =
        graph.node(
            "Div",
            graph.node("Exp", graph.node("Mul", square, graph.scalar(-0.5))),
            graph.scalar(Math.sqrt(2 * Math.PI)));
    double[] terms = new double[TERMS];
    terms[0] = 1;
    for (int i = 1; i < TERMS; i++) {
      terms[i] = terms[i - 1] / (2 * i + 1);
    }
    String near = graph.node("Min", square, graph.scalar(9));
    String middle = graph.node("Mul", size, polynomial(graph, terms, near));
    String least = graph.node("Max", size, graph.scalar(3));
    String fraction = least;
    for (int i = TERMS; i > 0; i--) {
      fraction = graph.node("Add", least, graph.node("Div", graph.scalar(i), fraction));
    }
    String outside = graph.node("Sub", graph.scalar(0.5), graph.node("Div", density, fraction));
    String isNear = graph.node("Less", size, graph.scalar(3));
    String half = graph.node("Where", isNear, graph.node("Mul", density, middle), outside);
    String below = graph.node("Less", x, graph.scalar(0));
    String signed = graph.node("Where", below, graph.node("Neg", half), half);
    return graph.node("Add", graph.scalar(0.5), signed);
  }

  private static String ratio(GraphWriter graph, double[] over, double[] under, String x) {
    return graph.node("Div", polynomial(graph, over, x), polynomial(graph, under, x));
  }

  private static String polynomial(GraphWriter graph, double[] coefficients, String x) {
    String sum = graph.scalar(coefficients[coefficients.length - 1]);
    for (int i = coefficients.length - 2; i >= 0; i--) {
      sum = graph.node("Add", graph.node("Mul", sum, x), graph.scalar(coefficients[i]));
    }
    return sum;
  }
}
