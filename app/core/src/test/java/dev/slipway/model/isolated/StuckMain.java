// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.isolated;

import java.util.concurrent.CountDownLatch;

/// A model's process that never answers.
public final class StuckMain {

  private StuckMain() {}

  public static void main(String[] args) throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
