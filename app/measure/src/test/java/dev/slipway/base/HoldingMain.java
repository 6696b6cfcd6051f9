// SPDX-License-Identifier: Apache-2.0
package dev.slipway.base;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// Another application that holds a folder, says which, and lives until it is killed.
public final class HoldingMain {

  private HoldingMain() {}

  public static void main(String[] args) throws Exception {
    HeldFolder scratch = HeldFolder.make(Path.of(args[0]), "slipway-model");
    System.out.println(scratch.folder());
    new CountDownLatch(1).await();
  }
}
