// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import freemarker.core.CommonMarkupOutputFormat;
import freemarker.core.CommonTemplateMarkupOutputModel;
import freemarker.core.OutputFormat;
import freemarker.template.TemplateModelException;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// A language that templates are written in: every value put into a template of it is quoted by its
/// rules. Numbers and truth values, which carry [#MARK], stay as they are.
final class Language extends CommonMarkupOutputFormat<Language.Quoted> {

  /// Around numbers and truth values on their way from the data model; texts never hold these.
  static final char MARK = '\ufdd0';

  static final char END_MARK = '\ufdd1';

  /// Between a number and where it comes from.
  static final char ORIGIN = '\ufdd2';

  private static final Pattern LITERAL =
      Pattern.compile(
          MARK
              + "(-?[0-9]+(?:,[0-9]{3})*(?:\\.[0-9]+)?|true|false)(?:"
              + ORIGIN
              + "([^\ufdd1]*))?"
              + END_MARK);

  static final Language YAML = new Language("Yaml", Quoting::doubleQuoted);
  static final Language JSON = new Language("Json", Quoting::doubleQuoted);
  static final Language SHELL = new Language("Shell", Quoting::shell);
  static final Language DOCKERFILE = new Language("Dockerfile", Quoting::dockerfile);
  static final Language PROPERTIES = new Language("Properties", Quoting::properties);
  static final Language MARKDOWN = new Language("Markdown", Quoting::markdown);
  static final Language HTML = new Language("Html", Quoting::html);
  static final Language PROMQL = new Language("PromQL", Quoting::doubleQuoted);
  static final Language GROOVY = new Language("Groovy", Quoting::groovy);
  static final Language WORD = new Language("Word", Quoting::word);

  static final List<OutputFormat> ALL =
      List.of(YAML, JSON, SHELL, DOCKERFILE, PROPERTIES, MARKDOWN, HTML, PROMQL, GROOVY, WORD);

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
    if (file.startsWith("jenkinsfile")) {
      return GROOVY;
    }
    return switch (file.substring(file.lastIndexOf('.') + 1)) {
      case "yaml", "yml" -> YAML;
      case "json" -> JSON;
      case "sh" -> SHELL;
      case "groovy" -> GROOVY;
      case "properties" -> PROPERTIES;
      case "md" -> MARKDOWN;
      case "html" -> HTML;
      default -> WORD;
    };
  }

  /// A value as a template of this language shows it.
  String quoted(String value) {
    var literal = LITERAL.matcher(value);
    return literal.matches()
        ? NumberTrace.around(literal.group(1), value)
        : NumberTrace.around(quote.apply(unmarked(value)), value);
  }

  /// A number on its way from the data model, with where it comes from.
  static String marked(String number, List<String> origins) {
    return MARK
        + number
        + (origins.isEmpty() ? "" : ORIGIN + NumberTrace.joined(origins))
        + END_MARK;
  }

  /// The numbers that a value is made of, each with where it comes from: first those that the data
  /// model gave as numbers, then those in texts that the template read.
  static List<NumberTrace.Given> numbers(String value) {
    List<NumberTrace.Given> found = new ArrayList<>();
    StringBuilder rest = new StringBuilder();
    var literal = LITERAL.matcher(value);
    while (literal.find()) {
      if (isNumber(literal.group(1))) {
        String origins = Objects.requireNonNullElse(literal.group(2), "");
        found.add(new NumberTrace.Given(literal.group(1), NumberTrace.split(origins)));
      }
      literal.appendReplacement(rest, " ");
    }
    literal.appendTail(rest);
    List<Token> others = Token.of(rest.toString());
    if (!others.isEmpty()) {
      Map<String, String> origins = ReadTexts.origins(unmarked(value));
      for (Token token : others) {
        Optional.ofNullable(origins.get(token.text()))
            .ifPresent(origin -> found.add(new NumberTrace.Given(token.text(), List.of(origin))));
      }
    }
    return found;
  }

  private static boolean isNumber(String literal) {
    return !literal.equals("true") && !literal.equals("false");
  }

  /// Without the marks of numbers and truth values.
  static String unmarked(String value) {
    return value.indexOf(MARK) < 0 ? value : LITERAL.matcher(value).replaceAll("$1");
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
