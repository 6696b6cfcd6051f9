// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cost;

/// The words of [dev.slipway.base.Numbers] for pages that ask for them here.
public final class Numbers {

  private Numbers() {}

  /// See [dev.slipway.base.Numbers#digits(double, int)].
  public static String digits(double value, int significant) {
    return dev.slipway.base.Numbers.digits(value, significant);
  }

  /// See [dev.slipway.base.Numbers#brief].
  public static String brief(double value) {
    return dev.slipway.base.Numbers.brief(value);
  }

  /// See [dev.slipway.base.Numbers#percent].
  public static String percent(double share) {
    return dev.slipway.base.Numbers.percent(share);
  }
}
