// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample.weather;

import java.util.List;

/// The years before 2015 to learn from, 2015 to be judged by. The last day of 2014 belongs to
/// neither: its tomorrow lies in 2015.
record Split(List<Day> train, List<Day> holdout) {

  private static final int HELD_OUT = 2015;

  Split {
    train = List.copyOf(train);
    holdout = List.copyOf(holdout);
  }

  static Split of(List<Day> days) {
    return new Split(
        days.stream().filter(day -> day.date().plusDays(1).getYear() < HELD_OUT).toList(),
        days.stream().filter(day -> day.date().getYear() == HELD_OUT).toList());
  }
}
