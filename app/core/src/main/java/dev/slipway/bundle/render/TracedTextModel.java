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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A text of an alert as templates see it: `[=text]` as a person reads it, `[=text.template]` as
/// Prometheus takes it, which acts upon braces.
final class TracedTextModel implements TemplateScalarModel, TemplateHashModel {

  private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:,[0-9]{3})*(?:\\.[0-9]+)?");

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
      case Literal _ -> NumberTrace.around(Quoting.doubleQuoted(text), inName(text));
      case Figure figure -> around(text, figure);
      case Bound bound -> around(text, bound.figure());
      default -> text;
    };
  }

  /// The numbers of a label, which belong to whoever named it.
  private static List<NumberTrace.Given> inName(String text) {
    String because = "rule: part of the label \"" + text + "\", which the metrics carry";
    return Token.of(text).stream()
        .filter(token -> !token.name())
        .map(token -> new NumberTrace.Given(token.text(), List.of(because)))
        .toList();
  }

  private static String around(String text, Figure figure) {
    return NumberTrace.around(text, List.of(new NumberTrace.Given(text, figure.origins())));
  }

  /// A number with its origins.
  static TemplateNumberModel number(Figure figure) {
    return new TracedNumber(figure);
  }

  /// A text whose numbers all come from the same.
  private static String marked(Bound bound, String text) {
    return NUMBER
        .matcher(text)
        .replaceAll(found ->
            Matcher.quoteReplacement(Language.marked(found.group(), bound.figure().origins())));
  }

  private static String marked(Figure figure) throws TemplateModelException {
    return TracedNumber.Format.marked(number(figure));
  }

  @Override
  public String getAsString() throws TemplateModelException {
    StringBuilder text = new StringBuilder();
    for (Part part : told.parts()) {
      text.append(
          switch (part) {
            case Figure figure -> marked(figure);
            case Bound bound -> marked(bound, TemplateValues.clean(bound.text()));
            default -> TemplateValues.clean(part.text());
          });
    }
    return text.toString();
  }

  private String template() throws TemplateModelException {
    StringBuilder text = new StringBuilder();
    for (Part part : told.parts()) {
      text.append(
          switch (part) {
            case Figure figure -> marked(figure);
            case Bound bound ->
                marked(bound, Quoting.prometheusTemplate(TemplateValues.clean(bound.text())));
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
