// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import dev.slipway.base.Durations;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateScalarModel;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A duration as templates see it: `[=time]` with three digits, as measurements are read;
/// `[=time.exact]` with all, as limits are; `[=time.ms]` and `[=time.seconds]` as exact numbers.
///
/// @param origin where it comes from
record DurationModel(Duration time, String origin)
    implements TemplateHashModel, TemplateScalarModel {

  @Override
  public String getAsString() throws TemplateModelException {
    return traced(Durations.text(time));
  }

  @Override
  public @Nullable TemplateModel get(String key) throws TemplateModelException {
    return switch (key) {
      case "exact" -> new SimpleScalar(traced(Durations.exact(time)));
      case "ms" -> number(BigDecimal.valueOf(time.toNanos(), 6));
      case "seconds" -> number(BigDecimal.valueOf(time.toNanos(), 9));
      default -> null;
    };
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  private String traced(String text) throws TemplateModelException {
    int unit = text.indexOf(' ');
    return TracedNumber.Format.marked(number(new BigDecimal(text.substring(0, unit))))
        + text.substring(unit);
  }

  private TracedNumber number(BigDecimal value) {
    return new TracedNumber(value, origin);
  }
}
