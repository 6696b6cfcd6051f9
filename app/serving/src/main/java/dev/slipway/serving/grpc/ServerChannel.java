// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.grpc;

import dev.slipway.serving.admission.Connections;
import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.List;

/// The open port; each connection that comes through it is given a place first.
final class ServerChannel extends NioServerSocketChannel {

  private final Connections connections;
  private final CallAdmission calls;

  ServerChannel(Connections connections, CallAdmission calls) {
    this.connections = connections;
    this.calls = calls;
  }

  @Override
  protected int doReadMessages(List<Object> accepted) throws Exception {
    int from = accepted.size();
    int count = super.doReadMessages(accepted);
    for (Object each : accepted.subList(from, accepted.size())) {
      if (each instanceof Channel connection) {
        connection.pipeline().addLast(new GrpcConnection(connections, calls));
      }
    }
    return count;
  }
}
