// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import dev.slipway.bundle.release.ReleaseNote.Level;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Whether an alert tells of less: where its query is the same but for the numbers that it compares
/// with.
final class Thresholds implements Rule {

  /// A number that is no part of a name, of a window in brackets or of a span.
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w.:\\[])[0-9]+(?:\\.[0-9]+)?(?![\\w.:]|\\s*\\])");

  /// What stands before a number that an alert compares with.
  private static final Pattern COMPARED =
      Pattern.compile("(?s).*([<>])=?(?:\\s*bool)?[\\s0-9.*]*$");

  @Override
  public Optional<Meaning> of(Place place) {
    List<String> path = place.path();
    if (path.isEmpty() || !path.getLast().equals("expr") || !path.contains("rules")) {
      return Optional.empty();
    }
    boolean alert = place.parent().has("alert");
    String subject = (alert ? "alert " : "series ") + place.item() + ": ";
    if (!place.isChanged()) {
      return Optional.empty();
    }
    String before = place.before().asText().strip().replaceAll("\\s+", " ");
    String after = place.after().asText().strip().replaceAll("\\s+", " ");
    if (before.equals(after)) {
      return Optional.of(
          new Meaning(Level.NEUTRAL, subject + "query", "other layout", "it asks for the same"));
    }
    return Optional.of(
        moved(subject, before, after)
            .orElseGet(() ->
                new Meaning(
                    Level.UNJUDGED,
                    subject + "query",
                    "another query",
                    "whether it tells of the same trouble is to be tried: promtool test rules")));
  }

  private static Optional<Meaning> moved(String subject, String before, String after) {
    List<MatchResult> old = NUMBER.matcher(before).results().toList();
    List<MatchResult> now = NUMBER.matcher(after).results().toList();
    if (old.size() != now.size() || !skeleton(before).equals(skeleton(after))) {
      return Optional.empty();
    }
    boolean later = false;
    boolean sooner = false;
    List<String> moves = new ArrayList<>();
    for (int i = 0; i < old.size(); i++) {
      int order = new BigDecimal(now.get(i).group()).compareTo(new BigDecimal(old.get(i).group()));
      if (order != 0) {
        Optional<Integer> way = way(subject, before.substring(0, old.get(i).start()));
        if (way.isEmpty()) {
          return Optional.empty();
        }
        later |= way.get() * order > 0;
        sooner |= way.get() * order < 0;
        moves.add(old.get(i).group() + " → " + now.get(i).group());
      }
    }
    String what = String.join(", ", moves);
    if (later) {
      return Optional.of(
          new Meaning(
              Level.WEAKER,
              subject + "limit",
              what,
              "the same trouble is told of later, or not at all: say who agreed"));
    }
    return sooner
        ? Optional.of(
            new Meaning(
                Level.STRONGER, subject + "limit", what, "the same trouble is told of sooner"))
        : Optional.of(
            new Meaning(Level.NEUTRAL, subject + "query", "other layout", "it asks for the same"));
  }

  private static String skeleton(String query) {
    return NUMBER.matcher(query).replaceAll("0");
  }

  /// 1 where a larger number tells later, -1 where it tells sooner; empty where it is not compared.
  private static Optional<Integer> way(String subject, String before) {
    if (subject.contains(":limit") && before.endsWith("vector(")) {
      return Optional.of(1);
    }
    if (before.endsWith("le=\"")) {
      return Optional.of(1);
    }
    var compared = COMPARED.matcher(before);
    return compared.matches()
        ? Optional.of(compared.group(1).equals(">") ? 1 : -1)
        : Optional.empty();
  }
}
