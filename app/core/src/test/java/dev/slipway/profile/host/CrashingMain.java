// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.host;

import dev.slipway.profile.ProfileJson;
import dev.slipway.profile.child.Message;
import java.time.Duration;

/// A measuring process that dies as after a fault in native code, with a block already measured.
public final class CrashingMain {

  private CrashingMain() {}

  /// Says one thing and dies.
  public static void main(String[] args) {
    System.out.println(ProfileJson.line(new Message.Started()));
    System.out.println(ProfileJson.line(new Message.PhaseEnded("load", Duration.ofMillis(12))));
    System.out.println("{\"kind\":\"doi");
    System.err.println("free(): invalid pointer");
    Runtime.getRuntime().halt(134);
  }
}
