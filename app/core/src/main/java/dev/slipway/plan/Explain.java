// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Problem;
import dev.slipway.base.ProblemException;
import dev.slipway.plan.Choice.Basis;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Answers "why this number?" for a key of a plan.
public final class Explain {

  private Explain() {}

  /// One choice as a person reads it.
  public record Answer(Key<?> key, Choice<?> choice) {

    /// Title, value and reason in three lines.
    public String text() {
      String unit = key.unit().isEmpty() ? "" : " " + key.unit();
      return """
      %s (%s)
      %s%s
      %s: %s\
      """
          .formatted(
              key.title(),
              key.name(),
              choice.written(),
              unit,
              ground(choice.basis()),
              choice.because());
    }

    private static String ground(Basis basis) {
      return switch (basis) {
        case MEASURED -> "measured";
        case OBJECTIVE -> "objective";
        case PRICE -> "price";
        case RULE -> "rule";
        case ASSUMED -> "assumed";
      };
    }
  }

  /// The choice of a name, written with dots and hyphens or as templates write it
  /// (`plan.resources.memoryLimit`); a unique ending such as `memory-limit` is enough.
  public static Answer find(Plan plan, String name) throws ProblemException {
    String wanted = plain(name);
    List<Map.Entry<Key<?>, Choice<?>>> all = List.copyOf(plan.choices().entrySet());
    for (Map.Entry<Key<?>, Choice<?>> entry : all) {
      if (entry.getKey().name().equals(wanted)) {
        return new Answer(entry.getKey(), entry.getValue());
      }
    }
    List<Map.Entry<Key<?>, Choice<?>>> endings =
        all.stream().filter(e -> e.getKey().name().endsWith("." + wanted)).toList();
    if (endings.size() == 1) {
      return new Answer(endings.getFirst().getKey(), endings.getFirst().getValue());
    }
    throw Problem.input(
            "plan.unknown-key",
            "The plan has no number named '" + name + "'.",
            "Names are those in the comments of exported files.",
            "Nearest are: " + String.join(", ", nearest(plan, wanted)) + ".")
        .asException();
  }

  /// The three names that are nearest to a text.
  public static List<String> nearest(Plan plan, String name) {
    String wanted = plain(name);
    return plan.choices().keySet().stream()
        .map(Key::name)
        .sorted(
            Comparator.comparingInt((String key) -> nearness(key, wanted))
                .thenComparing(Comparator.naturalOrder()))
        .limit(3)
        .toList();
  }

  private static int nearness(String key, String wanted) {
    String ending = key.substring(key.indexOf('.') + 1);
    int whole = distance(key, wanted);
    int part = distance(ending, wanted);
    return key.contains(wanted) ? 0 : Math.min(whole, part);
  }

  private static String plain(String name) {
    String text = name.strip();
    String unprefixed = text.startsWith("plan.") ? text.substring(5) : text;
    return unprefixed.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  /// Number of single letters to change, add or drop (Levenshtein).
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
