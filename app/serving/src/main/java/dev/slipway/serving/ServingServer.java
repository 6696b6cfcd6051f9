// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import dev.slipway.serving.http.HealthEndpoint;
import dev.slipway.serving.http.Listener;
import dev.slipway.serving.predict.InferenceException;
import dev.slipway.serving.predict.OrtPredictor;
import dev.slipway.serving.predict.Predictor;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// A running server: one model, answered over HTTP until it is closed.
public final class ServingServer implements AutoCloseable {

  private final Predictor predictor;
  private final EventLoopGroup loops;
  private final Listener data;
  private final Listener management;
  private volatile boolean ready;

  private ServingServer(ServingConfig config) throws InferenceException, IOException {
    predictor = OrtPredictor.load(config.modelPath(), config.modelSettings());
    loops = new MultiThreadIoEventLoopGroup(config.eventLoops(), NioIoHandler.newFactory());
    try {
      data = open(config, config.httpPort());
      management = open(config, config.managementPort());
    } catch (IOException portTaken) {
      stop();
      throw portTaken;
    }
    ready = true;
  }

  private Listener open(ServingConfig config, int port) throws IOException {
    var address = new InetSocketAddress(config.bindAddress(), port);
    return Listener.open(loops, address, () -> new HealthEndpoint(() -> ready));
  }

  /// Loads the model, warms it up, opens the ports and says ready.
  ///
  /// @throws InferenceException when the model cannot be loaded or fails at warm-up
  /// @throws IOException when a port cannot be opened
  public static ServingServer start(ServingConfig config) throws InferenceException, IOException {
    return new ServingServer(config);
  }

  /// The port of the REST protocol that is really open.
  public int port() {
    return data.port();
  }

  /// The port of metrics and health that is really open.
  public int managementPort() {
    return management.port();
  }

  /// Drains: says not ready, serves on for the configured delay, then answers what is in flight.
  @Override
  public void close() {
    ready = false;
    data.stopAccepting();
    data.closeConnections();
    management.stopAccepting();
    management.closeConnections();
    stop();
  }

  private void stop() {
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    predictor.close();
  }
}
