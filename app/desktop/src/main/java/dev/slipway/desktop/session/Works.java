// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

import dev.slipway.desktop.jobs.Job;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The work that goes on for each screen: one piece at a time.
public final class Works {

  private final Map<Screen, ReadOnlyObjectWrapper<Optional<Job>>> places =
      new EnumMap<>(Screen.class);
  private final ReadOnlyObjectWrapper<Set<Screen>> busy = new ReadOnlyObjectWrapper<>(Set.of());

  Works() {
    for (Screen screen : Screen.values()) {
      var place = new ReadOnlyObjectWrapper<Optional<Job>>(Optional.empty());
      places.put(screen, place);
      place.subscribe(job -> note(screen, job.isPresent()));
    }
  }

  /// The work of a screen that goes on.
  public ReadOnlyObjectProperty<Optional<Job>> of(Screen screen) {
    return place(screen).getReadOnlyProperty();
  }

  /// The screens that have work.
  public ReadOnlyObjectProperty<Set<Screen>> busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /// Shows work on a screen for as long as it runs.
  public void show(Screen screen, Job job) {
    job.showIn(place(screen));
  }

  private ReadOnlyObjectWrapper<Optional<Job>> place(Screen screen) {
    return Optional.ofNullable(places.get(screen)).orElseThrow();
  }

  private void note(Screen screen, boolean works) {
    var now = EnumSet.noneOf(Screen.class);
    now.addAll(busy.get());
    if (works) {
      now.add(screen);
    } else {
      now.remove(screen);
    }
    busy.set(Set.copyOf(now));
  }
}
