// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.change;

import dev.slipway.bundle.release.ReleaseNote.Level;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Whether a job runs less often than before.
final class Schedules implements Rule {

  private static final double DAYS = 30.4375;

  @Override
  public Optional<Meaning> of(Place place) {
    if (!place.isChanged()
        || place.path().isEmpty()
        || !place.path().getLast().equals("schedule")) {
      return Optional.empty();
    }
    Optional<Double> before = runsAMonth(place.before().asText());
    Optional<Double> after = runsAMonth(place.after().asText());
    String subject = "job " + place.item() + ": schedule";
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.of(
          new Meaning(Level.UNJUDGED, subject, place.change(), "how often it runs is not known"));
    }
    int order = Double.compare(after.get(), before.get());
    return Optional.of(
        order < 0
            ? new Meaning(
                Level.WEAKER, subject, place.change(), "it runs less often: what it finds is late")
            : order > 0
                ? new Meaning(Level.STRONGER, subject, place.change(), "it runs more often")
                : new Meaning(
                    Level.NEUTRAL, subject, place.change(), "it runs as often, at other times"));
  }

  /// Of a schedule in the five fields of cron.
  static Optional<Double> runsAMonth(String schedule) {
    String[] fields = schedule.strip().split("\\s+");
    if (fields.length != 5) {
      return Optional.empty();
    }
    try {
      int minutes = count(fields[0], 0, 59);
      int hours = count(fields[1], 0, 23);
      double months = count(fields[3], 1, 12) / 12.0;
      double dates = fields[2].startsWith("*") ? 1 : count(fields[2], 1, 31) / DAYS;
      double weekdays = fields[4].startsWith("*") ? 1 : count(fields[4], 0, 6) / 7.0;
      // Where both are named, either is enough.
      double days = dates < 1 && weekdays < 1 ? Math.min(1, dates + weekdays) : dates * weekdays;
      return Optional.of(minutes * hours * days * DAYS * months);
    } catch (NumberFormatException names) {
      return Optional.empty();
    }
  }

  private static int count(String field, int least, int most) {
    Set<Integer> values = new TreeSet<>();
    for (String part : field.split(",")) {
      String[] step = part.split("/", 2);
      String[] range = step[0].split("-", 2);
      boolean all = step[0].equals("*") || step[0].equals("?");
      int from = all ? least : Integer.parseInt(range[0]);
      int to =
          all || (step.length > 1 && range.length < 2)
              ? most
              : Integer.parseInt(range[range.length - 1]);
      int by = step.length > 1 ? Math.max(1, Integer.parseInt(step[1])) : 1;
      for (int value = Math.max(least, from); value <= Math.min(most, to); value += by) {
        values.add(value);
      }
    }
    return values.size();
  }
}
