// SPDX-License-Identifier: Apache-2.0
package dev.slipway.desktop.session;

/// The tabs of the profile screen, in their order.
public enum ProfileTab {
  PROFILE,
  SEARCH,
  VARIANTS,
  RUNS
}
