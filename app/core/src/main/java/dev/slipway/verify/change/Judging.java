// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.slipway.bundle.release.ReleaseNote.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Puts every place of a file that differs through rules.
record Judging(List<Rule> rules) {

  private static final JsonNode NOTHING = MissingNode.getInstance();

  Judging {
    rules = List.copyOf(rules);
  }

  /// @param before empty where the file is new
  /// @param after empty where it is gone
  List<Found> file(String file, Optional<byte[]> before, Optional<byte[]> after) {
    if (before.isPresent()
        && after.isPresent()
        && before.get().length <= FileTree.LONGEST
        && Arrays.equals(before.get(), after.get())) {
      return List.of();
    }
    Optional<JsonNode> old = before.flatMap(bytes -> FileTree.of(file, bytes));
    Optional<JsonNode> now = after.flatMap(bytes -> FileTree.of(file, bytes));
    JsonNode a = old.orElse(NOTHING);
    JsonNode b = now.orElse(NOTHING);
    if (before.isPresent() != old.isPresent() || after.isPresent() != now.isPresent()) {
      return List.of(unread(file, before.isPresent(), after.isPresent()));
    }
    if (before.isPresent() && after.isPresent()) {
      List<Place> places = TreeDiff.of(file, a, b);
      return places.isEmpty()
          ? List.of(sameMeaning(file))
          : places.stream().flatMap(place -> judge(place).stream()).toList();
    }
    return judge(Place.of(file, a, b));
  }

  /// A file that is known by its name alone; empty where no rule knows it.
  Optional<Found> byName(String file, boolean before, boolean after) {
    Place place = whole(file, before, after);
    return rules.stream()
        .flatMap(rule -> rule.of(place).stream())
        .findFirst()
        .map(meaning -> new Found(place, meaning));
  }

  /// What cannot be read as its name says, or is too long: what differs in it is not known.
  private Found unread(String file, boolean before, boolean after) {
    Found open = Found.unjudged(whole(file, before, after));
    return before && after ? open : byName(file, before, after).orElse(open);
  }

  private static Place whole(String file, boolean before, boolean after) {
    JsonNode some = JsonNodeFactory.instance.objectNode();
    return Place.of(file, before ? some : NOTHING, after ? some : NOTHING);
  }

  private static Found sameMeaning(String file) {
    return new Found(
        whole(file, true, true),
        new Rule.Meaning(
            Level.NEUTRAL,
            "comments and layout",
            "differ",
            "no program reads another value from these files"));
  }

  List<Found> judge(Place place) {
    for (Rule rule : rules) {
      Optional<Rule.Meaning> meaning = rule.of(place);
      if (meaning.isPresent()) {
        List<Found> found = new ArrayList<>();
        found.add(new Found(place, meaning.get()));
        if (place.isNew()) {
          TreeDiff.parts(place).forEach(part -> lookInto(part, found));
        }
        return found;
      }
    }
    boolean hasParts = !place.isChanged() && !place.present().isEmpty();
    return hasParts ? parts(place) : List.of(Found.unjudged(place));
  }

  /// What came as a whole can hold what would be weaker wherever it came.
  private void lookInto(Place part, List<Found> found) {
    rules.stream()
        .flatMap(rule -> rule.ofPart(part).stream())
        .findFirst()
        .ifPresent(meaning -> found.add(new Found(part, meaning)));
    TreeDiff.parts(part).forEach(below -> lookInto(below, found));
  }

  /// What no rule knows as a whole is known by its parts, and what is left of it is not judged.
  private List<Found> parts(Place whole) {
    List<Found> judged = new ArrayList<>();
    boolean rest = false;
    for (Place part : TreeDiff.parts(whole)) {
      for (Found found : judge(part)) {
        if (found.isJudged()) {
          judged.add(found);
        } else {
          rest = true;
        }
      }
    }
    if (judged.stream().anyMatch(found -> !found.isNeutral())) {
      judged.removeIf(Found::isNeutral);
    }
    if (rest) {
      judged.add(Found.unjudged(whole));
    }
    return judged.isEmpty() ? List.of(Found.unjudged(whole)) : judged;
  }
}
