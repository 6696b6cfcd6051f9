// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Asks the server beside it whether it is ready: for a container's health check, where no shell
/// and no curl is. Exit code 0 means ready, 1 anything else.
///
/// A whole Java is started for it each time, so it uses as few classes as it can.
public final class HealthCheck {

  private static final int TIMEOUT_MILLIS = 2_000;

  private static final String REQUEST =
      "GET /v2/health/ready HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";

  private static final String READY = "HTTP/1.1 200";

  private HealthCheck() {}

  /// An optional argument is the management port; the environment and the default come after.
  public static void main(String[] arguments) {
    String port = arguments.length == 1 ? arguments[0] : configuredPort(System.getenv());
    System.exit(isReady(port) ? 0 : 1);
  }

  private static String configuredPort(Map<String, String> environment) {
    ServingOption option = ServingOption.MANAGEMENT_PORT;
    return environment.getOrDefault(option.environmentName(), option.defaultValue());
  }

  static boolean isReady(String port) {
    try (Socket socket = new Socket()) {
      InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(here, Integer.parseInt(port)), TIMEOUT_MILLIS);
      socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
      byte[] begin = socket.getInputStream().readNBytes(READY.length());
      return READY.equals(new String(begin, StandardCharsets.US_ASCII));
    } catch (IOException | IllegalArgumentException notReady) {
      return false;
    }
  }
}
