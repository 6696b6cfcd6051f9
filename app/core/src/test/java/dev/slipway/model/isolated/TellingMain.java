// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.isolated;

import dev.slipway.model.isolated.ConversionProtocol.Order;
import dev.slipway.model.isolated.ConversionProtocol.Step;
import dev.slipway.model.pickle.PickleIntake;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.List;

/// A process that tells what a file is, and has no memory left for the model inside.
public final class TellingMain {

  private TellingMain() {}

  public static void main(String[] args) throws Exception {
    var order = (Order.Tell) ConversionProtocol.order(new DataInputStream(System.in));
    var out = new DataOutputStream(System.out);
    ConversionProtocol.write(
        out, new Step.Told(PickleIntake.report(order.from(), model -> List.of())));
    out.flush();
    System.err.println("java.lang.OutOfMemoryError: Java heap space");
    Runtime.getRuntime().halt(3);
  }
}
