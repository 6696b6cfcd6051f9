// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Bytes;
import dev.slipway.base.ProblemException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The bundle's service while it runs, in a container or as a process.
public interface RunningService extends AutoCloseable {

  /// Whether its addresses are known: one that takes free ports tells them when it is ready.
  boolean isListening();

  /// Address of the inference protocol, of one that is listening.
  URI data();

  /// Address of metrics and health, of one that is listening.
  URI management();

  boolean isRunning() throws ProblemException;

  /// Its log so far, line by line.
  List<String> logs() throws ProblemException, InterruptedException;

  /// Highest memory so far, where it can be seen.
  Optional<Bytes> peakMemory();

  /// Sends SIGTERM and waits for the end.
  Ended stop(Duration grace) throws ProblemException, InterruptedException;

  /// Ends and removes it, whatever state it is in.
  @Override
  void close();

  /// How it ended.
  ///
  /// @param killed whether it had to be killed, because the grace was over
  record Ended(int exitCode, boolean killed, boolean outOfMemory, Duration took) {}
}
