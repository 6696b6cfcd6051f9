// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.isolated;

import java.io.IOException;

/// A model's process that dies as after a fault in native code, whatever it is asked.
public final class AbortingMain {

  private AbortingMain() {}

  public static void main(String[] args) throws IOException {
    if (System.in.read() >= 0) {
      System.err.println("free(): invalid pointer");
      Runtime.getRuntime().halt(134);
    }
  }
}
