// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import dev.slipway.bundle.alert.Figure;
import dev.slipway.bundle.alert.Query;
import dev.slipway.bundle.alert.TracedText;
import dev.slipway.bundle.alert.TracedText.Bound;
import dev.slipway.bundle.alert.TracedText.Literal;
import dev.slipway.bundle.alert.TracedText.Part;
import dev.slipway.bundle.alert.TracedText.Placeholder;
import freemarker.template.SimpleScalar;
import freemarker.template.SimpleSequence;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import freemarker.template.TemplateScalarModel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A text of an alert as templates see it: `[=text]` as a person reads it, `[=text.template]` as
/// Prometheus takes it, which acts upon braces.
final class TracedTextModel implements TemplateScalarModel, TemplateHashModel {

  private static final String TEMPLATE = "template";

  private final TracedText told;

  TracedTextModel(TracedText told) {
    this.told = told;
  }

  /// The lines of a query, each as it stands in a file.
  static SimpleSequence lines(Query query, TemplateValues values) throws TemplateModelException {
    List<TemplateModel> lines = new ArrayList<>();
    for (TracedText line : query.lines()) {
      StringBuilder written = new StringBuilder();
      for (Part part : line.parts()) {
        written.append(written(part, TemplateValues.clean(part.text())));
      }
      lines.add(Language.PROMQL.written(written.toString()));
    }
    return new SimpleSequence(lines, values);
  }

  private static String written(Part part, String text) {
    return switch (part) {
      case Literal _ -> Quoting.doubleQuoted(text);
      case Figure figure -> around(text, figure);
      case Bound bound -> around(text, bound.figure());
      default -> text;
    };
  }

  private static String around(String text, Figure figure) {
    return NumberTrace.around(text, List.of(new NumberTrace.Given(text, figure.origins())));
  }

  /// A number with its origins.
  static TemplateNumberModel number(Figure figure) {
    return new TracedNumber(figure);
  }

  private static String marked(Figure figure) throws TemplateModelException {
    return TracedNumber.Format.marked(number(figure));
  }

  @Override
  public String getAsString() throws TemplateModelException {
    StringBuilder text = new StringBuilder();
    for (Part part : told.parts()) {
      text.append(
          part instanceof Figure figure ? marked(figure) : TemplateValues.clean(part.text()));
    }
    return text.toString();
  }

  private String template() throws TemplateModelException {
    StringBuilder text = new StringBuilder();
    for (Part part : told.parts()) {
      text.append(
          switch (part) {
            case Figure figure -> marked(figure);
            case Placeholder placeholder -> placeholder.text();
            default -> Quoting.prometheusTemplate(TemplateValues.clean(part.text()));
          });
    }
    return text.toString();
  }

  @Override
  public @Nullable TemplateModel get(String key) throws TemplateModelException {
    return key.equals(TEMPLATE) ? new SimpleScalar(template()) : null;
  }

  @Override
  public boolean isEmpty() {
    return false;
  }
}
