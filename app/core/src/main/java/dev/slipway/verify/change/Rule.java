// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import dev.slipway.bundle.release.ReleaseNote.Level;
import java.util.Optional;

/// Says what a change at one kind of place means.
interface Rule {

  /// @param subject what it is about, for a person
  /// @param what old and new
  /// @param consequence what that means, for whom, and what to do
  record Meaning(Level level, String subject, String what, String consequence) {}

  /// Empty where the rule does not know the place.
  Optional<Meaning> of(Place place);

  /// What a part of something new means by itself: only what would be weaker or break wherever it
  /// came.
  default Optional<Meaning> ofPart(Place part) {
    return Optional.empty();
  }
}
