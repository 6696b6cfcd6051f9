// SPDX-License-Identifier: Apache-2.0
package dev.slipway.data;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.serving.preparation.Cells;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// The rules file: one rule a line, for people to edit.
///
/// ```yaml
/// rules:
///   - {missing: sex, allow: 3 %}
///   - {range: body_mass_g, from: 2000, to: 7000, allow: 1 %}
/// ```
public final class QualityRules {

  private static final Map<String, Set<String>> KEYS =
      Map.of(
          "rows", Set.of(),
          "duplicates", Set.of(),
          "missing", Set.of("allow"),
          "range", Set.of("from", "to", "allow"),
          "categories", Set.of("values", "allow"),
          "unique", Set.of("allow"),
          "fresh", Set.of("days"));

  private final String source;
  private final Map<?, ?> fields;
  private final int number;

  private QualityRules(String source, Map<?, ?> fields, int number) {
    this.source = source;
    this.fields = fields;
    this.number = number;
  }

  /// @param source the file's name, for problems
  public static List<QualityRule> parse(String yaml, String source) throws ProblemException {
    Object document;
    try {
      document = new Load(LoadSettings.builder().setLabel(source).build()).loadFromString(yaml);
    } catch (YamlEngineException e) {
      throw new ProblemException(
          problem(source, String.valueOf(e.getMessage()), "Correct that place."), e);
    }
    if (!(document instanceof Map<?, ?> map) || !(map.get("rules") instanceof List<?> list)) {
      throw problem(
              source,
              "It has no list named rules.",
              "Let Slipway write one: slipway data --suggest")
          .asException();
    }
    List<QualityRule> rules = new ArrayList<>();
    for (Object each : list) {
      int number = rules.size() + 1;
      if (!(each instanceof Map<?, ?> fields)) {
        throw new QualityRules(source, Map.of(), number).wrong("it is no mapping");
      }
      rules.add(new QualityRules(source, fields, number).rule());
    }
    return rules;
  }

  /// Reads one rule.
  ///
  /// @param fields as a rule of the file has them: its kind, and what belongs to that
  public static QualityRule of(Map<String, ?> fields) throws ProblemException {
    return new QualityRules("The rule", fields, 0).rule();
  }

  /// A rule as it is read back from its line: of a share that has no more digits than the line
  /// shows, and that may differ in the last, as 0.07 % is read as a number beside 0.0007.
  public static QualityRule asWritten(QualityRule rule) throws ProblemException {
    return parse("rules:\n  - " + line(rule), "The rule").getFirst();
  }

  private QualityRule rule() throws ProblemException {
    List<String> kinds = KEYS.keySet().stream().filter(fields::containsKey).sorted().toList();
    if (kinds.size() != 1) {
      throw wrong("it says none or several of " + String.join(", ", new TreeSet<>(KEYS.keySet())));
    }
    String kind = kinds.getFirst();
    for (Object key : fields.keySet()) {
      if (!key.equals(kind) && !KEYS.getOrDefault(kind, Set.of()).contains(key)) {
        throw wrong("'" + key + "' means nothing to '" + kind + "'");
      }
    }
    Object said = fields.get(kind);
    if (said == null) {
      throw wrong("nothing stands behind '" + kind + "'");
    }
    String subject = String.valueOf(said);
    return switch (kind) {
      case "rows" -> new QualityRule.Rows((long) number("rows").orElseThrow());
      case "duplicates" -> new QualityRule.Duplicates(share("duplicates"));
      case "missing" -> new QualityRule.Missing(subject, share("allow"));
      case "range" -> range(subject);
      case "categories" -> new QualityRule.Categories(subject, values(), share("allow"));
      case "unique" -> new QualityRule.Unique(subject, share("allow"));
      default ->
          new QualityRule.Fresh(
              subject, (int) number("days").orElseThrow(() -> wrong("it lacks 'days'")));
    };
  }

  private QualityRule range(String column) throws ProblemException {
    OptionalDouble from = number("from");
    OptionalDouble to = number("to");
    if (from.isEmpty() && to.isEmpty()) {
      throw wrong("a range has 'from', 'to' or both");
    }
    if (from.isPresent() && to.isPresent() && from.getAsDouble() > to.getAsDouble()) {
      throw wrong("'from' is above 'to'");
    }
    return new QualityRule.Range(column, from, to, share("allow"));
  }

  private List<String> values() throws ProblemException {
    if (fields.get("values") instanceof List<?> list && !list.isEmpty()) {
      return list.stream().map(String::valueOf).toList();
    }
    throw wrong("it lacks the list 'values'");
  }

