// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.sklearn.prepare;

import dev.slipway.base.Words;
import dev.slipway.model.graph.GraphWriter;
import dev.slipway.model.pickle.Value;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/// NumPy's functions of one number, which a pickle names.
enum Ufunc {
  ABSOLUTE(Math::abs),
  CBRT(Math::cbrt),
  EXP(Math::exp),
  EXPM1(Math::expm1),
  LOG(Math::log),
  LOG10(Math::log10),
  LOG1P(Math::log1p),
  LOG2(value -> Math.log(value) / Math.log(2)),
  NEGATIVE(value -> -value),
  RECIPROCAL(value -> 1 / value),
  SIN(Math::sin),
  COS(Math::cos),
  SQRT(Math::sqrt),
  SQUARE(value -> value * value),
  TANH(Math::tanh);

  @SuppressWarnings("ImmutableEnumChecker") // functions of numbers keep nothing
  private final DoubleUnaryOperator of;

  Ufunc(DoubleUnaryOperator of) {
    this.of = of;
  }

  /// The function that a value names; empty for any other.
  static Optional<Ufunc> named(Value value) {
    if (!(value instanceof Value.Name(String module, String name))
        || !module.split("\\.", 2)[0].equals("numpy")) {
      return Optional.empty();
    }
    String wanted = name.equals("abs") ? "absolute" : name;
    return Arrays.stream(values())
        .filter(function -> Words.id(function).equals(wanted))
        .findFirst();
  }

  double of(double value) {
    return of.applyAsDouble(value);
  }

  String write(GraphWriter graph, String x) {
    return switch (this) {
      case ABSOLUTE -> graph.node("Abs", x);
      case CBRT -> {
        String root = graph.node("Pow", graph.node("Abs", x), graph.scalar(1.0 / 3));
        String negative = graph.node("Less", x, graph.scalar(0));
        yield graph.node("Where", negative, graph.node("Neg", root), root);
      }
      case EXP -> graph.node("Exp", x);
      case EXPM1 -> minusOne(graph, x);
      case LOG -> graph.node("Log", x);
      case LOG10 -> graph.node("Div", graph.node("Log", x), graph.scalar(Math.log(10)));
      case LOG1P -> ofOneMore(graph, x);
      case LOG2 -> graph.node("Div", graph.node("Log", x), graph.scalar(Math.log(2)));
      case NEGATIVE -> graph.node("Neg", x);
      case RECIPROCAL -> graph.node("Div", graph.scalar(1), x);
      case SIN -> graph.node("Sin", x);
      // ONNX Runtime has no cosine of doubles
      case COS -> graph.node("Sin", graph.node("Add", x, graph.scalar(Math.PI / 2)));
      case SQRT -> graph.node("Sqrt", x);
      case SQUARE -> graph.node("Mul", x, x);
      case TANH -> graph.node("Tanh", x);
    };
  }

  /// `log(1 + x)`, where 1 + x would swallow a tiny x by the first terms of its series.
  private static String ofOneMore(GraphWriter graph, String x) {
    String bend = graph.node("Sub", graph.scalar(1), graph.node("Mul", x, graph.scalar(0.5)));
    String series = graph.node("Mul", x, bend);
    String log = graph.node("Log", graph.node("Add", x, graph.scalar(1)));
    return graph.node("Where", isTiny(graph, x), series, log);
  }

  private static String minusOne(GraphWriter graph, String x) {
    String bend = graph.node("Add", graph.scalar(1), graph.node("Mul", x, graph.scalar(0.5)));
    String series = graph.node("Mul", x, bend);
    String power = graph.node("Sub", graph.node("Exp", x), graph.scalar(1));
    return graph.node("Where", isTiny(graph, x), series, power);
  }

  private static String isTiny(GraphWriter graph, String x) {
    return graph.node("Less", graph.node("Abs", x), graph.scalar(1e-5));
  }
}
