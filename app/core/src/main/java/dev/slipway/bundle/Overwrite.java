// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bundle;

/// What to do with files of a bundle that a person changed since they were written.
public enum Overwrite {
  /// Write nothing, and name them.
  REFUSE_EDITED,
  /// Replace them: the person was asked.
  REPLACE_EDITED
}
