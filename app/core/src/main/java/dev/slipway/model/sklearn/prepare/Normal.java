// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.sklearn.Tensors;

/// The normal distribution: which share lies below a number, and the other way round.
///
/// Quantiles by Wichura's algorithm AS 241 (Applied Statistics 37, 1988, p. 477), good to 16
/// digits; shares by the series of the middle and Laplace's continued fraction of the tails
/// (Abramowitz and Stegun 26.2.11 and 26.2.14).
final class Normal {

  private static final double[] A = {
    3.3871328727963665, 133.14166789178438, 1971.5909503065513,
    13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227
  };
  private static final double[] B = {
    1,
    42.31333070160091,
    687.1870074920579,
    5394.196021424751,
    21213.794301586597,
    39307.89580009271,
    28729.085735721943,
    5226.495278852854
  };
  private static final double[] C = {
    1.4234371107496835, 4.630337846156546, 5.769497221460691,
    3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
    0.022723844989269184, 0.0007745450142783414
  };
  private static final double[] D = {
    1,
    2.053191626637759,
    1.6763848301838038,
    0.6897673349851,
    0.14810397642748008,
    0.015198666563616457,
    0.0005475938084995345,
    1.0507500716444169e-09
  };
  private static final double[] E = {
    6.657904643501103, 5.463784911164114, 1.7848265399172913,
    0.29656057182850487, 0.026532189526576124, 0.0012426609473880784,
    2.7115555687434876e-05, 2.0103343992922881e-07
  };
  private static final double[] F = {
    1,
    0.599832206555888,
    0.1369298809227358,
    0.014875361290850615,
    0.0007868691311456133,
    1.8463183175100548e-05,
    1.421511758316446e-07,
    2.0442631033899397e-15
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
    return Tensors.clip(graph, quantile, graph.scalar(-farthest), graph.scalar(farthest));
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
