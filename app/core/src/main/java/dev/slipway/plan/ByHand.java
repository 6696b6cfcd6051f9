// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Problem;
import dev.slipway.objective.SetByHand;
import dev.slipway.objective.Settable;
import dev.slipway.plan.Choice.Basis;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Values that somebody set in place of the plan's own. Each says who wants it so, and what the
/// plan said.
public final class ByHand {

  private static final Map<String, Key<?>> KEYS =
      PlanKeys.ALL.stream().collect(Collectors.toUnmodifiableMap(Key::name, Function.identity()));

  private ByHand() {}

  /// The key in the plan that a value is set for.
  public static Key<?> key(Settable settable) {
    Key<?> key = KEYS.get(settable.key());
    if (key == null) {
      throw new IllegalStateException("the plan has no key " + settable.key());
    }
    return key;
  }

  /// The choices that stand instead of the plan's own.
  ///
  /// @param own the plan as it is where nothing is set
  static Map<Key<?>, Choice<?>> choices(Map<Settable, SetByHand> set, Plan own) {
    var choices = new HashMap<Key<?>, Choice<?>>();
    set.forEach((settable, value) -> {
      Key<?> key = key(settable);
      choices.put(key, choice(key, value, own));
    });
    return choices;
  }

  private static Choice<?> choice(Key<?> key, SetByHand set, Plan own) {
    Choice<?> planned = own.choice(key);
    Object value =
        key.type().equals(Double.class)
            ? (Object) set.value().doubleValue()
            : (Object) set.value().intValueExact();
    String unit = key.unit().equals("count") ? "" : " " + key.unit();
    String said =
        value.equals(planned.value())
            ? "the plan says the same"
            : "the plan said " + planned.written() + unit;
    return new Choice<>(
        value, Basis.SET_BY_HAND, "%s; %s (%s)".formatted(set.note(), said, planned.reason()));
  }

  /// Those that stand in a plan; the others were refused.
  public static SortedMap<Settable, SetByHand> standing(Map<Settable, SetByHand> set, Plan plan) {
    SortedMap<Settable, SetByHand> standing = new TreeMap<>(set);
    standing.keySet().removeIf(settable -> plan.choice(key(settable)).basis() != Basis.SET_BY_HAND);
    return standing;
  }

  /// The plan with its own value in place of one that was refused, which it tells of.
  ///
  /// @param refused why each may not stand
  public static Plan telling(
      Plan plan, Map<Settable, SetByHand> set, SortedMap<Settable, Problem> refused) {
    Plan.Builder builder = new Plan.Builder();
    var byKey = new HashMap<Key<?>, String>();
    refused.forEach((settable, problem) -> {
      SetByHand wanted = set.get(settable);
      if (wanted != null) {
        byKey.put(
            key(settable),
            "slipway.yaml sets %s by hand (%s), which is refused: %s"
                .formatted(wanted.value().toPlainString(), wanted.note(), problem.what()));
      }
    });
    plan.choices().keySet().forEach(key -> tell(plan, key, byKey, builder));
    return builder.build();
  }

  private static <T> void tell(
      Plan plan, Key<T> key, Map<Key<?>, String> byKey, Plan.Builder builder) {
    Choice<T> own = plan.choice(key);
    String told = byKey.get(key);
    builder.put(
        key,
        told == null ? own : new Choice<>(own.value(), own.basis(), told + "; " + own.because()));
  }
}
