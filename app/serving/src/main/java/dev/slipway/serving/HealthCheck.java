// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;

/// Asks the server beside it whether it is ready: for a container's health check, where no shell
/// and no curl is. Exit code 0 means ready, 1 anything else.
public final class HealthCheck {

  private static final int TIMEOUT_MILLIS = 2_000;

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
    try {
      URI uri = URI.create("http://127.0.0.1:" + Integer.parseInt(port) + "/v2/health/ready");
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      try (InputStream body = connection.getInputStream()) {
        body.readAllBytes();
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException | IllegalArgumentException notReady) {
      return false;
    }
  }
}
