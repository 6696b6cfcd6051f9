// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.grpc;

import dev.slipway.serving.access.Access;
import dev.slipway.serving.admission.Admission;
import dev.slipway.serving.admission.AdmissionLimits;
import dev.slipway.serving.admission.Connections;
import dev.slipway.serving.execution.Engine;
import dev.slipway.serving.journal.Journal;
import dev.slipway.serving.journal.RequestLog;
import dev.slipway.serving.metrics.ServingMetrics;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The gRPC port, on the same threads as REST, so that requests of both share batches.
public final class GrpcFront implements AutoCloseable {

  /// How the front is set up.
  ///
  /// @param maxBytes largest message
  public record Settings(
      String modelName,
      String modelVersion,
      String serverVersion,
      InetSocketAddress address,
      int maxBytes,
      Duration deadline,
      AdmissionLimits admission,
      Access access,
      Journal journal,
      RequestLog requestLog) {}

  /// What it shares with REST.
  public record Shared(
      Engine engine, EventLoopGroup loops, Admission admission, ServingMetrics metrics) {}

  /// A connection of HTTP/2 takes several times the memory of one of HTTP/1.1, and carries many
  /// calls.
  private static final int PART_OF_CONNECTIONS = 4;

  /// At once on one connection; a client keeps further ones back by itself.
  private static final int CALLS_OF_A_CONNECTION = 1000;

  /// Calls that one connection may break off in a second, before it is taken for an attack.
  private static final int RESETS_IN_A_SECOND = 1000;

  private static final int LARGEST_METADATA = 8 << 10;

  /// After it, clients connect anew without noticing.
  private static final int IDLE_MINUTES = 5;

  private final Server server;
  private final Connections connections;
  private final HealthStatusManager health = new HealthStatusManager();

  /// Opens the port.
  ///
  /// @throws IOException when it cannot be opened
  public GrpcFront(Settings settings, Shared shared, BooleanSupplier ready) throws IOException {
    connections =
        new Connections(
            Math.max(1, settings.admission().connections() / PART_OF_CONNECTIONS),
            TimeUnit.MINUTES.toSeconds(IDLE_MINUTES),
            System::nanoTime,
            shared.metrics()::rejected);
    health.setStatus(InferenceMethods.SERVICE, ServingStatus.SERVING);
    CallBook book = new CallBook(shared.metrics(), settings.journal(), settings.requestLog());
    CallAdmission calls = new CallAdmission(shared.admission(), book);
    server =
        builder(settings, shared, calls)
            .intercept(new Correlating(settings.access().gate()))
            .addService(service(settings, shared, book, ready).definition())
            .addService(health.getHealthService())
            .addService(ProtoReflectionServiceV1.newInstance())
            .build();
    start(settings.address());
  }

  private NettyServerBuilder builder(Settings settings, Shared shared, CallAdmission calls) {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(settings.address())
            .channelFactory(() -> new ServerChannel(connections, calls))
            .bossEventLoopGroup(shared.loops())
            .workerEventLoopGroup(shared.loops())
            .directExecutor()
            .maxInboundMessageSize(settings.maxBytes())
            .maxInboundMetadataSize(LARGEST_METADATA)
            .maxConcurrentCallsPerConnection(CALLS_OF_A_CONNECTION)
            .maxRstFramesPerWindow(RESETS_IN_A_SECOND, 1)
            .maxConnectionIdle(IDLE_MINUTES, TimeUnit.MINUTES)
            .addStreamTracerFactory(calls);
    settings
        .access()
        .tls()
        .ifPresent(tls ->
            builder
                .sslContext(tls.grpc())
                .handshakeTimeout(
                    settings.admission().patience().toMillis(), TimeUnit.MILLISECONDS));
    return builder;
  }

  private static InferenceService service(
      Settings settings, Shared shared, CallBook book, BooleanSupplier ready) {
    return new InferenceService(
        new InferenceService.Parts(
            settings.modelName(),
            settings.modelVersion(),
            settings.serverVersion(),
            shared.engine(),
            () -> current(shared.loops()),
            settings.deadline(),
            ready,
            shared.metrics(),
            book,
            shared.admission()));
  }

  private void start(InetSocketAddress address) throws IOException {
    try {
      server.start();
    } catch (IOException taken) {
      throw new IOException(
          "cannot listen on %s:%d: %s"
              .formatted(
                  address.getHostString(),
                  address.getPort(),
                  taken.getCause() == null ? taken.getMessage() : taken.getCause().getMessage()),
          taken);
    }
  }

  /// Calls run on the thread that reads their connection.
  private static Executor current(EventLoopGroup loops) {
    for (EventExecutor loop : loops) {
      if (loop instanceof EventLoop && loop.inEventLoop()) {
        return loop;
      }
    }
    throw new IllegalStateException("A call came on a thread that is none of the server's");
  }

  /// The port that is really open.
  public int port() {
    return server.getPort();
  }

  /// Connections that are open.
  public int connectionCount() {
    return connections.count();
  }

  /// Health says not serving; calls are answered as before.
  public void announceEnd() {
    health.enterTerminalState();
  }

  /// No new connections; clients are told to go away, and calls in flight are answered.
  public void stopAccepting() {
    server.shutdown();
  }

  /// Waits until all calls are answered.
  ///
  /// @return whether they were, within the time
  public boolean awaitCalls(Duration longest) throws InterruptedException {
    return server.awaitTermination(longest.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
