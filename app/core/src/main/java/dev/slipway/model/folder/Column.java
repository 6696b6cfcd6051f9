// SPDX-License-Identifier: Apache-2.0
package dev.slipway.model.folder;

/// A column of the table that a model takes.
///
/// @param type in the words of whoever states it, such as `double`
public record Column(String name, String type) {

  /// `length (double)`
  @Override
  public String toString() {
    return name + " (" + type + ")";
  }
}
