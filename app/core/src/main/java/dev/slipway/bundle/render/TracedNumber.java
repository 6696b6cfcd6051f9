// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import freemarker.core.Environment;
import freemarker.core.TemplateNumberFormat;
import freemarker.core.TemplateNumberFormatFactory;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import java.math.BigDecimal;
import java.util.Locale;

/// A number that templates see, with where it comes from.
///
/// @param origin a key of the plan, the path of a record's component, or a reason
record TracedNumber(Number number, String origin) implements TemplateNumberModel {

  @Override
  public Number getAsNumber() {
    return number;
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
      String origin = model instanceof TracedNumber traced ? Language.ORIGIN + traced.origin : "";
      return Language.MARK + plain(model.getAsNumber()) + origin + Language.END_MARK;
    }

    private static String plain(Number number) {
      BigDecimal exact =
          number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
      BigDecimal rounded =
          exact.scale() > DIGITS ? exact.setScale(DIGITS, java.math.RoundingMode.HALF_EVEN) : exact;
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
