// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.models;

import dev.slipway.model.MalformedException;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Instance;
import dev.slipway.model.pickle.Value.NdArray;
import dev.slipway.model.sklearn.Estimators;
import dev.slipway.model.sklearn.Rows;
import dev.slipway.model.sklearn.Tensors;
import dev.slipway.model.trees.NotConvertible;
import java.util.Arrays;

/// Kernels of Gaussian processes, which are put together from others, between rows of training and
/// others: noise is zero there.
interface ProcessKernel extends Kernel {

  static Kernel read(Instance kernel) throws MalformedException, NotConvertible {
    return switch (kernel.type().name()) {
      case "ConstantKernel" -> new Constant(kernel.real("constant_value"));
      case "WhiteKernel" -> new Constant(0);
      case "DotProduct" -> new Product(kernel.real("sigma_0"));
      case "RBF" -> new Scaled(lengths(kernel), Shape.GAUSSIAN, 1);
      case "RationalQuadratic" -> new Scaled(lengths(kernel), Shape.RATIONAL, kernel.real("alpha"));
      case "Matern" -> new Scaled(lengths(kernel), matern(kernel), 1);
      case "Sum" -> new Both(read(kernel.instance("k1")), read(kernel.instance("k2")), false);
      case "Product" -> new Both(read(kernel.instance("k1")), read(kernel.instance("k2")), true);
      case "Exponentiation" -> new Power(read(kernel.instance("kernel")), kernel.real("exponent"));
      default -> throw Estimators.refused(kernel, "");
    };
  }

  private static double[] lengths(Instance kernel) throws MalformedException {
    return kernel.get("length_scale") instanceof NdArray
        ? kernel.numbers("length_scale")
        : new double[] {kernel.real("length_scale")};
  }

  private static Shape matern(Instance kernel) throws MalformedException, NotConvertible {
    double nu = kernel.real("nu");
    if (nu == 0.5) {
      return Shape.MATERN_1;
    } else if (nu == 1.5) {
      return Shape.MATERN_3;
    } else if (nu == 2.5) {
      return Shape.MATERN_5;
    } else if (nu == Double.POSITIVE_INFINITY) {
      return Shape.GAUSSIAN;
    }
    throw Estimators.refused(kernel, "nu " + nu);
  }

  /// What a distance, in lengths, is worth.
  enum Shape {
    GAUSSIAN,
    RATIONAL,
    MATERN_1,
    MATERN_3,
    MATERN_5;

    double of(double d, double alpha) {
      return switch (this) {
        case GAUSSIAN -> Math.exp(-d * d / 2);
        case RATIONAL -> Math.pow(1 + d * d / (2 * alpha), -alpha);
        case MATERN_1 -> Math.exp(-d);
        case MATERN_3 -> (1 + d * Math.sqrt(3)) * Math.exp(-d * Math.sqrt(3));
        case MATERN_5 -> (1 + d * Math.sqrt(5) + 5 * d * d / 3) * Math.exp(-d * Math.sqrt(5));
      };
    }

    String write(GraphWriter graph, String d, double alpha) {
      String square = graph.node("Mul", d, d);
      return switch (this) {
        case GAUSSIAN -> graph.node("Exp", times(graph, square, -0.5));
        case RATIONAL ->
            graph.node(
                "Pow",
                graph.node("Add", times(graph, square, 1 / (2 * alpha)), graph.scalar(1)),
                graph.scalar(-alpha));
        case MATERN_1 -> graph.node("Exp", graph.node("Neg", d));
        case MATERN_3 -> {
          String far = times(graph, d, Math.sqrt(3));
          yield faded(graph, far, graph.node("Add", far, graph.scalar(1)));
        }
        case MATERN_5 -> {
          String far = times(graph, d, Math.sqrt(5));
          String more = graph.node("Add", far, times(graph, square, 5.0 / 3));
          yield faded(graph, far, graph.node("Add", more, graph.scalar(1)));
        }
      };
    }

    private static String faded(GraphWriter graph, String far, String by) {
      return graph.node("Mul", by, graph.node("Exp", graph.node("Neg", far)));
    }
  }

  private static String times(GraphWriter graph, String x, double by) {
    return graph.node("Mul", x, graph.scalar(by));
  }

  /// @param lengths one for each column, or one for all
  @SuppressWarnings("ArrayRecordComponent") // many numbers, compared by nobody
  record Scaled(double[] lengths, Shape shape, double alpha) implements ProcessKernel {
    @Override
    public double of(double[] a, double[] b) {
      return shape.of(new Distance.Minkowski(2, new double[0]).of(scaled(a), scaled(b)), alpha);
    }

    private double[] scaled(double[] row) {
      double[] scaled = row.clone();
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] /= lengths[lengths.length == 1 ? 0 : i];
      }
      return scaled;
    }

    @Override
    public String write(GraphWriter graph, String x, double[][] vectors) {
      double[][] scaled = Arrays.stream(vectors).map(this::scaled).toArray(double[][]::new);
      String from = graph.node("Div", x, Tensors.row(graph, lengths));
      String away = new Distance.Minkowski(2, new double[0]).write(graph, from, scaled);
      return shape.write(graph, away, alpha);
    }
  }

  /// The same for all rows.
  record Constant(double value) implements ProcessKernel {
    @Override
    public double of(double[] a, double[] b) {
      return value;
    }

    @Override
    public String write(GraphWriter graph, String x, double[][] vectors) {
      double[] values = new double[vectors.length];
      Arrays.fill(values, value);
      String nothing = times(graph, Tensors.column(graph, x, 0), 0);
      return graph.node("Add", nothing, Tensors.row(graph, values));
    }
  }

  /// The product of both rows, and a constant.
  record Product(double sigma) implements ProcessKernel {
    @Override
    public double of(double[] a, double[] b) {
      return sigma * sigma + Rows.dot(a, b);
    }

    @Override
    public String write(GraphWriter graph, String x, double[][] vectors) {
      String product = Tensors.product(graph, x, vectors);
      return graph.node("Add", product, graph.scalar(sigma * sigma));
    }
  }

  /// @param product whether they are multiplied; else added
  record Both(Kernel first, Kernel second, boolean product) implements ProcessKernel {
    @Override
    public double of(double[] a, double[] b) {
      return product ? first.of(a, b) * second.of(a, b) : first.of(a, b) + second.of(a, b);
    }

    @Override
    public String write(GraphWriter graph, String x, double[][] vectors) {
      return graph.node(
          product ? "Mul" : "Add", first.write(graph, x, vectors), second.write(graph, x, vectors));
    }
  }

  /// Another one to a power.
  record Power(Kernel base, double exponent) implements ProcessKernel {
    @Override
    public double of(double[] a, double[] b) {
      return Math.pow(base.of(a, b), exponent);
    }

    @Override
    public String write(GraphWriter graph, String x, double[][] vectors) {
      return graph.node("Pow", base.write(graph, x, vectors), graph.scalar(exponent));
    }
  }
}
