// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.history;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// All that is kept of a project.
///
/// @param events newest first
/// @param found every value, oldest first
public record History(List<Event> events, List<Found> found) {

  private static final List<String> MAIN = Stream.of(Trend.values()).map(Trend::key).toList();

  public History {
    events = List.copyOf(events);
    found = List.copyOf(found);
  }

  /// A value at two releases; empty where a release has none of the key.
  public record Pair(String key, Optional<Found> before, Optional<Found> after) {

    public boolean differs() {
      return !before.map(Found::text).equals(after.map(Found::text));
    }

    /// How much more the second one is, as a share of the first; empty unless both are numbers.
    public Optional<Double> change() {
      if (before.isEmpty() || after.isEmpty()) {
        return Optional.empty();
      }
      var old = before.get().number();
      var now = after.get().number();
      return old.isPresent() && now.isPresent() && old.getAsDouble() != 0
          ? Optional.of(now.getAsDouble() / old.getAsDouble() - 1)
          : Optional.empty();
    }
  }

  /// The releases of which something is known, the newest first.
  public List<String> releases() {
    return Stream.concat(
            found.stream().sorted(Comparator.comparing(Found::at).reversed()).map(Found::release),
            events.stream().map(Event::release))
        .distinct()
        .toList();
  }

  /// The numbers of a trend, oldest first.
  public List<Found> of(Trend trend) {
    return found.stream()
        .filter(each -> each.key().equals(trend.key()) && each.number().isPresent())
        .sorted(Comparator.comparing(Found::at))
        .toList();
  }

  /// The last value of each key at two releases: the main numbers first, then by key.
  public List<Pair> compared(String before, String after) {
    SortedMap<String, Found> old = last(before);
    SortedMap<String, Found> now = last(after);
    var keys = new TreeSet<>(Comparator.comparingInt(History::rank).thenComparing(key -> key));
    keys.addAll(old.keySet());
    keys.addAll(now.keySet());
    return keys.stream().map(key -> new Pair(key, get(old, key), get(now, key))).toList();
  }

  private static int rank(String key) {
    int place = MAIN.indexOf(key);
    return place < 0 ? MAIN.size() : place;
  }

  private static Optional<Found> get(Map<String, Found> values, String key) {
    return Optional.ofNullable(values.get(key));
  }

  private SortedMap<String, Found> last(String release) {
    SortedMap<String, Found> last = new TreeMap<>();
    found.stream()
        .filter(each -> each.release().equals(release))
        .sorted(Comparator.comparing(Found::at))
        .forEach(each -> last.put(each.key(), each));
    return last;
  }
}
