// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.data;

import dev.slipway.base.ProblemException;
import dev.slipway.base.Words;
import dev.slipway.data.Decimals;
import dev.slipway.data.QualityRule;
import dev.slipway.data.QualityRules;
import dev.slipway.desktop.parts.Texts;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// A rule as it is typed. What is wrong with it says the reader of the rules file.
public final class RuleForm {

  /// What is typed of a rule.
  public enum Field {
    COLUMN,
    FROM,
    TO,
    VALUES,
    ROWS,
    DAYS,
    ALLOW
  }

  /// The kinds of rule that the file knows, by their keys in it.
  public enum Kind {
    MISSING,
    RANGE,
    CATEGORIES,
    UNIQUE,
    FRESH,
    ROWS,
    DUPLICATES;

    boolean has(Field field) {
      return fields().contains(field);
    }

    private Set<Field> fields() {
      return switch (this) {
        case MISSING, UNIQUE -> Set.of(Field.COLUMN, Field.ALLOW);
        case RANGE -> Set.of(Field.COLUMN, Field.FROM, Field.TO, Field.ALLOW);
        case CATEGORIES -> Set.of(Field.COLUMN, Field.VALUES, Field.ALLOW);
        case FRESH -> Set.of(Field.COLUMN, Field.DAYS);
        case ROWS -> Set.of(Field.ROWS);
        case DUPLICATES -> Set.of(Field.ALLOW);
      };
    }
  }

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?\\d{1,20}(\\.\\d{1,20})?([eE][+-]?\\d{1,3})?");

  private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(Kind.RANGE);
  private final Map<Field, StringProperty> texts = new EnumMap<>(Field.class);

  RuleForm() {
    for (Field field : Field.values()) {
      texts.put(field, new SimpleStringProperty(""));
    }
  }

  public ObjectProperty<Kind> kindProperty() {
    return kind;
  }

  public StringProperty textProperty(Field field) {
    return Optional.ofNullable(texts.get(field)).orElseThrow();
  }

  private String text(Field field) {
    return Optional.ofNullable(textProperty(field).get()).orElse("").strip();
  }

  /// Whether a column is chosen.
  boolean isBegun() {
    return !text(Field.COLUMN).isEmpty();
  }

  private void set(Field field, String text) {
    textProperty(field).set(text);
  }

  /// Shows a rule.
  void show(QualityRule rule) {
    for (Field field : Field.values()) {
      set(field, "");
    }
    switch (rule) {
      case QualityRule.Rows rows -> {
        kind.set(Kind.ROWS);
        set(Field.ROWS, Long.toString(rows.atLeast()));
      }
      case QualityRule.Duplicates duplicates -> kind.set(Kind.DUPLICATES);
      case QualityRule.Missing missing -> of(Kind.MISSING, missing.column());
      case QualityRule.Range range -> {
        of(Kind.RANGE, range.column());
        set(Field.FROM, plain(range.min()));
        set(Field.TO, plain(range.max()));
      }
      case QualityRule.Categories categories -> {
        of(Kind.CATEGORIES, categories.column());
        set(Field.VALUES, String.join(", ", categories.values()));
      }
      case QualityRule.Unique unique -> of(Kind.UNIQUE, unique.column());
      case QualityRule.Fresh fresh -> {
        of(Kind.FRESH, fresh.column());
        set(Field.DAYS, Integer.toString(fresh.days()));
      }
    }
    if (rule.allowed() > 0) {
      set(Field.ALLOW, Decimals.percent(rule.allowed()));
    }
  }

  private void of(Kind is, String column) {
    kind.set(is);
    set(Field.COLUMN, column);
  }

  private static String plain(OptionalDouble value) {
    return value.isPresent() ? Decimals.plain(value.getAsDouble()) : "";
  }

  /// The rule as it is typed.
  QualityRule rule() throws ProblemException {
    Map<String, Object> fields = new LinkedHashMap<>();
    Kind is = kind.get();
    fields.put(
        Words.id(is),
        switch (is) {
          case ROWS -> typed(text(Field.ROWS));
          case DUPLICATES -> text(Field.ALLOW).isEmpty() ? "0" : text(Field.ALLOW);
          case MISSING, RANGE, CATEGORIES, UNIQUE, FRESH -> text(Field.COLUMN);
        });
    for (Field field : List.of(Field.FROM, Field.TO, Field.DAYS)) {
      if (is.has(field) && !text(field).isEmpty()) {
        fields.put(Words.id(field), typed(text(field)));
      }
    }
    if (is.has(Field.VALUES)) {
      fields.put(
          Words.id(Field.VALUES),
          Arrays.stream(text(Field.VALUES).split(","))
              .map(String::strip)
              .filter(value -> !value.isEmpty())
              .collect(Collectors.toList()));
    }
    if (is.has(Field.ALLOW) && is != Kind.DUPLICATES && !text(Field.ALLOW).isEmpty()) {
      fields.put(Words.id(Field.ALLOW), text(Field.ALLOW));
    }
    return QualityRules.of(fields);
  }

  /// What is no number is passed on as it is typed, and the reader says what is wrong.
  private static Object typed(String text) {
    return NUMBER.matcher(text).matches() ? new BigDecimal(text) : text;
  }

  /// What is wrong with what is typed; blank where nothing is.
  ///
  /// @param shown the rule that is to be changed, where one is
  String complaint(Optional<QualityRule> shown) {
    boolean column = kind.get().has(Field.COLUMN) && text(Field.COLUMN).isEmpty();
    if (column) {
      return Texts.of("rules.no-column");
    }
    boolean commas =
        shown
            .filter(rule ->
                rule instanceof QualityRule.Categories of
                    && of.values().stream().anyMatch(value -> value.contains(",")))
            .isPresent();
    if (commas && kind.get() == Kind.CATEGORIES) {
      return Texts.of("rules.commas");
    }
    try {
      var _ = rule();
      return "";
    } catch (ProblemException wrong) {
      return wrong.problem().why();
    }
  }
}
