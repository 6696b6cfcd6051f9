// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

import dev.slipway.base.Bytes;
import dev.slipway.base.ProblemException;
import dev.slipway.base.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// An engine that builds images and runs containers. Everything it makes carries the label of its
/// run, and [#removeRun] leaves nothing of that run behind.
public interface ContainerEngine extends AutoCloseable {

  /// The label that everything carries; its value is the run's id.
  String RUN_LABEL = "dev.slipway.run";

  /// What answers, for a person: product, version, API, operating system.
  EngineVersion version() throws ProblemException;

  /// Builds an image; the steps have no network.
  ///
  /// @param log each line that the engine prints
  /// @throws ProblemException when a step fails; the last lines of the log are in it
  ImageFacts build(BuildOrder order, Consumer<String> log, Progress progress)
      throws ProblemException, InterruptedException;

  /// What the engine knows of an image that it holds.
  Optional<ImageFacts> image(String reference) throws ProblemException;

  /// Creates and starts a container; its ports are published on free ports of the loopback address.
  RunningContainer run(RunOrder order) throws ProblemException;

  ContainerState inspect(String container) throws ProblemException;

  /// Watches a container's memory from now until closed.
  MemoryWatch watchMemory(String container) throws ProblemException;

  /// Standard output and error so far, line by line.
  List<String> logs(String container) throws ProblemException, InterruptedException;

  /// Sends SIGTERM, and SIGKILL when the grace is over; returns when the container has ended.
  void stop(String container, Duration grace) throws ProblemException;

  /// Removes a container, killing it when it runs; one that is gone already is no failure.
  void remove(String container) throws ProblemException;

  /// Ids of the runs of which it holds something.
  Set<String> runs() throws ProblemException;

  /// Removes all containers and images of a run.
  void removeRun(String run) throws ProblemException;

  @Override
  void close();

  /// The highest memory seen.
  interface MemoryWatch extends AutoCloseable {

    /// Highest use so far, without what the kernel could drop at once; empty before the first look.
    Optional<Bytes> peak();

    @Override
    void close();
  }
}
