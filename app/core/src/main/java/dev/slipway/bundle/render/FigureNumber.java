// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import dev.slipway.bundle.alert.Figure;
import freemarker.core.ArithmeticEngine;
import freemarker.core.Environment;
import freemarker.template.TemplateException;
import java.math.BigDecimal;
import java.util.function.BinaryOperator;

/// A number in the arithmetic of templates, which keeps where it comes from: what a template
/// computes says how, `plan.resources.cpuLimit / 1000` as well as `1 - plan.slo.availability`.
final class FigureNumber extends Number {

  private static final long serialVersionUID = 1L;

  private final transient Figure figure;

  FigureNumber(Figure figure) {
    this.figure = figure;
  }

  /// A number of a template itself has no origin.
  static Figure of(Number number) {
    return number instanceof FigureNumber traced ? traced.figure : Figure.of(number, "");
  }

  @Override
  public int intValue() {
    return figure.value().intValue();
  }

  @Override
  public long longValue() {
    return figure.value().longValue();
  }

  @Override
  public float floatValue() {
    return figure.value().floatValue();
  }

  @Override
  public double doubleValue() {
    return figure.value().doubleValue();
  }

  /// Digits, which whoever does not know this class reads.
  @Override
  public String toString() {
    return figure.text();
  }

  /// How templates compute.
  static final class Arithmetic extends ArithmeticEngine {

    @Override
    public int compareNumbers(Number first, Number second) {
      return of(first).value().compareTo(of(second).value());
    }

    @Override
    public Number add(Number first, Number second) {
      return computed(first, second, Figure::plus);
    }

    @Override
    public Number subtract(Number first, Number second) {
      return computed(first, second, Figure::minus);
    }

    @Override
    public Number multiply(Number first, Number second) {
      return computed(first, second, Figure::times);
    }

    @Override
    public Number divide(Number first, Number second) throws TemplateException {
      if (of(second).value().signum() == 0) {
        throw new TemplateException(
            "a number is divided by 0", Environment.getCurrentEnvironment());
      }
      return computed(first, second, Figure::over);
    }

    @Override
    public Number modulus(Number first, Number second) throws TemplateException {
      if (of(second).value().signum() == 0) {
        throw new TemplateException(
            "a number is divided by 0", Environment.getCurrentEnvironment());
      }
      return computed(first, second, Figure::modulo);
    }

    @Override
    public Number toNumber(String text) {
      return new BigDecimal(text);
    }

    private static Number computed(Number first, Number second, BinaryOperator<Figure> by) {
      return new FigureNumber(by.apply(of(first), of(second)));
    }
  }
}
