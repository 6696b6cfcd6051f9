// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.admission;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The open connections of a port. There are never more than a port has places for: those that have
/// waited for their peer for longest leave to make room, so that whoever opens many and says
/// nothing on them shuts nobody out.
public final class Connections {

  /// Places made at once, as a part of all: finding them means looking at each connection.
  private static final int PART = 16;

  private final int places;
  private final long longestIdle;
  private final LongSupplier nanoTime;
  private final Consumer<Reason> observer;
  private final Object lock = new Object();

  // Guarded by the lock.
  private final Set<Connection> open = new HashSet<>();

  /// @param idleSeconds after which one without a request is closed
  public Connections(
      int places, long idleSeconds, LongSupplier nanoTime, Consumer<Reason> observer) {
    this.places = places;
    this.longestIdle = TimeUnit.SECONDS.toNanos(idleSeconds);
    this.nanoTime = nanoTime;
    this.observer = observer;
  }

  /// How many there are.
  public int count() {
    synchronized (lock) {
      return open.size();
    }
  }

  /// Gives a new connection its place.
  ///
  /// @return false where each place is taken by a connection that is being answered
  public boolean opened(Connection connection) {
    List<Connection> leaving = new ArrayList<>(0);
    boolean fits;
    synchronized (lock) {
      if (open.size() >= places) {
        leaving = longestWaiting();
        leaving.forEach(open::remove);
      }
      fits = open.size() < places;
      if (fits) {
        open.add(connection);
      }
    }
    for (Connection each : leaving) {
      observer.accept(Reason.CONNECTIONS);
      each.leave(true);
    }
    if (!fits) {
      observer.accept(Reason.CONNECTIONS);
    }
    return fits;
  }

  public void closed(Connection connection) {
    synchronized (lock) {
      open.remove(connection);
    }
  }

  private record Waiting(Connection connection, long nanos) {}

  private List<Connection> longestWaiting() {
    long now = nanoTime.getAsLong();
    List<Waiting> waiting = new ArrayList<>();
    for (Connection each : open) {
      long since = each.waitingSince();
      if (since != Connection.SERVED) {
        waiting.add(new Waiting(each, now - since));
      }
    }
    waiting.sort((one, other) -> Long.compare(other.nanos(), one.nanos()));
    int part = Math.min(waiting.size(), Math.max(1, places / PART));
    List<Connection> longest = new ArrayList<>(part);
    for (Waiting each : waiting.subList(0, part)) {
      longest.add(each.connection());
    }
    return longest;
  }

  /// Closes those without a request for too long; called about once a second.
  public void sweep() {
    long now = nanoTime.getAsLong();
    List<Connection> idle = new ArrayList<>();
    synchronized (lock) {
      for (Connection each : open) {
        long since = each.waitingSince();
        if (since != Connection.SERVED && now - since > longestIdle) {
          idle.add(each);
        }
      }
    }
    idle.forEach(connection -> connection.leave(false));
  }

  /// Closes all.
  public void closeAll() {
    List<Connection> all;
    synchronized (lock) {
      all = List.copyOf(open);
    }
    all.forEach(Connection::close);
  }
}
