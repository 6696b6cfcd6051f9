// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import dev.slipway.base.Numbers;
import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import freemarker.cache.TemplateConfigurationFactory;
import freemarker.cache.TemplateLoader;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.core.TemplateConfiguration;
import freemarker.template.Configuration;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import freemarker.template.TemplateScalarModel;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Renders templates: FreeMarker with square brackets, closed in. A template sees the given values
/// and its fellow templates, and nothing else: no class, no file, no clock. One that does not end,
/// or that writes without end, is stopped.
public final class TemplateEngine {

  private static final Pattern CLOCK = Pattern.compile("\\[[=#@][^\\]]*?\\.now\\b");

  private final SortedMap<String, byte[]> templates;
  private final Configuration freemarker;
  private final BoundedRun bounded;

  /// @param templates their bytes by path
  public TemplateEngine(SortedMap<String, byte[]> templates, TemplateValues values) {
    this(templates, values, BoundedRun.Bounds.USUAL);
  }

  TemplateEngine(
      SortedMap<String, byte[]> templates, TemplateValues values, BoundedRun.Bounds bounds) {
    this.templates = templates;
    bounded = new BoundedRun(bounds);
    freemarker = new StoppableTemplates();
    freemarker.setTagSyntax(Configuration.SQUARE_BRACKET_TAG_SYNTAX);
    freemarker.setInterpolationSyntax(Configuration.SQUARE_BRACKET_INTERPOLATION_SYNTAX);
    freemarker.setRegisteredCustomOutputFormats(Language.ALL);
    freemarker.setAutoEscapingPolicy(Configuration.FORCE_AUTO_ESCAPING_POLICY);
    freemarker.setRecognizeStandardFileExtensions(false);
    freemarker.setOutputFormat(Language.WORD);
    freemarker.setObjectWrapper(values);
    freemarker.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    freemarker.setAPIBuiltinEnabled(false);
    freemarker.setLogTemplateExceptions(false);
    freemarker.setWrapUncheckedExceptions(true);
    freemarker.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    freemarker.setDefaultEncoding(StandardCharsets.UTF_8.name());
    freemarker.setLocale(Locale.ROOT);
    freemarker.setTimeZone(TimeZone.getTimeZone("UTC"));
    freemarker.setLocalizedLookup(false);
    freemarker.setTemplateUpdateDelayMilliseconds(Long.MAX_VALUE);
    freemarker.setCustomNumberFormats(
        Map.of(
            TracedNumber.Format.NAME,
            new TracedNumber.Format(),
            "score",
            new ReadNumber(number -> Numbers.score(number.doubleValue())),
            "percent",
            new ReadNumber(number -> Numbers.percent(number.doubleValue())),
            "count",
            new ReadNumber(number -> Numbers.count(number.longValue()))));
    freemarker.setArithmeticEngine(new FigureNumber.Arithmetic());
    freemarker.setNumberFormat("@" + TracedNumber.Format.NAME);
    freemarker.setBooleanFormat(
        Language.MARK
            + "true"
            + Language.END_MARK
            + ","
            + Language.MARK
            + "false"
            + Language.END_MARK);
    freemarker.setTemplateLoader(new Loader());
    freemarker.setTemplateConfigurations(new ByName());
  }

  /// What every template can call.
  public static Map<String, Object> functions() {
    Map<String, Object> functions = new LinkedHashMap<>();
    functions.put("code", function("code", text -> Language.MARKDOWN, Quoting::code));
    functions.put("comment", function("comment", text -> Language.WORD, Quoting::comment));
    functions.put("word", function("word", text -> Language.WORD, Quoting::word));
    functions.put("quoted", (TemplateMethodModelEx) TemplateEngine::quoted);
    functions.put("ceiling", whole("ceiling", RoundingMode.CEILING));
    functions.put("floor", whole("floor", RoundingMode.FLOOR));
    functions.put("rule", number("rule"));
    functions.put("assumed", number("assumed"));
    functions.put("uuid", (TemplateMethodModelEx) TemplateEngine::uuid);
    functions.put(
        "promtext",
        (TemplateMethodModelEx)
            arguments ->
                new SimpleScalar(Quoting.prometheusTemplate(onlyText("promtext", arguments))));
    functions.put(
        "githubtext",
        (TemplateMethodModelEx)
            arguments -> new SimpleScalar(Quoting.githubText(onlyText("githubtext", arguments))));
    return functions;
  }

  /// Renders one template.
  public NumberTrace.Traced render(String template, Map<String, Object> values)
      throws ProblemException {
    return NumberTrace.of(
        text(template, out -> freemarker.getTemplate(template).process(values, out)));
  }

