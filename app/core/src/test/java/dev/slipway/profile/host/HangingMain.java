// SPDX-License-Identifier: Apache-2.0
package dev.slipway.profile.host;

import dev.slipway.profile.ProfileJson;
import dev.slipway.profile.child.Message;
import java.util.concurrent.CountDownLatch;

/// A measuring process that is busy and never ends by itself.
public final class HangingMain {

  private HangingMain() {}

  /// Says its process id and waits for ever.
  public static void main(String[] args) throws InterruptedException {
    System.out.println(
        ProfileJson.line(new Message.Step(0.5, Long.toString(ProcessHandle.current().pid()))));
    new CountDownLatch(1).await();
  }
}
