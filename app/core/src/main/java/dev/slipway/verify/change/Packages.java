// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import dev.slipway.bundle.release.ReleaseNote.Level;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Packages that pip installs, each at a version.
final class Packages implements Rule {

  private static final Pattern FILE = Pattern.compile(".*requirements[^/]*\\.txt");
  private static final Pattern NUMBERS = Pattern.compile("[0-9]{1,9}");

  @Override
  public Optional<Meaning> of(Place place) {
    if (place.path().size() != 1 || !FILE.matcher(place.file()).matches()) {
      return Optional.empty();
    }
    String subject = "package " + place.path().getFirst();
    String before = place.before().asText();
    String after = place.after().asText();
    if (place.isGone()) {
      return meaning(Level.BREAKING, subject, place, "what needs it does not start");
    }
    if (place.isNew()) {
      return meaning(
          Level.UNJUDGED, subject, place, "more code of others ships: who maintains it?");
    }
    if (before.contains("--hash") && !after.contains("--hash")) {
      return Optional.of(
          new Meaning(
              Level.WEAKER, subject, "without its hash", "what is installed can change unseen"));
    }
    return order(before, after) < 0
        ? meaning(Level.WEAKER, subject, place, "an older one: known faults may come back")
        : meaning(Level.UNJUDGED, subject, place, "another version: its notes say what changed");
  }

  private static Optional<Meaning> meaning(
      Level level, String subject, Place place, String consequence) {
    return Optional.of(new Meaning(level, subject, place.change(), consequence));
  }

  /// Below 0 where the second version is older; 0 where nobody can say.
  static int order(String before, String after) {
    List<BigInteger> old = numbers(before);
    List<BigInteger> now = numbers(after);
    for (int i = 0; i < Math.min(old.size(), now.size()); i++) {
      int order = now.get(i).compareTo(old.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static List<BigInteger> numbers(String text) {
    String version = text.replaceFirst("(?s)(--hash|;).*", "");
    return NUMBERS.matcher(version).results().map(MatchResult::group).map(BigInteger::new).toList();
  }
}
