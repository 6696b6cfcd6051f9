// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.plan.Choice.Basis;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// A plan in progress: rules add their choices in any order and may read earlier ones.
final class Draft {

  private final Map<Key<?>, Choice<?>> choices = new HashMap<>();
  private final Map<Key<?>, Choice<?>> byHand;

  /// Where nothing is set by hand.
  Draft() {
    this(Map.of());
  }

  /// @param byHand what stands whatever a rule says
  Draft(Map<Key<?>, Choice<?>> byHand) {
    this.byHand = Map.copyOf(byHand);
  }

  /// The value that stands: other rules go by that.
  <T> T put(Key<T> key, T value, Basis basis, String because) {
    Choice<?> choice = new Choice<>(value, basis, because);
    if (choices.putIfAbsent(key, byHand.getOrDefault(key, choice)) != null) {
      throw new IllegalStateException("chosen twice: " + key.name());
    }
    return value(key);
  }

  <T> T value(Key<T> key) {
    return key.type().cast(choice(key).value());
  }

  Choice<?> choice(Key<?> key) {
    Choice<?> choice = choices.get(key);
    if (choice == null) {
      throw new IllegalStateException("not chosen yet: " + key.name());
    }
    return choice;
  }

  /// The plan, in the order in which plans are read.
  Plan build() {
    Plan.Builder builder = new Plan.Builder();
    for (Key<?> key : PlanKeys.ALL) {
      add(builder, key);
    }
    Stream.concat(BatchKeys.ALL.stream(), SparkKeys.ALL.stream())
        .filter(choices::containsKey)
        .forEach(key -> add(builder, key));
    return builder.build();
  }

  private <T> void add(Plan.Builder builder, Key<T> key) {
    Choice<?> choice = choices.get(key);
    if (choice == null) {
      throw new IllegalStateException("no rule chooses " + key.name());
    }
    builder.put(
        key, new Choice<>(key.type().cast(choice.value()), choice.basis(), choice.because()));
  }
}
