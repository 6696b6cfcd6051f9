// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.instance;

import dev.slipway.base.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// What a start finds at the home.
public sealed interface Entry {

  /// No other window is there, and later starts come to this one.
  record First(FirstWindow window) implements Entry {}

  /// The first window is in front and has what this start was given: there is nothing left to do.
  record HandedOver() implements Entry {}

  /// This start opens a window of its own, which later starts do not come to.
  ///
  /// @param why what the user should know of it
  record Beside(Optional<Problem> why) implements Entry {}

  /// Makes this start the first window of the home, or hands it over to the one that is.
  ///
  /// @param project what this start was given to open
  /// @param patience how long the first window may take to answer
  static Entry at(Path home, Optional<Path> project, Duration patience) {
    Meeting meeting;
    try {
      meeting = Meeting.of(home);
    } catch (IOException e) {
      // Whoever cannot write the home is told so where the records are opened.
      return new Beside(Optional.empty());
    }
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      Optional<FileChannel> lock = meeting.lock();
      return lock.isPresent()
          ? new First(FirstWindow.begin(meeting, lock.get()))
          : handOver(meeting, project, deadline);
    } catch (IOException e) {
      return new Beside(Optional.empty());
    }
  }

  private static Entry handOver(Meeting meeting, Optional<Path> project, long deadline)
      throws IOException {
    Visit visit = new Visit(meeting, project);
    while (System.nanoTime() < deadline) {
      if (visit.isTaken(Duration.ofNanos(deadline - System.nanoTime()))) {
        return new HandedOver();
      }
      // The first window may have ended in between, or not listen yet.
      Optional<FileChannel> lock = meeting.lock();
      if (lock.isPresent()) {
        return new First(FirstWindow.begin(meeting, lock.get()));
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    return new Beside(
        Optional.of(
            Problem.environment(
                "window.no-answer",
                "Another window of Slipway does not answer",
                "It has the same home, " + meeting.home() + ", and may be busy or hung.",
                "Go on here: records are safe with two windows. End the other window when you"
                    + " can.")));
  }
}
