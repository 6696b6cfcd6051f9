// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle.render;

import dev.slipway.bundle.alert.Figure;
import dev.slipway.plan.Choice;
import dev.slipway.plan.Key;
import dev.slipway.plan.Plan;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The plan as one template sees it: `plan.resources.memoryLimit` for the key
/// `resources.memory-limit`. Remembers which keys were read.
public final class PlanValues {

  private final SortedMap<String, Choice<?>> choices = new TreeMap<>();
  private final SortedMap<String, Key<?>> titles = new TreeMap<>();
  private final SortedSet<String> read = new TreeSet<>();

  public PlanValues(Plan plan) {
    for (Map.Entry<Key<?>, Choice<?>> entry : plan.choices().entrySet()) {
      choices.put(entry.getKey().name(), entry.getValue());
      titles.put(entry.getKey().name(), entry.getKey());
    }
  }

  /// Names of the keys whose value was read, in alphabetical order.
  public List<String> read() {
    return List.copyOf(read);
  }

  /// Values by name.
  public TemplateHashModel chosen() {
    return new Group("", "", Choice::value);
  }

  /// Reasons by name, as texts.
  public TemplateHashModel reasons() {
    return new Group("", Figure.WHY, Choice::reason);
  }

  /// What somebody set by hand, each with its `title`, `value`, `unit` and `why`, by name.
  public List<Map<String, Object>> byHand() {
    return titles.entrySet().stream()
        .filter(each -> choice(each.getKey()).basis() == Choice.Basis.SET_BY_HAND)
        .map(each -> byHand(each.getKey(), each.getValue()))
        .toList();
  }

  private Map<String, Object> byHand(String name, Key<?> key) {
    Choice<?> choice = choice(name);
    return Map.of(
        "title", key.title(),
        "value", wrapped(name, choice.value()),
        "unit", key.unit().equals("count") ? "" : key.unit(),
        "why", wrapped(Figure.WHY + name, choice.reason()));
  }

  private static TemplateModel wrapped(String origin, Object value) {
    try {
      return Objects.requireNonNull(new TemplateValues(origin).wrap(value));
    } catch (TemplateModelException e) {
      throw new IllegalStateException("templates can see " + origin, e);
    }
  }

  private Choice<?> choice(String name) {
    return Optional.<Choice<?>>ofNullable(choices.get(name)).orElseThrow();
  }

  /// The grounds by name: `measured`, `objective`, `set-by-hand`, `price`, `rule` or `assumed`.
  public TemplateHashModel grounds() {
    return new Group("", "", Choice::basis);
  }

  /// `reason("resources.memory-limit")`: the reason, to stand in a comment.
  public TemplateMethodModelEx comment() {
    return arguments -> {
      String name = TemplateEngine.onlyText("reason", arguments);
      Choice<?> choice = choices.get(name);
      if (choice == null) {
        throw new TemplateModelException("the plan has no key " + name);
      }
      ReadTexts.note(choice.reason(), Figure.WHY + name);
      return Language.WORD.written(
          NumberTrace.around(Quoting.comment(choice.reason()), choice.reason()));
    };
  }

  public static String camel(String name) {
    StringBuilder out = new StringBuilder();
    for (String word : name.split("-")) {
      out.append(
          out.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return out.toString();
  }

  /// The names below a prefix.
  private final class Group implements TemplateHashModel {
    private final String prefix;
    private final String origin;
    private final Function<Choice<?>, Object> seen;

    /// @param origin what stands before a key to name what is seen of it
    Group(String prefix, String origin, Function<Choice<?>, Object> seen) {
      this.prefix = prefix;
      this.origin = origin;
      this.seen = seen;
    }

    @Override
    public @Nullable TemplateModel get(String part) throws TemplateModelException {
      boolean group = false;
      for (Map.Entry<String, Choice<?>> entry : choices.tailMap(prefix).entrySet()) {
        String name = entry.getKey();
        if (!name.startsWith(prefix)) {
          break;
        }
        String rest = name.substring(prefix.length());
        if (camel(rest).equals(part)) {
          read.add(name);
          return new TemplateValues(origin + name).wrap(seen.apply(entry.getValue()));
        }
        group |= rest.startsWith(part + ".");
      }
      return group ? new Group(prefix + part + ".", origin, seen) : null;
    }

    @Override
    public boolean isEmpty() {
      return choices.isEmpty();
    }
  }
}
