// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import freemarker.core._CoreAPI;
import freemarker.template.Configuration;
import freemarker.template.Template;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Gives out templates whose loops and macros look whether their thread was interrupted; those that
/// a template includes or imports are asked for here, too.
final class StoppableTemplates extends Configuration {

  private final Set<Template> looking = ConcurrentHashMap.newKeySet();

  StoppableTemplates() {
    super(Configuration.VERSION_2_3_34);
  }

  @Override
  public Template getTemplate(
      String name,
      @Nullable Locale locale,
      @Nullable Object condition,
      @Nullable String encoding,
      boolean parse,
      boolean ignoreMissing)
      throws IOException {
    Template template = super.getTemplate(name, locale, condition, encoding, parse, ignoreMissing);
    if (template != null) {
      makeLook(template);
    }
    return template;
  }

  /// Once a template, before anybody runs it.
  private synchronized void makeLook(Template template) {
    if (looking.add(template)) {
      _CoreAPI.addThreadInterruptedChecks(template);
    }
  }
}
