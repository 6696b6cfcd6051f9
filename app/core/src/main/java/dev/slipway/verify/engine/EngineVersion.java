// SPDX-License-Identifier: Apache-2.0
package dev.slipway.verify.engine;

/// Which engine answers.
///
/// @param product such as `Docker Engine` or `Podman Engine`
/// @param api version of the API that both sides speak
/// @param platform operating system and architecture, such as `linux/amd64`
public record EngineVersion(String product, String version, String api, String platform) {

  @Override
  public String toString() {
    return "%s %s (API %s, %s)".formatted(product, version, api, platform);
  }
}
