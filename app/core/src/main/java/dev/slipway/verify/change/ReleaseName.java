// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.bundle.release.ReleaseNote.Level;
import java.util.List;
import java.util.Optional;

/// Places that differ by the release's version alone: each release moves it in many files.
///
/// @param before version of the one bundle
/// @param after version of the other
/// @param others what may know better: a package, or another's action, can have the same version
record ReleaseName(String before, String after, List<Rule> others) implements Rule {

  ReleaseName {
    others = List.copyOf(others);
  }

  @Override
  public Optional<Meaning> of(Place place) {
    boolean named =
        place.isChanged()
            ? isMoved(place.before(), place.after())
            : place.up().filter(list -> isAmong(place, list)).isPresent();
    return named && !isKnown(place)
        ? Optional.of(
            new Meaning(
                Level.NEUTRAL,
                "version of the release",
                before + " → " + after,
                "files name the release that they are of"))
        : Optional.empty();
  }

  /// Whether it is of others' code, or matters more than a name.
  private boolean isKnown(Place place) {
    if (!place.path().isEmpty() && place.path().getLast().equals("uses")) {
      return true;
    }
    for (Rule rule : others) {
      Optional<Meaning> other = rule.of(place);
      if (other.isPresent()) {
        Level level = other.get().level();
        // Images and lines of scripts name the release, whatever moves with it.
        boolean harms = level == Level.BREAKING || level == Level.WEAKER;
        return rule instanceof Packages
            || (harms && !(rule instanceof Images) && !(rule instanceof GateLines));
      }
    }
    return false;
  }

  /// A line or an item that is gone where the same of the other version came.
  private boolean isAmong(Place place, Place list) {
    if (!list.before().isArray() || !list.after().isArray()) {
      return false;
    }
    for (JsonNode other : place.isGone() ? list.after() : list.before()) {
      if (place.isGone() ? isMoved(place.before(), other) : isMoved(other, place.after())) {
        return true;
      }
    }
    return false;
  }

  /// A short version such as `2` may be any number.
  private boolean isMoved(JsonNode old, JsonNode now) {
    return before.matches(".*\\..*\\..*")
        && old.isTextual()
        && now.isTextual()
        && !old.equals(now)
        && old.asText().replace(before, after).equals(now.asText());
  }
}
