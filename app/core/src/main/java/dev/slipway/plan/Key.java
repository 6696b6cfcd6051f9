// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

/// The name of a choice.
///
/// @param name dotted, such as `resources.memory-limit`; what `slipway explain` takes
/// @param unit such as `MiB`, `ms`, `count`; empty for text
public record Key<T>(String name, Class<T> type, String unit, String title) {

  // Written out: see [dev.slipway.base.Sha256#equals].
  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
