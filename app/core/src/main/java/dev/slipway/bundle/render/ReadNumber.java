// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import freemarker.core.Environment;
import freemarker.core.TemplateNumberFormat;
import freemarker.core.TemplateNumberFormatFactory;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import java.util.Locale;
import java.util.function.Function;

/// Writes a number in a paper as pages and screens write it: `[=value?string("@score")]`.
final class ReadNumber extends TemplateNumberFormatFactory {

  private final Function<Number, String> text;

  ReadNumber(Function<Number, String> text) {
    this.text = text;
  }

  @Override
  public TemplateNumberFormat get(String parameters, Locale locale, Environment environment) {
    return new TemplateNumberFormat() {
      @Override
      public String formatToPlainText(TemplateNumberModel model) throws TemplateModelException {
        return text.apply(model.getAsNumber());
      }

      @Override
      public boolean isLocaleBound() {
        return false;
      }

      @Override
      public String getDescription() {
        return "as a person reads it";
      }
    };
  }
}
