// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Makes columns more like a normal distribution (`PowerTransformer`), by Box and Cox's or by Yeo
/// and Johnson's powers (Biometrika 87, 2000, p. 954), and scales them then.
///
/// @param lambdas power of each column
/// @param signed Yeo and Johnson's, which takes numbers below zero too
@SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
record Powers(double[] lambdas, boolean signed, @Nullable Scaling then)
    implements NumberStep, Invertible {

  /// As good as nothing.
  private static final double NOTHING = Math.ulp(1.0);

  static Powers read(Instance fitted, Estimators within) throws MalformedException, NotConvertible {
    String method = fitted.text("method");
    if (!method.equals("yeo-johnson") && !method.equals("box-cox")) {
      throw Estimators.refused(fitted, "method " + method);
    }
    Scaling then = null;
    if (fitted.truth("standardize")) {
      then =
          within.transformer(fitted.instance("_scaler")) instanceof Scaling scaling
              ? scaling
              : null;
      if (then == null) {
        throw fitted.lacks("_scaler", "is no StandardScaler");
      }
    }
    return new Powers(fitted.numbers("lambdas_"), method.equals("yeo-johnson"), then);
  }

  @Override
  public int width() {
    return lambdas.length;
  }

  @Override
  public double[] of(double[] row) {
    double[] powers = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      powers[i] = signed ? yeoJohnson(row[i], lambdas[i]) : boxCox(row[i], lambdas[i]);
    }
    return then == null ? powers : then.of(powers);
  }

  /// By what the power adds to one: of a small power the difference itself would have no digits.
  private static double boxCox(double x, double lambda) {
    return lambda == 0 ? Math.log(x) : Math.expm1(lambda * Math.log(x)) / lambda;
  }

  private static double yeoJohnson(double x, double lambda) {
    if (x >= 0) {
      return Math.abs(lambda) < NOTHING ? Math.log1p(x) : (Math.pow(x + 1, lambda) - 1) / lambda;
    }
    return Math.abs(lambda - 2) > NOTHING
        ? -(Math.pow(1 - x, 2 - lambda) - 1) / (2 - lambda)
        : -Math.log1p(-x);
  }

  @Override
  public double[] back(double[] row) {
    double[] powers = then == null ? row.clone() : then.back(row);
    for (int i = 0; i < powers.length; i++) {
      double lambda = lambdas[i];
      double x = powers[i];
      if (!signed) {
        powers[i] = lambda == 0 ? Math.exp(x) : Math.pow(x * lambda + 1, 1 / lambda);
      } else if (x >= 0) {
        powers[i] =
            Math.abs(lambda) < NOTHING ? Math.expm1(x) : Math.pow(x * lambda + 1, 1 / lambda) - 1;
      } else {
        powers[i] =
            Math.abs(lambda - 2) > NOTHING
                ? 1 - Math.pow(-(2 - lambda) * x + 1, 1 / (2 - lambda))
                : -Math.expm1(-x);
      }
    }
    return powers;
  }

  /// Both halves of the numbers are written without choosing between forms by column: a power of
  /// nothing is a logarithm, so that columns of that kind take their values from there.
  @Override
  public String write(GraphWriter graph, String columns) {
    String powers;
    if (signed) {
      String zero = graph.scalar(0);
      String above = power(graph, graph.node("Max", columns, zero), lambdas);
      double[] mirrored = Arrays.stream(lambdas).map(lambda -> 2 - lambda).toArray();
      String negative = graph.node("Max", graph.node("Neg", columns), zero);
      String below = graph.node("Neg", power(graph, negative, mirrored));
      String both = graph.node("Where", graph.node("Less", columns, zero), below, above);
      powers = graph.node("Where", graph.node("IsNaN", columns), columns, both);
    } else {
      powers = growth(graph, columns, lambdas);
    }
    return then == null ? powers : then.write(graph, powers);
  }

  /// `(exp(power log x) - 1) / power`, and the logarithm where the power is nothing. What an
  /// exponential adds to one is `tanh(t / 2) (exp(t) + 1)`, in all its digits however small t is.
  private static String growth(GraphWriter graph, String x, double[] powers) {
    String by = Tensors.row(graph, mapped(powers, p -> isNothing(p) ? 1 : p));
    String logs = graph.node("Log", x);
    String t = graph.node("Mul", logs, by);
    String half = graph.node("Tanh", graph.node("Mul", t, graph.scalar(0.5)));
    String rest = graph.node("Add", graph.node("Exp", t), graph.scalar(1));
    String power = graph.node("Div", graph.node("Mul", half, rest), by);
    return chosen(graph, powers, logs, power);
  }

  /// `((x + 1) ^ power - 1) / power`, and the logarithm where the power is nothing.
  private static String power(GraphWriter graph, String x, double[] powers) {
    String of = graph.node("Add", x, graph.scalar(1));
    String by = Tensors.row(graph, mapped(powers, p -> isNothing(p) ? 1 : p));
    String grown = graph.node("Pow", of, by);
    String power = graph.node("Div", graph.node("Sub", grown, graph.scalar(1)), by);
    return chosen(graph, powers, graph.node("Log", of), power);
  }

  @Override
  public String writeBack(GraphWriter graph, String columns) {
    String powers = then == null ? columns : then.writeBack(graph, columns);
    if (!signed) {
      return root(graph, powers, lambdas);
    }
    String zero = graph.scalar(0);
    String one = graph.scalar(1);
    String above = root(graph, graph.node("Max", powers, zero), lambdas);
    double[] mirrored = mapped(lambdas, lambda -> 2 - lambda);
    String negative = graph.node("Max", graph.node("Neg", powers), zero);
    String below = root(graph, negative, mirrored);
    return graph.node(
        "Where",
        graph.node("Less", powers, zero),
        graph.node("Sub", one, below),
        graph.node("Sub", above, one));
  }

  /// `(x * power + 1) ^ (1 / power)`, and the exponential where the power is nothing.
  private static String root(GraphWriter graph, String x, double[] powers) {
    String by = Tensors.row(graph, mapped(powers, p -> isNothing(p) ? 1 : p));
    String grown = graph.node("Add", graph.node("Mul", x, by), graph.scalar(1));
    String root =
        graph.node("Pow", grown, Tensors.row(graph, mapped(powers, p -> isNothing(p) ? 1 : 1 / p)));
    return chosen(graph, powers, graph.node("Exp", x), root);
  }

  private static String chosen(
      GraphWriter graph, double[] powers, String whereNothing, String otherwise) {
    boolean[] nothing = new boolean[powers.length];
    boolean any = false;
    for (int i = 0; i < powers.length; i++) {
      nothing[i] = isNothing(powers[i]);
      any |= nothing[i];
    }
    return any ? graph.node("Where", graph.truths(nothing), whereNothing, otherwise) : otherwise;
  }

  private static boolean isNothing(double power) {
    return Math.abs(power) < NOTHING;
  }

  private static double[] mapped(double[] values, DoubleUnaryOperator map) {
    return Arrays.stream(values).map(map).toArray();
  }
}
