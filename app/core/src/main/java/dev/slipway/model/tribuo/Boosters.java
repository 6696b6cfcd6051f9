// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.tribuo;

import dev.slipway.model.MalformedException;

/// The boosters in a Tribuo model of XGBoost, in whichever form XGBoost wrote them.
final class Boosters {

  private Boosters() {}

  /// That native code may be given these bytes: every length fits, every tree is one.
  static void check(byte[] bytes) throws MalformedException {
    read(bytes);
  }

  static Booster read(byte[] bytes) throws MalformedException {
    if (bytes.length > 1 && bytes[0] == '{') {
      throw new MalformedException(
          "its booster is in XGBoost's "
              + (bytes[1] == 'L' ? "UBJSON" : "JSON")
              + " form, which is not read here",
          false);
    }
    return new OldBooster(bytes).read();
  }
}
