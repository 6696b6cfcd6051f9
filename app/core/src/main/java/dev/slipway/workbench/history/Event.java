// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.history;

import java.time.Instant;
import java.util.List;

/// Something that was done with a project, and what came of it.
///
/// @param stage the word of the command that does it, such as `profile`
/// @param command the command line that does it again; empty where none does
/// @param told what was found, each as a name with its value
/// @param intact whether none of its records was altered since
public record Event(
    Instant at, String release, String stage, String command, List<String> told, boolean intact) {
  public Event {
    told = List.copyOf(told);
  }
}
