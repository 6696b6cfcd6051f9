// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.bundle.release.ReleaseNote.Level;
import java.util.Optional;

/// Places that differ by the release's version alone: each release moves it in many files.
///
/// @param before version of the one bundle
/// @param after version of the other
record ReleaseName(String before, String after) implements Rule {

  @Override
  public Optional<Meaning> of(Place place) {
    boolean named =
        place.isChanged()
            ? isMoved(place.before(), place.after())
            : place.up().filter(list -> isAmong(place, list)).isPresent();
    return named
        ? Optional.of(
            new Meaning(
                Level.NEUTRAL,
                "version of the release",
                before + " → " + after,
                "files name the release that they are of"))
        : Optional.empty();
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
