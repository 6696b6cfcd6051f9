// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import freemarker.core.Environment;
import freemarker.core.TemplateNumberFormat;
import freemarker.core.TemplateNumberFormatFactory;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Writes a number in a paper as pages and screens write it: `[=value?string("@score")]`.
final class ReadNumber extends TemplateNumberFormatFactory {

  private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:,[0-9]{3})*(?:\\.[0-9]+)?");

  private final Function<Number, String> text;

  ReadNumber(Function<Number, String> text) {
    this.text = text;
  }

  @Override
  public TemplateNumberFormat get(String parameters, Locale locale, Environment environment) {
    return new TemplateNumberFormat() {
      @Override
      public String formatToPlainText(TemplateNumberModel model) throws TemplateModelException {
        String read = text.apply(model.getAsNumber());
        var number = NUMBER.matcher(read);
        return number.find()
            ? read.substring(0, number.start())
                + Language.marked(number.group(), TracedNumber.origins(model))
                + read.substring(number.end())
            : read;
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
