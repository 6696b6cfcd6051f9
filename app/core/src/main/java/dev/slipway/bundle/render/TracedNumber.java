// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import dev.slipway.bundle.alert.Figure;
import freemarker.core.Environment;
import freemarker.core.TemplateNumberFormat;
import freemarker.core.TemplateNumberFormatFactory;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/// A number that templates see, with where it comes from.
record TracedNumber(Figure figure) implements TemplateNumberModel {

  /// @param origin a key of the plan, the path of a record's component, or a reason
  TracedNumber(Number number, String origin) {
    this(Figure.of(number, origin));
  }

  @Override
  public Number getAsNumber() {
    return new FigureNumber(figure);
  }

  /// Where the number of a model comes from; empty for one that nobody gave a reason.
  static List<String> origins(TemplateNumberModel model) throws TemplateModelException {
    return FigureNumber.of(model.getAsNumber()).origins();
  }

  /// Writes every number with a point, all its digits and, where it is known, its origin.
  static final class Format extends TemplateNumberFormatFactory {

    static final String NAME = "traced";

    @Override
    public TemplateNumberFormat get(String parameters, Locale locale, Environment environment) {
      return new Writer();
    }

    /// A number as the data model passes it on: between marks, with its origin.
    static String marked(TemplateNumberModel model) throws TemplateModelException {
      return new Writer().formatToPlainText(model);
    }
  }

  private static final class Writer extends TemplateNumberFormat {

    private static final int DIGITS = 16;

    @Override
    public String formatToPlainText(TemplateNumberModel model) throws TemplateModelException {
      Figure figure = FigureNumber.of(model.getAsNumber());
      return Language.marked(plain(figure.value()), figure.origins());
    }

    private static String plain(BigDecimal exact) {
      BigDecimal rounded =
          exact.scale() > DIGITS ? exact.setScale(DIGITS, RoundingMode.HALF_EVEN) : exact;
      return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    @Override
    public boolean isLocaleBound() {
      return false;
    }

    @Override
    public String getDescription() {
      return "digits with their origin";
    }
  }
}
