// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// Looks at what a server says of itself.
public final class Metrics {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private Metrics() {}

  public static String of(int managementPort) throws IOException {
    URI metrics = URI.create("http://127.0.0.1:" + managementPort + "/metrics");
    try (InputStream body = metrics.toURL().openStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// The value of the only series of a name.
  public static double value(int managementPort, String name) throws IOException {
    return of(managementPort)
        .lines()
        .filter(line -> line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  /// The sum over all series of a name that carry a label.
  public static double sum(int managementPort, String name, String label) throws IOException {
    return of(managementPort)
        .lines()
        .filter(line -> line.startsWith(name + "{") && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /// Returns once a metric has fallen to a value.
  ///
  /// @throws IOException when it does not
  public static void await(int managementPort, String name, double value) throws IOException {
    long until = System.nanoTime() + PATIENCE;
    double now = value(managementPort, name);
    while (now > value) {
      if (System.nanoTime() - until > 0) {
        throw new IOException(name + " stays at " + now);
      }
      now = value(managementPort, name);
    }
  }
}
