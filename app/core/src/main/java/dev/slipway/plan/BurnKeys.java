// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.base.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The keys of the burn rates of which alerts tell: a set of its own for each objective, so that a
/// loose objective for latency leaves the alerts on availability as they are.
public final class BurnKeys {

  private static final Map<Goal, Map<Window, BurnKeys>> BY_GOAL = byGoal();

  /// All of them, in the order in which a plan is read.
  static final List<Key<?>> ALL =
      BY_GOAL.values().stream()
          .flatMap(windows -> windows.values().stream())
          .<Key<?>>mapMulti((keys, all) -> {
            all.accept(keys.rate);
            all.accept(keys.least);
          })
          .toList();

  private final Key<Double> rate;
  private final Key<Integer> least;

  private BurnKeys(Goal goal, Window window) {
    String name = "alerts.%s-%%s-%s".formatted(Words.id(goal), Words.id(window));
    rate =
        new Key<>(
            name.formatted("burn"),
            Double.class,
            "factor",
            "Burn rate of %s that %s, over %s; 0 for none"
                .formatted(Words.id(goal), window.tells, window.title));
    least =
        new Key<>(
            name.formatted("least"),
            Integer.class,
            "requests",
            "Fewest %s requests in %s of which that alert tells".formatted(goal.bad, window.title));
  }

  /// What has a budget.
  public enum Goal {
    AVAILABILITY("failed", "fail"),
    LATENCY("late", "are late");

    private final String bad;
    private final String are;

    Goal(String bad, String are) {
      this.bad = bad;
      this.are = are;
    }

    /// What is said of requests that spend the budget.
    String are() {
      return are;
    }
  }

  /// The time over which a burn rate is seen, after Google's SRE workbook, chapter 5; the last is
  /// for services that few ask.
  public enum Window {
    PAGE_FAST("pages", "an hour", Duration.ofHours(1), 0.02),
    PAGE_SLOW("pages", "six hours", Duration.ofHours(6), 0.05),
    TICKET_FAST("opens a ticket", "a day", Duration.ofDays(1), 0.10),
    TICKET_SLOW("opens a ticket", "three days", Duration.ofDays(3), 0.10),
    /// More than half of all requests are bad, however few they are. It has no share of a budget.
    TICKET_RARE("opens a ticket", "three days", Duration.ofDays(3), 0);

    private final String tells;
    private final String title;
    private final Duration time;
    private final double budget;

    Window(String tells, String title, Duration time, double budget) {
      this.tells = tells;
      this.title = title;
      this.time = time;
      this.budget = budget;
    }

    String title() {
      return title;
    }

    double hours() {
      return time.toMinutes() / 60.0;
    }

    /// Share of the budget that is spent in it at the alert's rate.
    double budget() {
      return budget;
    }

    boolean pages() {
      return this == PAGE_FAST || this == PAGE_SLOW;
    }
  }

  private static Map<Goal, Map<Window, BurnKeys>> byGoal() {
    Map<Goal, Map<Window, BurnKeys>> all = new EnumMap<>(Goal.class);
    for (Goal goal : Goal.values()) {
      Map<Window, BurnKeys> windows = new EnumMap<>(Window.class);
      for (Window window : Window.values()) {
        windows.put(window, new BurnKeys(goal, window));
      }
      all.put(goal, windows);
    }
    return all;
  }

  public static BurnKeys of(Goal goal, Window window) {
    return Objects.requireNonNull(Objects.requireNonNull(BY_GOAL.get(goal)).get(window));
  }

  /// Those of both objectives.
  public static List<BurnKeys> all() {
    List<BurnKeys> all = new ArrayList<>();
    BY_GOAL.values().forEach(windows -> all.addAll(windows.values()));
    return all;
  }

  /// How many times as fast as the budget allows; 0 where the alert does not exist.
  public Key<Double> rate() {
    return rate;
  }

  /// Fewest bad requests in the long window of which the alert tells.
  public Key<Integer> least() {
    return least;
  }
}