  private OptionalDouble number(String key) throws ProblemException {
    Object value = fields.get(key);
    if (value == null) {
      return OptionalDouble.empty();
    }
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return OptionalDouble.of(number.doubleValue());
    }
    throw wrong("'" + key + "' is no number: " + value);
  }

  /// `3 %` or 0.03; 0 when it is not there.
  private double share(String key) throws ProblemException {
    Object value = fields.get(key);
    if (value == null) {
      return 0;
    }
    String text = String.valueOf(value).strip();
    boolean percent = text.endsWith("%");
    OptionalDouble number = Cells.number(percent ? text.substring(0, text.length() - 1) : text);
    double share = number.orElse(-1) / (percent ? 100 : 1);
    if (share < 0 || share > 1) {
      throw wrong("'" + key + "' is no share such as 3 %: " + text);
    }
    return share;
  }

  private ProblemException wrong(String why) {
    return problem(
            source,
            (number == 0 ? "" : "Rule " + number + " is not understood: ") + why + ".",
            "Correct it; the file's first lines show each kind of rule.")
        .asException();
  }

  private static Problem problem(String source, String why, String remedy) {
    return Problem.input(
        "data.rules-malformed", source + " cannot be read as rules for data", why, remedy);
  }

  /// The file's text, the same for the same rules.
  ///
  /// @param from the file that the rules were suggested from
  public static String text(List<QualityRule> rules, String from) {
    StringBuilder text =
        new StringBuilder(
            """
            # What good data keeps to, suggested from %s. Edit it: slipway data runs what stands
            # here on the reference and the holdout. Each rule may be broken by as many rows as it allows.
            #   {rows: 100}                                   at least so many rows
            #   {duplicates: 0 %%}                             rows that repeat another
            #   {missing: COLUMN, allow: 3 %%}
            #   {range: COLUMN, from: 0, to: 100, allow: 1 %%}
            #   {categories: COLUMN, values: [a, b], allow: 1 %%}
            #   {unique: COLUMN}
            #   {fresh: COLUMN, days: 30}                     the latest date at most so many days ago;
            #                                                 a suggested one holds for 90 days more
            rules:
            """
                .formatted(from.replaceAll("\\p{Cntrl}", " ")));
    rules.forEach(rule -> text.append("  - ").append(line(rule)).append('\n'));
    return text.toString();
  }

  /// As the file has it, without the dash.
  static String line(QualityRule rule) {
    return switch (rule) {
      case QualityRule.Rows(long atLeast) -> "{rows: " + atLeast + "}";
      case QualityRule.Duplicates(double allowed) ->
          "{duplicates: " + Decimals.percent(allowed) + "}";
      case QualityRule.Missing(String column, double allowed) ->
          "{missing: " + quoted(column) + allow(allowed) + "}";
      case QualityRule.Range range ->
          "{range: "
              + quoted(range.column())
              + bound("from", range.min())
              + bound("to", range.max())
              + allow(range.allowed())
              + "}";
      case QualityRule.Categories(String column, List<String> values, double allowed) ->
          "{categories: "
              + quoted(column)
              + ", values: ["
              + String.join(", ", values.stream().map(QualityRules::quoted).toList())
              + "]"
              + allow(allowed)
              + "}";
      case QualityRule.Unique(String column, double allowed) ->
          "{unique: " + quoted(column) + allow(allowed) + "}";
      case QualityRule.Fresh(String column, int days) ->
          "{fresh: " + quoted(column) + ", days: " + days + "}";
    };
  }

  private static String bound(String key, OptionalDouble value) {
    return value.isPresent() ? ", " + key + ": " + Decimals.plain(value.getAsDouble()) : "";
  }

  private static String allow(double share) {
    return share == 0 ? "" : ", allow: " + Decimals.percent(share);
  }

  /// A plain word as it is; anything that YAML could read otherwise in quotes: in double ones, with
  /// escapes, where a character is none that a line shows.
  public static String quoted(String text) {
    if (text.codePoints().anyMatch(QualityRules::isHidden)) {
      return text.codePoints()
          .mapToObj(QualityRules::escaped)
          .collect(Collectors.joining("", "\"", "\""));
    }
    boolean plain =
        text.matches("[A-Za-z_][A-Za-z0-9_]*")
            && !text.matches("(?i)true|false|null|yes|no|on|off|y|n");
    return plain ? text : "'" + text.replace("'", "''") + "'";
  }

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static String escaped(int c) {
    if (c == '"' || c == '\\') {
      return "\\" + (char) c;
    }
    return isHidden(c) ? "\\U%08x".formatted(c) : Character.toString(c);
  }
}