  private String text(String where, BoundedRun.Rendering rendering) throws ProblemException {
    try {
      return bounded.of(rendering);
    } catch (TemplateException e) {
      throw problem(where, e);
    } catch (ParseException e) {
      throw bad(place(e.getTemplateName(), e.getLineNumber(), e.getColumnNumber()), message(e), e);
    } catch (BoundedRun.Exceeded e) {
      throw new ProblemException(
          Problem.input(
              "bundle.template-bounds",
              "The template " + where + " was stopped.",
              sentence(message(e)),
              "Look for a loop that does not end, or a list that is too long."),
          e);
    } catch (IOException | IllegalArgumentException e) {
      throw bad(where, message(e), e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("FreeMarker throws nothing else", e);
    }
  }

  private static String sentence(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
  }

  /// Whether an expression is true of the values.
  public boolean holds(String where, String expression, Map<String, Object> values)
      throws ProblemException {
    String source = "[#if " + expression + "]yes[/#if]";
    return text(
            where + ", condition `" + expression + "`",
            out -> {
              try {
                new freemarker.template.Template(where, new StringReader(source), freemarker)
                    .process(values, out);
              } catch (TemplateException | ParseException e) {
                // Its place is within a line that nobody wrote.
                throw new IOException(message(e));
              }
            })
        .equals("yes");
  }

  /// The single text that a function was called with.
  static String onlyText(String function, List<?> arguments) throws TemplateModelException {
    return Language.unmarked(onlyMarked(function, arguments));
  }

  private static String onlyMarked(String function, List<?> arguments)
      throws TemplateModelException {
    if (arguments.size() != 1 || !(arguments.getFirst() instanceof TemplateScalarModel text)) {
      throw new TemplateModelException(function + " takes one text");
    }
    return text.getAsString();
  }

  private static TemplateMethodModelEx function(
      String name, java.util.function.Function<String, Language> in, UnaryOperator<String> quote) {
    return arguments -> {
      String marked = onlyMarked(name, arguments);
      String text = Language.unmarked(marked);
      return in.apply(text).written(NumberTrace.around(quote.apply(text), marked));
    };
  }

  private static SimpleScalar uuid(List<?> arguments) throws TemplateModelException {
    String uuid = Names.uuid(onlyText("uuid", arguments));
    ReadTexts.note(uuid, "rule: a name of its own for these contents, made of them");
    return new SimpleScalar(uuid);
  }

  /// `quoted(plan.service.port)`: a number as a text of YAML or JSON, such as a label's value.
  private static Object quoted(List<?> arguments) throws TemplateModelException {
    if (arguments.size() != 1 || !(arguments.getFirst() instanceof TemplateNumberModel number)) {
      throw new TemplateModelException("quoted takes one number");
    }
    String marked = TracedNumber.Format.marked(number);
    return Language.YAML.written(
        NumberTrace.around(Quoting.doubleQuoted(Language.unmarked(marked)), marked));
  }

  /// `rule(65532, "why")` and `assumed(30, "why")`: a number that stands in a template, with its
  /// reason.
  private static TemplateMethodModelEx number(String basis) {
    return arguments -> {
      if (arguments.size() != 2
          || !(arguments.get(0) instanceof TemplateNumberModel number)
          || !(arguments.get(1) instanceof TemplateScalarModel because)) {
        throw new TemplateModelException(basis + " takes a number and its reason");
      }
      return new TracedNumber(
          FigureNumber.of(number.getAsNumber()).value(),
          basis + ": " + Language.unmarked(because.getAsString()));
    };
  }

  /// `ceiling(x)` and `floor(x)`: whole numbers that keep where they come from, which FreeMarker's
  /// own do not.
  private static TemplateMethodModelEx whole(String name, RoundingMode mode) {
    return arguments -> {
      if (arguments.size() != 1 || !(arguments.getFirst() instanceof TemplateNumberModel number)) {
        throw new TemplateModelException(name + " takes one number");
      }
      return new TracedNumber(FigureNumber.of(number.getAsNumber()).whole(mode));
    };
  }

  private static ProblemException problem(String template, TemplateException e) {
    String where =
        e.getLineNumber() == null
            ? template
            : place(e.getTemplateSourceName(), e.getLineNumber(), e.getColumnNumber());
    String value = e.getBlamedExpressionString();
    return bad(value == null ? where : where + ", at `" + value + "`", message(e), e);
  }

  private static String place(@Nullable String template, int line, int column) {
    return template + ", line " + line + ", column " + column;
  }

  /// The first paragraph of what FreeMarker says, and the root cause where that says more.
  private static String message(Exception e) {
    String message =
        switch (e) {
          case TemplateException t -> t.getMessageWithoutStackTop();
          case ParseException p -> p.getEditorMessage();
          default -> String.valueOf(e.getMessage());
        };
    String first = String.valueOf(message).split("\n\n|\n----")[0].strip();
    Throwable cause = e.getCause();
    return cause == null || cause.getMessage() == null || first.contains(cause.getMessage())
        ? first
        : first + " (" + cause.getMessage() + ")";
  }

  private static ProblemException bad(String where, String why, Exception cause) {
    return new ProblemException(
        Problem.input(
            "bundle.template-error",
            "The template " + where + " cannot be rendered.",
            why,
            "Correct the template or the value that it names; a copy of yours can be removed to"
                + " get the built-in one back."),
        cause);
  }

  /// Sets a template's language by its name.
  private final class ByName extends TemplateConfigurationFactory {
    @Override
    public TemplateConfiguration get(String name, Object source) {
      TemplateConfiguration configuration = new TemplateConfiguration();
      configuration.setParentConfiguration(freemarker);
      configuration.setOutputFormat(Language.of(name));
      return configuration;
    }

    @Override
    protected void setConfigurationOfChildren(Configuration configuration) {}
  }

  /// Finds templates among the given ones only.
  private final class Loader implements TemplateLoader {
    @Override
    public @Nullable Object findTemplateSource(String name) {
      return templates.containsKey(name) ? name : null;
    }

    @Override
    public long getLastModified(Object name) {
      return 0;
    }

    @Override
    public Reader getReader(Object name, String encoding) throws IOException {
      String source =
          new String(templates.getOrDefault((String) name, new byte[0]), StandardCharsets.UTF_8);
      Matcher clock = CLOCK.matcher(source);
      if (clock.find()) {
        long line = source.substring(0, clock.end()).lines().count();
        throw new IOException(
            "line " + line + " asks for the time; the same inputs must give the same bytes");
      }
      return new StringReader(source.replace("\r\n", "\n"));
    }

    @Override
    public void closeTemplateSource(Object name) {}
  }
}
