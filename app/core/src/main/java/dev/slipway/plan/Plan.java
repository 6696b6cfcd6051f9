// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Every number that the artefacts need, each with its reason.
public final class Plan {

  private final Map<Key<?>, Choice<?>> choices;

  private Plan(Map<Key<?>, Choice<?>> choices) {
    this.choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
  }

  /// All choices, in the order in which they were made.
  public Map<Key<?>, Choice<?>> choices() {
    return choices;
  }

  /// The choice of a key that every plan has.
  public <T> Choice<T> choice(Key<T> key) {
    return find(key).orElseThrow(() -> new IllegalArgumentException("no choice " + key.name()));
  }

  /// The choice of a key, where the plan has it.
  @SuppressWarnings("unchecked") // put() pairs a key only with a choice of its type
  public <T> Optional<Choice<T>> find(Key<T> key) {
    return Optional.ofNullable((Choice<T>) choices.get(key));
  }

  public <T> T value(Key<T> key) {
    return choice(key).value();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Plan plan && choices.equals(plan.choices);
  }

  @Override
  public int hashCode() {
    return choices.hashCode();
  }

  @Override
  public String toString() {
    return "Plan" + choices;
  }

  /// Collects choices; each key once.
  public static final class Builder {
    private final Map<Key<?>, Choice<?>> choices = new LinkedHashMap<>();

    public <T> Builder put(Key<T> key, Choice<T> choice) {
      if (choices.putIfAbsent(key, choice) != null) {
        throw new IllegalArgumentException("chosen twice: " + key.name());
      }
      return this;
    }

    public Plan build() {
      return new Plan(choices);
    }
  }
}
