// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.wire;

import dev.slipway.measure.load.LoadTarget;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Requests in the clear, each sender with a connection of its own that is kept open.
///
/// @param messages head and body of each, as they are sent
record SocketLoad(String host, int port, List<byte[]> messages) implements Wire.Load {

  private static final int HTTP_PORT = 80;

  SocketLoad {
    messages = List.copyOf(messages);
  }

  /// @param endpoint with a path
  /// @param bodies JSON
  SocketLoad(URI endpoint, Bearer bearer, List<byte[]> bodies) {
    this(
        endpoint.getHost().replaceAll("^\\[|\\]$", ""),
        endpoint.getPort() < 0 ? HTTP_PORT : endpoint.getPort(),
        bodies.stream()
            .map(body ->
                new HttpPost(
                        endpoint.getRawAuthority(),
                        endpoint.getRawPath(),
                        bearer,
                        new String(body, StandardCharsets.UTF_8))
                    .bytes())
            .toList());
  }

  @Override
  public int inputs() {
    return messages.size();
  }

  @Override
  public LoadTarget open() {
    return new Sender(new SocketConnection(host, port).ready(), messages);
  }

  @Override
  public void close() {}

  private record Sender(SocketConnection connection, List<byte[]> messages) implements LoadTarget {

    @Override
    public boolean send(int input) throws InterruptedException {
      try {
        return connection.ask(messages.get(input)) == RestWire.OK;
      } catch (IOException unanswered) {
        if (Thread.interrupted()) {
          throw new InterruptedException("cancelled while an answer was awaited");
        }
        return false;
      }
    }

    @Override
    public void close() {
      connection.close();
    }
  }
}
