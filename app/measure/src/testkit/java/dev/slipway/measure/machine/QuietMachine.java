// SPDX-License-Identifier: Apache-2.0
package dev.slipway.measure.machine;

import java.util.Optional;

/// A machine with two processors that nobody else uses.
public final class QuietMachine implements CpuMeter {

  @Override
  public Reading read() {
    return new Reading(0, 0, 2, 0);
  }

  @Override
  public int processors() {
    return 2;
  }

  @Override
  public Optional<String> objection() {
    return Optional.empty();
  }
}
