// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.profile.host.Profiler;
import dev.slipway.workbench.project.ImportModel;
import dev.slipway.workbench.project.OpenProject;

/// What can be found out about a model in passing, without keeping anything.
///
/// @param operators where its time goes
/// @param graphs how its graph differs from another's
/// @param why why it answered as it did
/// @param rows rows to ask it about, and those that it gets wrong
public record ModelStudy(
    TimeOperators operators, CompareGraphs graphs, ExplainAnswer why, HoldoutRows rows) {

  static ModelStudy of(Profiler profiler, OpenProject open, ImportModel imports) {
    return new ModelStudy(
        new TimeOperators(profiler),
        new CompareGraphs(open, imports),
        new ExplainAnswer(),
        new HoldoutRows());
  }
}
