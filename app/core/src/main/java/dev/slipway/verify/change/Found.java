// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import dev.slipway.bundle.release.ReleaseNote.Level;

/// A place that differs with what it means.
record Found(Place place, Rule.Meaning meaning) {

  /// What no rule knows.
  static Found unjudged(Place place) {
    String where = place.where();
    return new Found(
        place,
        new Rule.Meaning(
            Level.UNJUDGED,
            place.file(),
            where.isEmpty() ? place.change() : where + ": " + place.change(),
            ""));
  }

  boolean isJudged() {
    return meaning.level() != Level.UNJUDGED;
  }

  boolean isNeutral() {
    return meaning.level() == Level.NEUTRAL;
  }
}
