// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

import dev.slipway.base.FreePort;
import java.io.IOException;
import java.nio.file.Path;

/// An Alertmanager of its own, on a free port, alone in its cluster.
final class Alertmanager implements AutoCloseable {

  private final Process process;
  private final String address;

  /// @param configuration of Alertmanager
  Alertmanager(Path folder, Path configuration) throws IOException {
    address = "127.0.0.1:" + FreePort.find();
    process =
        new ProcessBuilder(
                "prometheus-alertmanager",
                "--config.file=" + configuration,
                "--storage.path=" + folder.resolve("alertmanager-data"),
                "--web.listen-address=" + address,
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("alertmanager.log").toFile())
            .start();
  }

  String address() {
    return address;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
