// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.grpc;

import dev.slipway.serving.execution.Engine;
import dev.slipway.serving.journal.Journal;
import dev.slipway.serving.journal.RequestLog;
import dev.slipway.serving.metrics.ServingMetrics;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
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
      Journal journal,
      RequestLog requestLog) {}

  private final Server server;
  private final HealthStatusManager health = new HealthStatusManager();

  /// Opens the port.
  ///
  /// @throws IOException when it cannot be opened
  public GrpcFront(
      Settings settings,
      Engine engine,
      EventLoopGroup loops,
      ServingMetrics metrics,
      BooleanSupplier ready)
      throws IOException {
    var service =
        new InferenceService(
            new InferenceService.Parts(
                settings.modelName(),
                settings.modelVersion(),
                settings.serverVersion(),
                engine,
                () -> current(loops),
                settings.deadline(),
                ready,
                metrics,
                settings.journal(),
                settings.requestLog()));
    health.setStatus(InferenceMethods.SERVICE, ServingStatus.SERVING);
    server =
        NettyServerBuilder.forAddress(settings.address())
            .channelType(NioServerSocketChannel.class)
            .bossEventLoopGroup(loops)
            .workerEventLoopGroup(loops)
            .directExecutor()
            .maxInboundMessageSize(settings.maxBytes())
            .addService(ServerInterceptors.intercept(service.definition(), new Correlating()))
            .addService(health.getHealthService())
            .addService(ProtoReflectionServiceV1.newInstance())
            .build();
    start(settings.address());
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
