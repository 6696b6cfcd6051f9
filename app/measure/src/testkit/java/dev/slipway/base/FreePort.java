// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// For programs that cannot take a free port and tell it: another may take it before they do.
public final class FreePort {

  private FreePort() {}

  /// A port of the loopback address that nobody listens on at this moment.
  public static int find() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
