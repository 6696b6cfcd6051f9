// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

/// The parts of the screen that says how the model runs, in their order.
public enum ProfileTab {
  PROFILE,
  SEARCH,
  VARIANTS
}
