// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.ImportModel;
import dev.slipway.workbench.project.OpenProject;

/// From a file to a project.
///
/// @param look looks at a model that no project has
/// @param init writes the file that makes a project
/// @param begin writes it with what a person answered, after showing it
public record FirstLook(LookAtModel look, InitProject init, BeginProject begin) {

  static FirstLook of(Bench bench, OpenProject open, ImportModel imports) {
    var init = new InitProject(open, imports);
    return new FirstLook(
        new LookAtModel(bench.home(), bench.version()), init, new BeginProject(init));
  }
}
