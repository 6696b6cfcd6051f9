// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import dev.slipway.base.Bytes;
import dev.slipway.base.Money;
import dev.slipway.base.Percentile;
import dev.slipway.base.Rate;
import dev.slipway.base.Sha256;
import dev.slipway.base.Verdict;
import dev.slipway.base.Words;
import dev.slipway.bundle.alert.Figure;
import dev.slipway.bundle.alert.Query;
import dev.slipway.bundle.alert.TracedText;
import dev.slipway.plan.LatencyBuckets;
import freemarker.template.ObjectWrapper;
import freemarker.template.SimpleHash;
import freemarker.template.SimpleSequence;
import freemarker.template.TemplateBooleanModel;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateScalarModel;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Shows records to templates: components, texts, numbers, lists and maps; no methods, no classes.
/// An absent value is undefined.
public final class TemplateValues implements ObjectWrapper {

  private static final Pattern MARKS = Pattern.compile("[\ufdd0-\ufdd8]");

  /// Records that are also a text for a person.
  private static final Set<Class<?>> TEXTS =
      Set.of(
          Bytes.class,
          LatencyBuckets.class,
          Money.class,
          Percentile.class,
          Rate.class,
          Sha256.class);

  /// Components that tell a record from its neighbours in a list.
  private static final Set<String> NAMES = Set.of("name", "what");

  /// Where the values stand, for the origin of their numbers: `evaluation.score`.
  private final String path;

  public TemplateValues(String path) {
    this.path = path;
  }

  public TemplateValues() {
    this("");
  }

  /// The same for what is below a name.
  TemplateValues at(String name) {
    return new TemplateValues(path.isEmpty() ? name : path + "." + name);
  }

  @Override
  public @Nullable TemplateModel wrap(@Nullable Object value) throws TemplateModelException {
    return switch (value) {
      case null -> null;
      case TemplateModel model -> model;
      case Optional<?> optional -> wrap(optional.orElse(null));
      case OptionalLong optional -> optional.isPresent() ? wrap(optional.getAsLong()) : null;
      case OptionalDouble optional -> optional.isPresent() ? wrap(optional.getAsDouble()) : null;
      case String text -> text(text);
      case Double number -> number(number);
      case Number number -> new TracedNumber(number, clean(path));
      case Boolean truth -> truth ? TemplateBooleanModel.TRUE : TemplateBooleanModel.FALSE;
      case Enum<?> choice -> text(Words.id(choice));
      case Collection<?> list -> sequence(list);
      case Map<?, ?> map -> map(map);
      case Duration duration -> new DurationModel(duration, clean(path));
      case Figure figure -> TracedTextModel.number(figure);
      case TracedText told -> new TracedTextModel(told);
      case Query query -> TracedTextModel.lines(query, this);
      case Path file -> text(String.valueOf(file.getFileName()));
      case Currency currency -> text(currency.getCurrencyCode());
      case Instant instant -> text(instant.truncatedTo(ChronoUnit.SECONDS).toString());
      case LocalDate date -> text(date.toString());
      case Record record -> record(record);
      default ->
          throw new TemplateModelException(
              "a template cannot see a " + value.getClass().getSimpleName());
    };
  }

  private TemplateModel record(Record record) {
    Map<String, Object> parts = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      parts.put(component.getName(), read(record, component));
    }
    parts.putIfAbsent("kind", kebab(record.getClass().getSimpleName()));
    if (record instanceof Verdict verdict) {
      parts.put("word", verdict.word());
    }
    return TEXTS.contains(record.getClass())
        ? new NamedTexts(record.toString(), this, parts)
        : new Parts(this, parts);
  }

  private static Object read(Record record, RecordComponent component) {
    try {
      var accessor = component.getAccessor();
      // A record that its own package keeps to itself can still be shown.
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record's component can be read: " + component, e);
    }
  }

  /// What has a name is at a place of its own: `judged.latency.p99`.
  private SimpleSequence sequence(Collection<?> list) throws TemplateModelException {
    List<@Nullable TemplateModel> wrapped = new ArrayList<>();
    for (Object each : list) {
      TemplateValues at = each instanceof Record record ? at(record) : this;
      wrapped.add(at.wrap(each));
    }
    return new SimpleSequence(wrapped, this);
  }

  private TemplateValues at(Record record) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      if (NAMES.contains(component.getName())
          && read(record, component) instanceof String name
          && !name.isEmpty()) {
        return at(name);
      }
    }
    return this;
  }

  private SimpleHash map(Map<?, ?> map) throws TemplateModelException {
    Map<String, Object> sorted = new TreeMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = clean(String.valueOf(entry.getKey()));
      TemplateModel value = at(key).wrap(entry.getValue());
      if (value != null) {
        sorted.put(key, value);
      }
    }
    return new SimpleHash(new LinkedHashMap<>(sorted), this);
  }

  private ReadText text(String text) {
    return new ReadText(clean(text), clean(path));
  }

  private TemplateModel number(double number) throws TemplateModelException {
    if (!Double.isFinite(number)) {
      throw new TemplateModelException("not a finite number: " + number);
    }
    return new TracedNumber(BigDecimal.valueOf(number), clean(path));
  }

  /// Texts never hold the marks of numbers.
  static String clean(String text) {
    return MARKS.matcher(text).replaceAll("\ufffd");
  }

  /// `NOT_MET` and `NotMet` are both `not-met`.
  public static String kebab(String name) {
    List<String> words = new ArrayList<>();
    for (String word : name.split("_|(?<=[a-z])(?=[A-Z])")) {
      words.add(word.toLowerCase(Locale.ROOT));
    }
    return String.join("-", words);
  }

  /// A text that remembers where it comes from when it is read.
  private record ReadText(String text, String origin) implements TemplateScalarModel {
    @Override
    public String getAsString() {
      ReadTexts.note(text, origin);
      return text;
    }
  }

  /// Named values.
  private static final class Parts implements TemplateHashModel {
    private final TemplateValues values;
    private final Map<String, Object> parts;

    Parts(TemplateValues values, Map<String, Object> parts) {
      this.values = values;
      this.parts = parts;
    }

    @Override
    public @Nullable TemplateModel get(String key) throws TemplateModelException {
      return values.at(key).wrap(parts.get(key));
    }

    @Override
    public boolean isEmpty() {
      return parts.isEmpty();
    }
  }

  /// Named values that together read as a text.
  private static final class NamedTexts implements TemplateHashModel, TemplateScalarModel {
    private final ReadText text;
    private final Parts parts;

    NamedTexts(String text, TemplateValues values, Map<String, Object> parts) {
      this.text = new ReadText(clean(text), clean(values.path));
      this.parts = new Parts(values, parts);
    }

    @Override
    public @Nullable TemplateModel get(String key) throws TemplateModelException {
      return parts.get(key);
    }

    @Override
    public boolean isEmpty() {
      return parts.isEmpty();
    }

    @Override
    public String getAsString() {
      return text.getAsString();
    }
  }
}
