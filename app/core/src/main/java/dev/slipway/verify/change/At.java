// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import dev.slipway.bundle.release.ReleaseNote.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A rule for the places of some paths: an outcome for each way in which they can change. The first
/// outcome that fits is told.
///
/// @param subject `%s` in it is the item of the list, or the document, that the place is in
/// @param paths names divided by `/`, which is `~` within a name: `*` is any name, `[]` any item of
///   a list, `**` any names, and `a|b` one of two
/// @param kinds of Kubernetes documents; any where there is none
/// @param files what the file's path is like; any where there is none
record At(
    String subject,
    List<List<Set<String>>> paths,
    Set<String> kinds,
    Optional<Pattern> files,
    List<Outcome> outcomes)
    implements Rule {

  /// @param always whether it is told of a part of something new too
  record Outcome(Predicate<Place> when, Level level, String consequence, boolean always) {}

  At {
    paths = List.copyOf(paths);
    kinds = Set.copyOf(kinds);
    outcomes = List.copyOf(outcomes);
  }

  static At the(String subject, String... paths) {
    List<List<Set<String>>> split = new ArrayList<>();
    for (String path : paths) {
      List<Set<String>> names = new ArrayList<>();
      for (String name : path.isEmpty() ? List.<String>of() : List.of(path.split("/"))) {
        names.add(Set.of(name.replace('~', '/').split("\\|")));
      }
      split.add(names);
    }
    return new At(subject, split, Set.of(), Optional.empty(), List.of());
  }

  At in(String... only) {
    return in(Set.of(only));
  }

  At in(Set<String> only) {
    return new At(subject, paths, only, files, outcomes);
  }

  At file(String only) {
    return new At(subject, paths, kinds, Optional.of(Pattern.compile(only)), outcomes);
  }

  At gone(Level level, String consequence) {
    return when(Place::isGone, level, consequence, false);
  }

  At added(Level level, String consequence) {
    return when(Place::isNew, level, consequence, false);
  }

  At changed(Level level, String consequence) {
    return when(Place::isChanged, level, consequence, false);
  }

  At any(Level level, String consequence) {
    return when(place -> true, level, consequence, false);
  }

  At raised(Level level, String consequence) {
    return when(place -> order(place) > 0, level, consequence, false);
  }

  At lowered(Level level, String consequence) {
    return when(place -> order(place) < 0, level, consequence, false);
  }

  /// The same amount in other words.
  At same() {
    return when(
        place -> Amount.order(place.before(), place.after()).equals(Optional.of(0)),
        Level.NEUTRAL,
        "the same, written otherwise",
        false);
  }

  /// What says by name what holds without it, and is gone, or came.
  At byDefault(String value) {
    return when(
        place ->
            (place.isGone() && says(place.before().asText(""), place.before().isValueNode(), value))
                || (place.isNew()
                    && says(place.after().asText(""), place.after().isValueNode(), value)),
        Level.NEUTRAL,
        "it is so by default",
        false);
  }

  /// What says this now and said something else, or nothing, before.
  At to(String value, Level level, String consequence) {
    return when(
        place -> says(place.after().asText(""), place.after().isValueNode(), value),
        level,
        consequence,
        true);
  }

  /// What said this and says something else, or nothing, now.
  At from(String value, Level level, String consequence) {
    return when(
        place -> says(place.before().asText(""), place.before().isValueNode(), value),
        level,
        consequence,
        false);
  }

  private static boolean says(String text, boolean isValue, String value) {
    return isValue && text.matches("(?is)(" + spellings(value) + ")");
  }

  /// Programs that go by YAML 1.1 take more words for yes and no.
  private static String spellings(String value) {
    return switch (value) {
      case "true" -> "true|yes|on|y";
      case "false" -> "false|no|off|n";
      default -> value;
    };
  }

  private static int order(Place place) {
    return Amount.order(place.before(), place.after()).orElse(0);
  }

  At when(Predicate<Place> when, Level level, String consequence, boolean always) {
    List<Outcome> more = new ArrayList<>(outcomes);
    more.add(new Outcome(when, level, consequence, always));
    return new At(subject, paths, kinds, files, more);
  }

  @Override
  public Optional<Meaning> of(Place place) {
    return first(place, outcome -> true);
  }

  @Override
  public Optional<Meaning> ofPart(Place part) {
    return first(part, Outcome::always)
        .filter(meaning -> meaning.level() == Level.BREAKING || meaning.level() == Level.WEAKER);
  }

  private Optional<Meaning> first(Place place, Predicate<Outcome> wanted) {
    if (!(kinds.isEmpty() || kinds.contains(place.kind()))
        || files.filter(file -> !file.matcher(place.file()).matches()).isPresent()
        || paths.stream().noneMatch(path -> fits(path, place.path()))) {
      return Optional.empty();
    }
    return outcomes.stream()
        .filter(wanted)
        .filter(outcome -> outcome.when.test(place))
        .findFirst()
        .map(outcome ->
            new Meaning(
                outcome.level,
                subject.replace("%s", place.item()),
                place.change(),
                outcome.consequence));
  }

  /// Whether a path is one of those that a pattern means.
  private static boolean fits(List<Set<String>> pattern, List<String> path) {
    if (pattern.isEmpty()) {
      return path.isEmpty();
    }
    Set<String> first = pattern.getFirst();
    List<Set<String>> rest = pattern.subList(1, pattern.size());
    if (first.contains("**")) {
      for (int from = 0; from <= path.size(); from++) {
        if (fits(rest, path.subList(from, path.size()))) {
          return true;
        }
      }
      return false;
    }
    return !path.isEmpty()
        && fits(first, path.getFirst())
        && fits(rest, path.subList(1, path.size()));
  }

  private static boolean fits(Set<String> pattern, String name) {
    return pattern.contains("*")
        || pattern.contains(name)
        || (pattern.contains("[]") && Place.isItem(name) && !name.equals(TreeDiff.ORDER));
  }
}
