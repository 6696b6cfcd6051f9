// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.profile.Profile;
import java.util.List;

/// A run that was made again.
///
/// @param run the name of the new one
/// @param differences what was not the same about the machine; empty when nothing
public record Replay(String run, Profile before, Profile now, List<Difference> differences) {

  public Replay {
    differences = List.copyOf(differences);
  }

  /// @param what of the environment, for a person
  public record Difference(String what, String before, String now) {}
}
