// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.host;

import java.util.ArrayList;

/// A measuring process that asks for more memory than it may have.
public final class HungryMain {

  private HungryMain() {}

  /// Allocates until there is no more.
  public static void main(String[] args) {
    var held = new ArrayList<long[]>();
    while (held.size() < Integer.MAX_VALUE) {
      held.add(new long[16 << 20]);
    }
  }
}
