// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

import dev.slipway.base.Bytes;
import java.util.List;

/// What an engine says of an image.
///
/// @param size unpacked, all layers
/// @param user as written in the image; empty for none, which is root
/// @param platform operating system and architecture, such as `linux/amd64`
public record ImageFacts(
    String id,
    Bytes size,
    int layers,
    String user,
    List<Integer> ports,
    List<String> environment,
    List<String> entrypoint,
    String platform) {

  public ImageFacts {
    ports = List.copyOf(ports);
    environment = List.copyOf(environment);
    entrypoint = List.copyOf(entrypoint);
  }

  /// Whether the user is a number other than zero, which an orchestrator can check.
  public boolean runsAsNonRoot() {
    return user.matches("[0-9]{1,10}(:.*)?") && !user.matches("0+(:.*)?");
  }
}
