// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.service;

import dev.slipway.base.Bytes;
import dev.slipway.base.ProblemException;
import dev.slipway.verify.engine.ContainerEngine;
import dev.slipway.verify.engine.ContainerState;
import dev.slipway.verify.engine.RunLimits;
import dev.slipway.verify.engine.RunOrder;
import dev.slipway.verify.engine.RunningContainer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The service in a container, under the limits of its own manifest.
public final class ContainerService implements RunningService {

  private static final Logger LOG = LoggerFactory.getLogger(ContainerService.class);
  private static final int SIGKILLED = 137;

  private final ContainerEngine engine;
  private final RunningContainer container;
  private final ContainerEngine.MemoryWatch memory;
  private final ServiceSheet sheet;

  private ContainerService(ContainerEngine engine, RunningContainer container, ServiceSheet sheet)
      throws ProblemException {
    this.engine = engine;
    this.container = container;
    this.sheet = sheet;
    memory = engine.watchMemory(container.id());
  }

  /// Starts a container of an image: read-only, without privileges, under the sheet's limits.
  ///
  /// @param environment variables beside the image's own
  public static ContainerService start(
      ContainerEngine engine,
      String image,
      ServiceSheet sheet,
      Map<String, String> environment,
      String run)
      throws ProblemException {
    RunLimits limits = RunLimits.hardened(sheet.cpus(), sheet.memory());
    RunningContainer container =
        engine.run(
            new RunOrder(
                image,
                limits,
                List.of(),
                new TreeMap<>(environment),
                List.of(sheet.port(), sheet.managementPort()),
                run));
    try {
      return new ContainerService(engine, container, sheet);
    } catch (ProblemException e) {
      engine.remove(container.id());
      throw e;
    }
  }

  @Override
  public boolean isListening() {
    return true;
  }

  @Override
  public URI data() {
    return local(container.published(sheet.port()));
  }

  @Override
  public URI management() {
    return local(container.published(sheet.managementPort()));
  }

  static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public boolean isRunning() throws ProblemException {
    return state().status() == ContainerState.Status.RUNNING;
  }

  /// What the engine says of the container.
  ContainerState state() throws ProblemException {
    return engine.inspect(container.id());
  }

  @Override
  public List<String> logs() throws ProblemException, InterruptedException {
    return engine.logs(container.id());
  }

  @Override
  public Optional<Bytes> peakMemory() {
    return memory.peak();
  }

  @Override
  public Ended stop(Duration grace) throws ProblemException {
    long start = System.nanoTime();
    engine.stop(container.id(), grace);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    ContainerState state = state();
    int code = state.exitCode().orElse(-1);
    return new Ended(code, code == SIGKILLED, state.outOfMemory(), took);
  }

  @Override
  public void close() {
    memory.close();
    try {
      engine.remove(container.id());
    } catch (ProblemException e) {
      LOG.warn("a container may be left: {}", e.problem().why());
    }
  }
}
