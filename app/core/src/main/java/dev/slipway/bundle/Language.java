// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import freemarker.core.CommonMarkupOutputFormat;
import freemarker.core.CommonTemplateMarkupOutputModel;
import freemarker.core.OutputFormat;
import freemarker.template.TemplateModelException;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// A language that templates are written in: every value put into a template of it is quoted by its
/// rules. Numbers and truth values, which carry [#MARK], stay as they are.
final class Language extends CommonMarkupOutputFormat<Language.Quoted> {

  /// Around numbers and truth values on their way from the data model; texts never hold these.
  static final char MARK = '\ufdd0';

  static final char END_MARK = '\ufdd1';

  private static final Pattern LITERAL =
      Pattern.compile(MARK + "(-?[0-9]+(\\.[0-9]+)?|true|false)" + END_MARK);

  static final Language YAML = new Language("Yaml", Quoting::doubleQuoted);
  static final Language JSON = new Language("Json", Quoting::doubleQuoted);
  static final Language SHELL = new Language("Shell", Quoting::shell);
  static final Language DOCKERFILE = new Language("Dockerfile", Quoting::dockerfile);
  static final Language PROPERTIES = new Language("Properties", Quoting::properties);
  static final Language MARKDOWN = new Language("Markdown", Quoting::markdown);
  static final Language PROMQL = new Language("PromQL", Quoting::doubleQuoted);
  static final Language WORD = new Language("Word", Quoting::word);

  static final List<OutputFormat> ALL =
      List.of(YAML, JSON, SHELL, DOCKERFILE, PROPERTIES, MARKDOWN, PROMQL, WORD);

  private final String name;
  private final UnaryOperator<String> quote;

  private Language(String name, UnaryOperator<String> quote) {
    this.name = name;
    this.quote = quote;
  }

  /// The language of a file by its name; [#WORD], the strictest, for an unknown one.
  static Language of(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    if (file.startsWith("dockerfile") || file.endsWith(".dockerfile")) {
      return DOCKERFILE;
    }
    return switch (file.substring(file.lastIndexOf('.') + 1)) {
      case "yaml", "yml" -> YAML;
      case "json" -> JSON;
      case "sh" -> SHELL;
      case "properties" -> PROPERTIES;
      case "md" -> MARKDOWN;
      default -> WORD;
    };
  }

  /// A value as a template of this language shows it.
  String quoted(String value) {
    var literal = LITERAL.matcher(value);
    return literal.matches() ? literal.group(1) : quote.apply(unmarked(value));
  }

  /// Without the marks of numbers and truth values.
  static String unmarked(String value) {
    return value.indexOf(MARK) < 0 ? value : value.replaceAll("[\ufdd0\ufdd1]", "");
  }

  /// Text that is already written in the language and is not quoted again.
  Quoted written(String text) {
    return new Quoted(this, null, text);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public String getMimeType() {
    return "text/plain";
  }

  @Override
  public boolean isOutputFormatMixingAllowed() {
    return true;
  }

  @Override
  public void output(String text, Writer out) throws IOException, TemplateModelException {
    out.write(escapePlainText(text));
  }

  @Override
  public String escapePlainText(String text) {
    return quoted(text);
  }

  @Override
  public boolean isLegacyBuiltInBypassed(String builtIn) {
    return true;
  }

  @Override
  protected Quoted newTemplateMarkupOutputModel(String plainText, String markup) {
    return new Quoted(this, plainText, markup);
  }

  /// A piece of output.
  static final class Quoted extends CommonTemplateMarkupOutputModel<Quoted> {
    private final Language language;

    @SuppressWarnings("NullAway") // FreeMarker: exactly one of the two is null
    Quoted(
        Language language,
        @org.jspecify.annotations.Nullable String plainText,
        @org.jspecify.annotations.Nullable String markup) {
      super(plainText, markup);
      this.language = language;
    }

    @Override
    public Language getOutputFormat() {
      return language;
    }
  }
}
