// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench.report;

import java.util.List;

/// The stages of the voyage that leave something, in their order.
public enum Stage {
  MODEL,
  OBJECTIVES,
  DATA,
  QUALITY,
  PROFILE,
  COST,
  EXPORT,
  VERIFY,
  CHECKLIST;

  /// Where a stage stands. That work on it runs, only who runs it knows.
  public enum State {
    NOT_BEGUN,
    /// Some of it is done, and nothing of it fails.
    BEGUN,
    DONE,
    STALE,
    FAILING
  }

  /// One stage of one project.
  ///
  /// @param because why it is in this state, for a person; empty where there is nothing to say
  public record Standing(Stage stage, State state, String because) {

    /// That of one stage among those of all.
    public static Standing of(Stage stage, List<Standing> all) {
      return all.stream().filter(each -> each.stage() == stage).findFirst().orElseThrow();
    }
  }
}
