// SPDX-License-Identifier: Apache-2.0

package dev.slipway.serving.protocol;

/// What JSON shows for NaN and infinities, which it has no numbers for.
public enum NonFinite {
  /// An error that names the output and advises raw bytes.
  REJECT,
  /// `null` in the number's place.
  NULL
}
