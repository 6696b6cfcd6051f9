// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import dev.slipway.base.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// A text that a template makes outside a bundle, under the same rules: every value quoted by the
/// language that the template's name tells, nothing reachable but the given values.
public final class Document {

  private final String name;
  private final TemplateEngine engine;

  /// @param name of the template, such as `report.html`
  public Document(String name, String template) {
    this.name = name;
    var templates = new TreeMap<String, byte[]>();
    templates.put(name, template.getBytes(StandardCharsets.UTF_8));
    engine = new TemplateEngine(templates, new TemplateValues());
  }

  /// @param values records, lists, maps, texts and numbers by name
  public String of(Map<String, Object> values) throws ProblemException {
    return engine.render(name, values).text();
  }
}
